import { createHash } from 'node:crypto'
import { sameBytes } from '#bytes'

/** The hash of a leaf: SHA-256 over 0x00 and the entry (RFC 6962, 2.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(LEAF).update(entry).digest()
}

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

/**
 * Whether the leaf at `index` is in the tree of `size` leaves with the root `root`. The proof has the hashes of the siblings from
 * the leaf upwards, exactly as many as the tree has there. Source: RFC 9162, 2.1.3.2.
 */
export function isIncluded(
  leaf: Uint8Array,
  index: number,
  size: number,
  hashes: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index >= size) return false
  let at = index
  let last = size - 1
  let hash = leaf
  for (const sibling of hashes) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash)
      // A last node without a sibling rises until it has one.
      while (at % 2 === 0 && at !== 0) {
        at /= 2
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(hash, sibling)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameBytes(hash, root)
}
