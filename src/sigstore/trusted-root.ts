import { createHash } from 'node:crypto'
import { encodeHex, sameBytes } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { atMost, list, optional, parsed, parseJson, readShape, type Shape, text } from '#json'
import type { Prehash } from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { bytes, bytes32, message } from './proto-json.ts'
import { type PublicKey, readPkcs1Key, readPublicKey } from './public-key.ts'

/** Whom a verifier trusts. Source: TrustedRoot of sigstore_trustroot.proto. */
export interface TrustedRoot {
  /** SHA-256 of the file, hexadecimal: which trusted root it was. */
  readonly sha256: string
  readonly certificateAuthorities: readonly Authority[]
  readonly certificateLogs: readonly Log[]
  readonly logs: readonly Log[]
  readonly timestampAuthorities: readonly Authority[]
  /** When the metadata expires that vouched for this root, in milliseconds since 1970; a file alone does not say. */
  readonly expires?: number
}

/** When something was or is in use, both ends included; milliseconds since 1970. */
export interface Period {
  readonly start: number
  readonly end?: number
}

/** An authority for certificates or timestamps, from the one that signs to its root. */
export interface Authority {
  readonly uri: string
  readonly chain: readonly [Certificate, ...Certificate[]]
  readonly validFor: Period
}

/** A transparency log or a log of certificates. */
export interface Log {
  /** Key ID, 32 bytes. */
  readonly id: Uint8Array
  /** Its first four bytes stand before the log's signature on a checkpoint; the key ID itself, where nothing else is said. */
  readonly checkpointId: Uint8Array
  readonly baseUrl: string
  readonly key: PublicKey
  /** What it hashes data with before it signs. */
  readonly prehash: Prehash
  readonly validFor: Period
}

const LIMITS = { length: 1024 * 1024, depth: 16 }
const MOST = 64

const MEDIA_TYPES = new Set([
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
])

// RFC 3339 as protobuf writes it: UTC, with up to nine digits behind the point.
const TIMESTAMP = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/

const moment: Shape<number> = parsed(text, (written) => {
  const at = TIMESTAMP.test(written) ? Date.parse(written) : Number.NaN
  return Number.isNaN(at)
    ? fail({ code: 'TRUSTED_ROOT_TIME', kind: 'invalid', message: 'the text is no RFC 3339 time in UTC' })
    : ok(at)
})

/** A start is demanded: without one a key that was never in use would be trusted for all of the past. */
const period: Shape<Period> = parsed(message({ start: moment, end: optional(moment) }), ({ start, end }) =>
  ok({ start, ...(end !== undefined && { end }) }),
)

const certificate: Shape<Certificate> = parsed(message({ rawBytes: bytes }), ({ rawBytes }) =>
  readCertificate(rawBytes),
)

const authority: Shape<Authority> = parsed(
  message({
    uri: optional(text),
    certChain: message({ certificates: atMost(10, list(certificate)) }),
    validFor: period,
  }),
  ({ uri = '', certChain: { certificates }, validFor }) => {
    const [first, ...others] = certificates
    return first === undefined
      ? fail({ code: 'TRUSTED_ROOT_CHAIN', kind: 'invalid', message: 'an authority has no certificate' })
      : ok({ uri, chain: [first, ...others] as const, validFor })
  },
)

/** Undefined for a log with a key of a kind that is not known here: it is as if it were not listed. */
const log: Shape<Log | undefined> = parsed(
  message({
    baseUrl: optional(text),
    publicKey: message({ rawBytes: bytes, keyDetails: text, validFor: period }),
    logId: message({ keyId: bytes32 }),
    checkpointKeyId: optional(message({ keyId: bytes })),
  }),
  ({ baseUrl = '', publicKey: { rawBytes, keyDetails, validFor }, logId: { keyId: id }, checkpointKeyId }) => {
    const kind = KEY_KINDS.get(keyDetails)
    if (kind === undefined) return ok(undefined)
    const key = keyDetails.startsWith('PKCS1_') ? readPkcs1Key(rawBytes) : readPublicKey(rawBytes)
    if (key?.kind === kind)
      return ok({
        id,
        checkpointId: checkpointKeyId?.keyId ?? id,
        baseUrl,
        key,
        prehash: prehashOf(keyDetails),
        validFor,
      })
    return fail({ code: 'TRUSTED_ROOT_KEY', kind: 'invalid', message: `the key of a log is no ${keyDetails}` })
  },
)

/** PublicKeyDetails of sigstore_common.proto that a log may have. */
const KEY_KINDS: ReadonlyMap<string, PublicKey['kind']> = new Map([
  ['PKCS1_RSA_PKCS1V5', 'RSA'],
  ['PKIX_RSA_PKCS1V5', 'RSA'],
  ['PKIX_RSA_PKCS1V15_2048_SHA256', 'RSA'],
  ['PKIX_RSA_PKCS1V15_3072_SHA256', 'RSA'],
  ['PKIX_RSA_PKCS1V15_4096_SHA256', 'RSA'],
  ['PKIX_ECDSA_P256_SHA_256', 'P-256'],
  ['PKIX_ECDSA_P384_SHA_384', 'P-384'],
  ['PKIX_ECDSA_P521_SHA_512', 'P-521'],
  ['PKIX_ED25519', 'Ed25519'],
])

/** The name ends in it: `PKIX_ECDSA_P384_SHA_384`. The older names without an ending are SHA-256. */
function prehashOf(keyDetails: string): Prehash {
  if (keyDetails === 'PKIX_ED25519') return 'none'
  return keyDetails.endsWith('384') ? 'sha384' : keyDetails.endsWith('512') ? 'sha512' : 'sha256'
}

const logs: Shape<readonly (Log | undefined)[]> = atMost(MOST, list(log))
const authorities: Shape<readonly Authority[]> = atMost(MOST, list(authority))

const trustedRoot = message({
  mediaType: text,
  tlogs: optional(logs),
  certificateAuthorities: optional(authorities),
  ctlogs: optional(logs),
  timestampAuthorities: optional(authorities),
})

/** Reads a `trusted_root.json`. `expires` is what the metadata said that brought it. */
export function readTrustedRoot(source: string, expires?: number): Result<TrustedRoot> {
  const document = parseJson(source, LIMITS)
  if (!document.ok) return document
  const read = readShape(trustedRoot, document.value.value)
  if (!read.ok) return read
  const { mediaType, tlogs = [], certificateAuthorities = [], ctlogs = [], timestampAuthorities = [] } = read.value
  if (!MEDIA_TYPES.has(mediaType)) {
    return fail({
      code: 'TRUSTED_ROOT_VERSION',
      kind: 'invalid',
      message: 'cannot read as a trusted root: the media type is not that of version 0.1 or 0.2',
      at: '/mediaType',
    })
  }
  return ok({
    sha256: encodeHex(createHash('sha256').update(source).digest()),
    certificateAuthorities,
    certificateLogs: ctlogs.filter((each) => each !== undefined),
    logs: tlogs.filter((each) => each !== undefined),
    timestampAuthorities,
    ...(expires !== undefined && { expires }),
  })
}

/** Whether a moment lies in a period; both ends do. */
export function isWithin({ start, end }: Period, at: number): boolean {
  return start <= at && (end === undefined || at <= end)
}

/** Logs with an ID: one log may have had its key listed for several periods. */
export function logsWithId(logs: readonly Log[], id: Uint8Array): readonly Log[] {
  return logs.filter((log) => sameBytes(log.id, id))
}
