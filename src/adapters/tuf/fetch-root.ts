import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { initTUF } from '@sigstore/tuf'
import { type KeptRoot, PUBLIC_MIRROR, type TufRepository } from '#desk/releases'
import { fail, ok, quote, type Result } from '#fault'
import { readTrustedRoot } from '#sigstore'

/** The target of the repository that is the trusted root. */
const TARGET = 'trusted_root.json'

/** The metadata between the repository's keys and the target. The one that expires first ends what they vouch for. */
const METADATA = ['root.json', 'timestamp.json', 'snapshot.json', 'targets.json']

const TIMEOUT = 10_000 // milliseconds for one request

/**
 * Fetches the trusted root from a TUF repository, by its specification: from a `root.json` that is known, over every newer one that
 * the one before has signed, to the target. Metadata is kept below `folder`, so that an older state is noticed the next time.
 */
export async function fetchTrustedRoot(
  { mirror = PUBLIC_MIRROR, root }: TufRepository,
  folder: string,
  now: number,
): Promise<Result<KeptRoot>> {
  const url = URL.parse(mirror)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return fail({
      code: 'TUF_MIRROR',
      kind: 'invalid',
      message: `${quote(mirror)} is not the address of a TUF repository`,
    })
  }
  if (mirror !== PUBLIC_MIRROR && root === undefined) {
    return fail({
      code: 'TUF_ROOT_UNKNOWN',
      kind: 'absent',
      message: `nothing is known of the keys of ${mirror}`,
      hint: 'name its root.json with --root',
    })
  }
  try {
    mkdirSync(folder, { recursive: true })
    const client = await initTUF({
      cachePath: folder,
      mirrorURL: mirror,
      timeout: TIMEOUT,
      retry: { retries: 1 },
      // A root that a person names is where trust begins anew.
      ...(root !== undefined && { rootPath: root, forceInit: true }),
    })
    const text = await client.getTarget(TARGET)
    const read = readTrustedRoot(text)
    if (!read.ok) return read
    const cache = path.join(folder, encodeURIComponent(url.host + url.pathname.replace(/\/$/, '')))
    return ok({
      text,
      source: mirror,
      tufRoot: signedIn(cache, 'root.json').version,
      expires: expiryIn(cache),
      refreshedAt: now,
    })
  } catch (cause) {
    return fail(faultOf(mirror, cause))
  }
}

function expiryIn(cache: string): number {
  return Math.min(...METADATA.map((name) => Date.parse(signedIn(cache, name).expires)))
}

/** What a file of metadata says, which the client has verified. */
function signedIn(cache: string, name: string): { readonly version: number; readonly expires: string } {
  const { signed } = JSON.parse(readFileSync(path.join(cache, name), 'utf8')) as {
    readonly signed: { readonly version: number; readonly expires: string }
  }
  return signed
}

/** What the client threw: metadata that does not hold is told apart from a server that does not answer. */
function faultOf(mirror: string, thrown: unknown): ReturnType<typeof fail>['fault'] {
  const { message, cause } = thrown as Error & { readonly cause?: Error }
  const detail = [message, cause?.message].filter((each) => each !== undefined && each !== '').join(': ')
  const expired = /expired/i.test(detail)
  const unreachable = /fetch|ENOTFOUND|ECONN|EAI_AGAIN|timeout|network|socket/i.test(detail)
  if (expired)
    return { code: 'TUF_EXPIRED', kind: 'untrusted', message: `the metadata of ${mirror} has expired: ${detail}` }
  return unreachable
    ? { code: 'TUF_UNREACHABLE', kind: 'unreachable', message: `${mirror} did not answer: ${detail}` }
    : { code: 'TUF_UNTRUSTED', kind: 'untrusted', message: `the metadata of ${mirror} does not hold: ${detail}` }
}
