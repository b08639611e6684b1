import type { CommitGraph } from './history.ts'

/** Up to this many hashes that begin with the same 16 bits are put in order by insertion, which needs no calls. */
const FEW = 48

/** The commit numbers in ascending order of their hashes. Linear for real hashes, n log n for made-up ones that begin alike. */
export function orderByHash(graph: Pick<CommitGraph, 'hashes' | 'hashLength'>): Uint32Array {
  const { hashes, hashLength } = graph
  const size = Math.floor(hashes.length / hashLength)

  const start = new Uint32Array(0x10001)
  for (let i = 0; i < size; i++) start[leading16(hashes, i * hashLength) + 1]!++
  for (let bucket = 0; bucket < 0x10000; bucket++) start[bucket + 1]! += start[bucket]!

  const next = start.slice()
  const order = new Uint32Array(size)
  for (let i = 0; i < size; i++) order[next[leading16(hashes, i * hashLength)]!++] = i

  for (let bucket = 0; bucket < 0x10000; bucket++) {
    const from = start[bucket]!
    const to = start[bucket + 1]!
    if (to - from > FEW) order.subarray(from, to).sort((a, b) => compareHashes(graph, a, b))
    else if (to - from > 1) insertionSort(graph, order, from, to)
  }
  return order
}

/** Negative, zero or positive as the hash of commit `a` is before, equal to or after that of commit `b`. */
export function compareHashes(
  { hashes, hashLength }: Pick<CommitGraph, 'hashes' | 'hashLength'>,
  a: number,
  b: number,
): number {
  const atA = a * hashLength
  const atB = b * hashLength
  for (let i = 0; i < hashLength; i++) {
    const difference = hashes[atA + i]! - hashes[atB + i]!
    if (difference !== 0) return difference
  }
  return 0
}

function insertionSort(
  graph: Pick<CommitGraph, 'hashes' | 'hashLength'>,
  order: Uint32Array,
  from: number,
  to: number,
): void {
  for (let i = from + 1; i < to; i++) {
    const commit = order[i]!
    let hole = i
    while (hole > from && compareHashes(graph, order[hole - 1]!, commit) > 0) {
      order[hole] = order[hole - 1]!
      hole--
    }
    order[hole] = commit
  }
}

function leading16(hashes: Uint8Array, offset: number): number {
  return (hashes[offset]! << 8) | hashes[offset + 1]!
}
