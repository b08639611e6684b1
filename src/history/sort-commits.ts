import { fail, type Result } from '#fault'
import { orderByHash } from './hash-order.ts'
import { checkHistory, type History, type HistoryCode, type HistoryParts, hashAt } from './history.ts'

/**
 * As `makeHistory`, for commits listed in any order: numbers them anew, parents first.
 *
 * The numbering depends on nothing but the commits themselves: by the length of the longest way down to a root, then by hash. So
 * the same repository gives the same numbers however it was read.
 */
export function sortCommits(parts: HistoryParts): Result<History, HistoryCode | 'HISTORY_CYCLE'> {
  const { hashLength, hashes, parentStart, parents, times, tags = [], branches = [] } = parts
  const size = parentStart.length - 1

  for (let commit = 0; commit < size; commit++) {
    for (let edge = parentStart[commit]!; edge < parentStart[commit + 1]!; edge++) {
      if (parents[edge]! < size) continue
      return fail({
        code: 'HISTORY_PARENT_UNKNOWN',
        kind: 'invalid',
        message: `a parent of commit ${hashAt(parts, commit)} is not in the history`,
        at: `/commits/${commit}`,
        hint: 'read the history from a complete clone',
      })
    }
  }

  const levels = measureLevels(parentStart, parents)
  const inCycle = levels.indexOf(0)
  if (inCycle >= 0) {
    return fail({
      code: 'HISTORY_CYCLE',
      kind: 'invalid',
      message: `commit ${hashAt(parts, inCycle)} is its own ancestor or descends from such a commit`,
      at: `/commits/${inCycle}`,
    })
  }

  const oldByHash = orderByHash(parts)
  const numbers = numberByLevel(levels, oldByHash)

  const sorted = {
    hashes: new Uint8Array(hashes.length),
    parentStart: new Uint32Array(size + 1),
    parents: new Uint32Array(parents.length),
  }
  const sortedTimes = times === undefined ? undefined : new Float64Array(size)
  const oldOf = new Uint32Array(size)
  for (let old = 0; old < size; old++) oldOf[numbers[old]!] = old
  let edges = 0
  for (let commit = 0; commit < size; commit++) {
    const old = oldOf[commit]!
    for (let i = 0, from = old * hashLength, to = commit * hashLength; i < hashLength; i++)
      sorted.hashes[to + i] = hashes[from + i]!
    for (let edge = parentStart[old]!; edge < parentStart[old + 1]!; edge++)
      sorted.parents[edges++] = numbers[parents[edge]!]!
    sorted.parentStart[commit + 1] = edges
    if (sortedTimes !== undefined) sortedTimes[commit] = times![old]!
  }

  return checkHistory(
    {
      hashLength,
      ...sorted,
      ...(sortedTimes === undefined ? {} : { times: sortedTimes }),
      // A name that points outside keeps doing so, and is refused by the check.
      tags: tags.map((tag) => ({ ...tag, commit: numbers[tag.commit] ?? -1 })),
      branches: branches.map((branch) => ({ ...branch, commit: numbers[branch.commit] ?? -1 })),
    },
    oldByHash.map((old) => numbers[old]!),
  )
}

/**
 * For each commit the number of commits on the longest way down to a root, itself included (git calls it the topological level).
 * Commits on or above a cycle have no end to count from and get 0.
 */
function measureLevels(parentStart: Uint32Array, parents: Uint32Array): Uint32Array {
  const size = parentStart.length - 1
  const childStart = new Uint32Array(size + 1)
  for (let edge = 0; edge < parents.length; edge++) childStart[parents[edge]! + 1]!++
  for (let commit = 0; commit < size; commit++) childStart[commit + 1]! += childStart[commit]!
  const children = new Uint32Array(parents.length)
  const next = childStart.slice()
  const waiting = new Uint32Array(size)
  for (let commit = 0; commit < size; commit++) {
    waiting[commit] = parentStart[commit + 1]! - parentStart[commit]!
    for (let edge = parentStart[commit]!; edge < parentStart[commit + 1]!; edge++)
      children[next[parents[edge]!]!++] = commit
  }

  const levels = new Uint32Array(size)
  const ready = new Uint32Array(size)
  let head = 0
  let tail = 0
  for (let commit = 0; commit < size; commit++) {
    if (waiting[commit] !== 0) continue
    levels[commit] = 1
    ready[tail++] = commit
  }
  while (head < tail) {
    const commit = ready[head++]!
    for (let edge = childStart[commit]!; edge < childStart[commit + 1]!; edge++) {
      const child = children[edge]!
      if (--waiting[child]! > 0) continue
      // The queue is in the order of levels, so the parent that comes last is the highest.
      levels[child] = levels[commit]! + 1
      ready[tail++] = child
    }
  }
  return levels
}

/** The new number of each commit: a counting sort by level that keeps the order of the hashes within a level. */
function numberByLevel(levels: Uint32Array, byHash: Uint32Array): Uint32Array {
  const next = new Uint32Array(levels.length + 2)
  for (let commit = 0; commit < levels.length; commit++) next[levels[commit]! + 1]!++
  for (let level = 1; level < next.length; level++) next[level]! += next[level - 1]!
  const numbers = new Uint32Array(levels.length)
  for (let i = 0; i < byHash.length; i++) {
    const commit = byHash[i]!
    numbers[commit] = next[levels[commit]!]!++
  }
  return numbers
}
