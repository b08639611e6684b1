import { fail, ok, quote, type Result } from '#fault'

declare const commitHash: unique symbol
declare const abbreviatedHash: unique symbol

/** The whole hash of a git commit in lower case: 40 digits (SHA-1) or 64 (SHA-256). Only {@link parseCommitHash} makes one. */
export type CommitHash = string & { readonly [commitHash]: true }

/** The start of a hash in lower case, 7 to 64 digits, perhaps all of it. Only {@link parseAbbreviatedHash} makes one. */
export type AbbreviatedHash = string & { readonly [abbreviatedHash]: true }

const WHOLE = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const START = /^[0-9a-f]{7,64}$/

/** Reads a whole commit hash in letters of any case. */
export function parseCommitHash(text: string): Result<CommitHash, 'COMMIT_HASH_MALFORMED'> {
  const lower = text.length <= 64 ? text.toLowerCase() : ''
  if (WHOLE.test(lower)) return ok(lower as CommitHash)
  return fail({
    code: 'COMMIT_HASH_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quote(text)} as a commit hash`,
    hint: START.test(lower)
      ? 'give all 40 (or 64) digits: git rev-parse prints them'
      : 'a commit hash has 40 (or 64) hexadecimal digits',
  })
}

/** Reads the start of a commit hash, as people and links write it. What it stands for only the repository can tell. */
export function parseAbbreviatedHash(text: string): Result<AbbreviatedHash, 'ABBREVIATED_HASH_MALFORMED'> {
  const lower = text.length <= 64 ? text.toLowerCase() : ''
  if (START.test(lower)) return ok(lower as AbbreviatedHash)
  return fail({
    code: 'ABBREVIATED_HASH_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quote(text)} as the start of a commit hash`,
    hint: 'give at least 7 hexadecimal digits: 9b37ac2',
  })
}
