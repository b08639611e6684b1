import { createHash } from 'node:crypto'
import { decodeHex } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { HASH_LENGTH, type HashName } from './algorithms.ts'

/** What was signed: the file itself, or no more of it than its digests. */
export interface Artifact {
  readonly digests: Digests
  /** The whole content, where it is at hand: some keys (Ed25519) sign nothing less, and checking is faster. */
  readonly content?: Uint8Array
}

/** Digests of one file. SHA-256 is always known. */
export type Digests = { readonly sha256: Uint8Array } & { readonly [H in HashName]?: Uint8Array }

export function artifactOf(content: Uint8Array): Artifact {
  return { digests: { sha256: createHash('sha256').update(content).digest() }, content }
}

export function artifactWithSha256(sha256: Uint8Array): Artifact {
  if (sha256.length !== HASH_LENGTH.sha256) throw new RangeError(`a SHA-256 digest of ${sha256.length} bytes`)
  return { digests: { sha256 } }
}

/** Reads a digest as people write it: 64 hexadecimal digits, `sha256:` may stand before them. */
export function parseSha256(text: string): Result<Uint8Array, 'DIGEST_MALFORMED'> {
  const digits = text.startsWith('sha256:') ? text.slice('sha256:'.length) : text
  const bytes = decodeHex(digits)
  if (bytes?.length === HASH_LENGTH.sha256) return ok(bytes)
  return fail({
    code: 'DIGEST_MALFORMED',
    kind: 'invalid',
    message: 'cannot read as a SHA-256 digest: expected 64 hexadecimal digits',
  })
}

/** A digest of the artifact, computed where its content is at hand; undefined where it is not known. */
export function digestOf({ digests, content }: Artifact, hash: HashName): Uint8Array | undefined {
  return digests[hash] ?? (content === undefined ? undefined : createHash(hash).update(content).digest())
}
