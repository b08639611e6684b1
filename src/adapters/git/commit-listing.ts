import { fail, ok, type Result } from '#fault'
import { hashNumbers } from './hash-numbers.ts'
import type { Repository } from './repository.ts'
import { type GitCode, runGit } from './run-git.ts'

/** Commits as `git rev-list` lists them, and the hashes that they name as parents. */
export interface CommitListing {
  /** Hashes of all commits listed and of all parents named, by the numbers used below. */
  readonly hashes: Uint8Array
  /** Which of them were listed, in the order of the listing. */
  readonly listed: Uint32Array
  /** One entry more than commits were listed. */
  readonly parentStart: Uint32Array
  readonly parents: Uint32Array
  readonly times: Float64Array // seconds since 1970
  /** The number of a hash, or -1. */
  find(hash: Uint8Array): number
}

export type ListingCode = GitCode | 'GIT_ANSWER_MALFORMED' | 'HISTORY_INCOMPLETE'

/**
 * Lists the commits that are reached from `tips` and not from `known`, both full hashes. A hash of `known` that is not in the
 * repository is passed over; one of `tips` is missing from the listing then.
 *
 * @param useGraph whether git may use its own commit-graph: not if that was found to be damaged
 */
export async function listCommits(
  repository: Repository,
  tips: readonly string[],
  known: readonly string[],
  useGraph: boolean,
): Promise<Result<CommitListing, ListingCode>> {
  const parser = listingParser(repository.hashLength)
  const run = await runGit(repository, {
    stages: [
      [
        ...['-c', `core.commitGraph=${useGraph}`],
        ...['rev-list', '--parents', '--timestamp', '--ignore-missing', '--stdin'],
      ],
    ],
    input: [...tips.map((hash) => `${hash}\n`), ...known.map((hash) => `^${hash}\n`)],
    onOutput: parser.push,
  })
  if (!run.ok) {
    if (run.fault.code !== 'GIT_FAILED') return run
    return fail({
      code: 'HISTORY_INCOMPLETE',
      kind: 'invalid',
      message: `the repository lacks a part of its history: ${run.fault.message}`,
      hint: 'read a complete clone; "git fsck" tells what is missing',
    })
  }
  const listing = parser.end()
  if (listing !== undefined) return ok(listing)
  return fail({
    code: 'GIT_ANSWER_MALFORMED',
    kind: 'invalid',
    message: 'the output of git rev-list was not understood',
    hint: 'use git 2.20 or newer',
  })
}

interface ListingParser {
  readonly push: (piece: Uint8Array) => void
  /** Undefined if the bytes were not a listing. */
  readonly end: () => CommitListing | undefined
}

const DIGIT_ZERO = 0x30
const SPACE = 0x20
const LINE_FEED = 0x0a

/** Reads lines of `time hash parent...`, in pieces that may end anywhere. */
export function listingParser(hashLength: number): ListingParser {
  const numbers = hashNumbers(hashLength)
  const listed = growing(Uint32Array)
  const starts = growing(Uint32Array)
  const parents = growing(Uint32Array)
  const times = growing(Float64Array)
  const scratch = new Uint8Array(hashLength)

  let field = 0 // of the line: 0 the time, 1 the commit, then its parents
  let digits = 0 // of the field
  let time = 0
  let sound = true

  function endField(): void {
    if (field === 0) {
      sound &&= digits > 0 && digits < 16
      times.push(time)
    } else {
      sound &&= digits === 2 * hashLength
      const number = numbers.numberOf(scratch)
      if (field === 1) listed.push(number)
      else parents.push(number)
    }
    digits = 0
    time = 0
    field++
  }

  return {
    push(piece) {
      for (let i = 0; i < piece.length && sound; i++) {
        const byte = piece[i]!
        if (byte === SPACE) endField()
        else if (byte === LINE_FEED) {
          endField()
          sound &&= field >= 2
          starts.push(parents.length())
          field = 0
        } else if (field === 0) {
          sound = byte >= DIGIT_ZERO && byte <= DIGIT_ZERO + 9
          time = time * 10 + byte - DIGIT_ZERO
          digits++
        } else {
          const value =
            byte >= 0x61 && byte <= 0x66
              ? byte - 0x57
              : byte >= DIGIT_ZERO && byte <= DIGIT_ZERO + 9
                ? byte - DIGIT_ZERO
                : -1
          sound = value >= 0 && digits < 2 * hashLength
          if (!sound) break
          const at = digits >> 1
          scratch[at] = digits % 2 === 0 ? value << 4 : scratch[at]! | value
          digits++
        }
      }
    },
    end() {
      if (!sound || field > 0 || digits > 0) return undefined
      const parentStart = new Uint32Array(starts.length() + 1)
      parentStart.set(starts.array(), 1)
      return {
        hashes: numbers.hashes(),
        listed: listed.array(),
        parentStart,
        parents: parents.array(),
        times: times.array(),
        find: numbers.find,
      }
    },
  }
}

/** A list of numbers that grows. */
function growing<T extends Uint32Array | Float64Array>(
  make: new (length: number) => T,
): { push(value: number): void; length(): number; array(): T } {
  let values = new make(1024)
  let length = 0
  return {
    push(value) {
      if (length === values.length) {
        const larger = new make(2 * length)
        larger.set(values)
        values = larger
      }
      values[length++] = value
    },
    length: () => length,
    array: () => values.subarray(0, length) as T,
  }
}
