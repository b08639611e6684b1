import { encodeHex } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { compareHashes, orderByHash } from './hash-order.ts'

/**
 * The commits of one repository and the names that point at them.
 *
 * Commits are numbered from 0 so that a parent's number is always smaller than its child's: one loop from 0 upwards sees
 * every parent before its children. Only {@link makeHistory} and its relatives make one, so a `History` has been checked.
 */
export interface History extends CommitGraph {
  /** The number of commits. */
  readonly size: number
  /** In the order of their names (UTF-16 code units). */
  readonly tags: readonly Tag[]
  /** Local and remote-tracking branch tips, in the order of their names. */
  readonly branches: readonly BranchTip[]
  /** The commit numbers in ascending order of their hashes: the index behind `findCommit`. */
  readonly byHash: Uint32Array
}

/** Commits as flat arrays: 130,000 of them take 4 MB, where objects would take 40. */
export interface CommitGraph {
  /** Bytes in a hash: 20 for SHA-1, 32 for SHA-256. */
  readonly hashLength: 20 | 32
  /** `hashLength` bytes per commit. */
  readonly hashes: Uint8Array
  /** One entry more than there are commits: the parents of commit `c` are `parents[parentStart[c]]` to before `parents[parentStart[c + 1]]`. */
  readonly parentStart: Uint32Array
  /** Commit numbers, the first parent of a merge first. */
  readonly parents: Uint32Array
  /** Committer's time of each commit, in seconds since 1970 UTC. A plain graph file has none. */
  readonly times?: Float64Array
}

export interface Tag {
  /** Without `refs/tags/`. */
  readonly name: string
  readonly commit: number
  /** The day of the release, YYYY-MM-DD. From a repository: the UTC day of the tagged commit. */
  readonly date?: string
}

export interface BranchTip {
  /** `main`, or `origin/3.12` for a remote-tracking branch. */
  readonly name: string
  readonly commit: number
}

export interface HistoryParts extends CommitGraph {
  readonly tags?: readonly Tag[]
  readonly branches?: readonly BranchTip[]
}

export type HistoryCode =
  | 'HISTORY_COMMIT_DUPLICATE'
  | 'HISTORY_PARENT_UNKNOWN'
  | 'HISTORY_ORDER'
  | 'HISTORY_NAME_MALFORMED'
  | 'HISTORY_NAME_DUPLICATE'
  | 'HISTORY_NAME_DANGLING'

/**
 * Checks commits that are already numbered parents first, and the names that point at them.
 *
 * A fault's `at` is `/commits/N` with N the commit's number, or `/tags/N` and `/branches/N` with N the place in the list given.
 *
 * @throws {RangeError} if the arrays do not fit together: that is a mistake of the program, not of the repository.
 */
export function makeHistory(parts: HistoryParts): Result<History, HistoryCode> {
  return checkHistory(parts, orderByHash(parts))
}

/** As {@link makeHistory}, where the order of the hashes is known already. */
export function checkHistory(parts: HistoryParts, byHash: Uint32Array): Result<History, HistoryCode> {
  const { hashLength, hashes, parentStart, parents, times, tags = [], branches = [] } = parts
  const size = checkArrays(parts)

  for (let i = 1; i < size; i++) {
    const commit = byHash[i]!
    if (compareHashes(parts, byHash[i - 1]!, commit) !== 0) continue
    return fail({
      code: 'HISTORY_COMMIT_DUPLICATE',
      kind: 'invalid',
      message: `commit ${hashAt(parts, commit)} is listed twice`,
      at: `/commits/${Math.max(commit, byHash[i - 1]!)}`,
    })
  }

  for (let commit = 0; commit < size; commit++) {
    const end = parentStart[commit + 1]!
    for (let edge = parentStart[commit]!; edge < end; edge++) {
      const parent = parents[edge]!
      if (parent < commit) continue
      return fail({
        code: parent >= size ? 'HISTORY_PARENT_UNKNOWN' : 'HISTORY_ORDER',
        kind: 'invalid',
        message:
          parent >= size
            ? `a parent of commit ${hashAt(parts, commit)} is not in the history`
            : `commit ${hashAt(parts, commit)} comes before its parent ${hashAt(parts, parent)}`,
        at: `/commits/${commit}`,
        hint: parent >= size ? 'read the history from a complete clone' : 'list parents before their children',
      })
    }
  }

  const fault = nameFault('tags', tags, size) ?? nameFault('branches', branches, size)
  if (fault !== undefined) return fail(fault)

  return ok({
    hashLength,
    size,
    hashes,
    parentStart,
    parents,
    ...(times === undefined ? {} : { times }),
    tags: tags.toSorted(byName),
    branches: branches.toSorted(byName),
    byHash,
  })
}

/** The full hash of a commit of a graph, in lower-case hex. */
export function hashAt(graph: CommitGraph, commit: number): string {
  return encodeHex(graph.hashes, commit * graph.hashLength, (commit + 1) * graph.hashLength)
}

function checkArrays({ hashLength, hashes, parentStart, parents, times }: HistoryParts): number {
  const size = hashes.length / hashLength
  const fits =
    Number.isInteger(size) &&
    parentStart.length === size + 1 &&
    parentStart[0] === 0 &&
    parentStart[size] === parents.length &&
    (times === undefined || times.length === size) &&
    parentStart.every((start, i) => i === 0 || start >= parentStart[i - 1]!)
  if (!fits) throw new RangeError('the arrays of a commit graph do not fit together')
  return size
}

interface NameFault {
  readonly code: HistoryCode
  readonly kind: 'invalid'
  readonly message: string
  readonly at: string
}

function nameFault(
  list: 'tags' | 'branches',
  names: readonly (Tag | BranchTip)[],
  size: number,
): NameFault | undefined {
  const seen = new Set<string>()
  const subject = list === 'tags' ? 'tag' : 'branch'
  for (const [i, { name, commit }] of names.entries()) {
    const at = `/${list}/${i}`
    const quoted = JSON.stringify(name)
    if (!isReferenceName(name))
      return {
        code: 'HISTORY_NAME_MALFORMED',
        kind: 'invalid',
        message: `${quoted} is not a name for a ${subject}`,
        at,
      }
    if (seen.has(name))
      return { code: 'HISTORY_NAME_DUPLICATE', kind: 'invalid', message: `${subject} ${quoted} is listed twice`, at }
    if (!(Number.isInteger(commit) && commit >= 0 && commit < size))
      return {
        code: 'HISTORY_NAME_DANGLING',
        kind: 'invalid',
        message: `${subject} ${quoted} points at a commit that is not in the history`,
        at,
      }
    seen.add(name)
  }
  return undefined
}

/** Longest name of a tag or branch, in UTF-16 units. File systems and git itself stop near 4,096 bytes. */
const NAME_LIMIT = 4096

/**
 * Whether git would take `name` for a tag or a branch. A leading hyphen passes, as it does in git's plumbing: never give a name
 * to a program as an argument.
 *
 * Source: git-check-ref-format(1), rules 1, 3 to 8 and 10; rule 9 (a single `@`) is about names without `refs/`.
 */
export function isReferenceName(name: string): boolean {
  if (name === '' || name.length > NAME_LIMIT) return false
  if (name.includes('..') || name.includes('@{') || name.endsWith('.')) return false
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (code <= 0x20 || code === 0x7f || FORBIDDEN.includes(name[i]!)) return false
  }
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}

const FORBIDDEN = '~^:?*[\\'

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
