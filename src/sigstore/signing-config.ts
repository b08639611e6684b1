import { fail, ok, type Result } from '#fault'
import { atMost, integer, list, optional, parsed, parseJson, readShape, type Shape, text } from '#json'
import { message } from './proto-json.ts'

/** The services of one Sigstore instance that a signer speaks to. */
export interface SigningServices {
  readonly certificateAuthority: string
  readonly log: { readonly url: string; readonly version: 1 | 2 }
  readonly timestampAuthority?: string
}

/** Sigstore's public instance. */
export const PUBLIC_SERVICES: SigningServices = {
  certificateAuthority: 'https://fulcio.sigstore.dev',
  log: { url: 'https://rekor.sigstore.dev', version: 1 },
}

const service = message({
  url: text,
  majorApiVersion: integer,
  validFor: message({ start: text, end: optional(text) }),
})
type Service = typeof service extends Shape<infer T> ? Exclude<T, symbol> : never

const services = atMost(32, list(service))
const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json'

const config = parsed(
  message({
    mediaType: text,
    caUrls: services,
    rekorTlogUrls: services,
    tsaUrls: optional(services),
  }),
  (read) => (read.mediaType === MEDIA_TYPE ? ok(read) : malformed(`the media type is not ${MEDIA_TYPE}`)),
)

/**
 * Reads a signing config of version 0.2 (sigstore_trustroot.proto): of each kind the first service that is in use at `now`
 * (milliseconds since 1970) and speaks a version known here, the highest first.
 */
export function readSigningConfig(source: string, now: number): Result<SigningServices> {
  const document = parseJson(source, { length: 1024 * 1024, depth: 16 })
  if (!document.ok) return document
  const read = readShape(config, document.value.value)
  if (!read.ok) return read
  const { caUrls, rekorTlogUrls, tsaUrls = [] } = read.value
  const authority = pick(caUrls, [1], now)
  const log = pick(rekorTlogUrls, [2, 1], now)
  const timestamps = pick(tsaUrls, [1], now)
  if (authority === undefined || log === undefined) return malformed('no certificate authority or no log is in use')
  return ok({
    certificateAuthority: authority.url,
    log: { url: log.url, version: log.majorApiVersion === 2 ? 2 : 1 },
    ...(timestamps !== undefined && { timestampAuthority: timestamps.url }),
  })
}

function pick(from: readonly Service[], versions: readonly number[], now: number): Service | undefined {
  for (const version of versions) {
    const found = from.find(
      ({ majorApiVersion, validFor: { start, end } }) =>
        majorApiVersion === version && Date.parse(start) <= now && (end === undefined || now <= Date.parse(end)),
    )
    if (found !== undefined) return found
  }
  return undefined
}

function malformed(detail: string): Result<never, 'SIGNING_CONFIG'> {
  return fail({ code: 'SIGNING_CONFIG', kind: 'invalid', message: `cannot read as a signing config: ${detail}` })
}
