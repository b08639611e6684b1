import type { History, Tag } from './history.ts'

/** Which commits contain which others, for the commits that were asked for. */
export interface Containment {
  /**
   * Whether `ancestor` is `descendant` or can be reached from it.
   *
   * @throws {RangeError} if either was not in the list given to {@link contain}.
   */
  has(descendant: number, ancestor: number): boolean
}

/**
 * Ancestors looked at in one pass. Eight words for each commit: 4 MB at 130,000 commits, which stays in a processor's cache,
 * however many ancestors are asked for.
 */
const BLOCK = 256

/** Answers all questions "does `descendant` contain `ancestor`?" at once. Linear in the commits for each 256 ancestors. */
export function contain(history: History, ancestors: readonly number[], descendants: readonly number[]): Containment {
  const columns = places(ancestors)
  const { words, bits, rows } = containmentRows(history, columns, places(descendants))
  return {
    has(descendant, ancestor) {
      const row = rows.get(descendant)
      const column = columns.get(ancestor)
      if (row === undefined) throw new RangeError(`commit ${descendant} is not among the descendants asked for`)
      if (column === undefined) throw new RangeError(`commit ${ancestor} is not among the ancestors asked for`)
      return ((bits[row * words + (column >>> 5)]! >>> (column & 31)) & 1) === 1
    },
  }
}

/**
 * For each of `commits`, in the same order, the tags that contain it, in the order of their names. Commits in the same tags share one
 * list.
 */
export function tagsContaining(history: History, commits: readonly number[]): readonly (readonly Tag[])[] {
  const columns = places(commits)
  const { words, bits, rows } = containmentRows(history, columns, places(history.tags.map((tag) => tag.commit)))

  // Turned around: for each commit one bit per tag.
  const width = Math.ceil(history.tags.length / 32)
  const turned = new Uint32Array(width * columns.size)
  for (const [i, tag] of history.tags.entries()) {
    const start = rows.get(tag.commit)! * words
    for (let word = 0; word < words; word++) {
      for (let left = bits[start + word]!; left !== 0; left &= left - 1) {
        const column = word * 32 + (31 - Math.clz32(left & -left))
        turned[column * width + (i >>> 5)]! |= 1 << (i & 31)
      }
    }
  }

  const lists = new Map<string, readonly Tag[]>()
  return commits.map((commit) => {
    const start = columns.get(commit)! * width
    const own = turned.subarray(start, start + width)
    const key = own.join()
    const list = lists.get(key) ?? history.tags.filter((_, i) => ((own[i >>> 5]! >>> (i & 31)) & 1) === 1)
    lists.set(key, list)
    return list
  })
}

/** Commits in ascending order, each with its place among them. */
type Places = ReadonlyMap<number, number>

function places(commits: readonly number[]): Places {
  const distinct = Float64Array.from(new Set(commits)).sort()
  return new Map(Array.from(distinct, (commit, place) => [commit, place]))
}

interface Rows {
  /** 32-bit words in a row: bit `column` of it tells of the ancestor with that place. */
  readonly words: number
  readonly bits: Uint32Array
  readonly rows: Places
}

function containmentRows(history: History, columns: Places, rows: Places): Rows {
  const ancestors = checked(history, columns)
  const descendants = checked(history, rows)
  const words = Math.ceil(ancestors.length / 32)
  const bits = new Uint32Array(words * descendants.length)
  const last = descendants.at(-1) ?? -1

  let work = new Uint32Array(0)
  for (let block = 0; block < ancestors.length; block += BLOCK) {
    const asked = ancestors.slice(block, block + BLOCK)
    const first = asked[0]!
    if (first > last) break
    const width = Math.ceil(asked.length / 32)
    const needed = (last - first + 1) * width
    if (work.length < needed) work = new Uint32Array(needed)
    passOver(history, asked, last, width, work)

    for (let row = descendants.findIndex((commit) => commit >= first); row < descendants.length; row++) {
      const from = (descendants[row]! - first) * width
      for (let word = 0; word < width; word++) bits[row * words + block / 32 + word] = work[from + word]!
    }
  }
  return { words, bits, rows }
}

/** Fills `work`, `width` words for each commit from the first asked to `last`: the union of the parents' words and the own bit. */
function passOver(
  { parentStart, parents }: History,
  asked: readonly number[],
  last: number,
  width: number,
  work: Uint32Array,
): void {
  const first = asked[0]!
  let next = 0
  for (let commit = first, to = 0; commit <= last; commit++, to += width) {
    for (let word = 0; word < width; word++) work[to + word] = 0
    const end = parentStart[commit + 1]!
    for (let edge = parentStart[commit]!; edge < end; edge++) {
      const parent = parents[edge]!
      if (parent < first) continue
      const from = (parent - first) * width
      for (let word = 0; word < width; word++) work[to + word]! |= work[from + word]!
    }
    if (next < asked.length && asked[next] === commit) {
      work[to + (next >>> 5)]! |= 1 << (next & 31)
      next++
    }
  }
}

function checked(history: History, commits: Places): number[] {
  const list = [...commits.keys()]
  const wrong = list.find((commit) => !(Number.isInteger(commit) && commit >= 0 && commit < history.size))
  if (wrong !== undefined) throw new RangeError(`no commit has the number ${wrong}`)
  return list
}
