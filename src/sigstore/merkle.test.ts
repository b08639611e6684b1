import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { isIncluded, leafHash } from './merkle.ts'

// A tree by its definition (RFC 6962, 2.1): slow, and so plain that it is right.
const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
const node = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest()
const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1))
function root(of: readonly Uint8Array[]): Uint8Array {
  if (of.length === 1) return of[0]!
  const k = split(of.length)
  return node(root(of.slice(0, k)), root(of.slice(k)))
}
function path(index: number, of: readonly Uint8Array[]): readonly Uint8Array[] {
  if (of.length === 1) return []
  const k = split(of.length)
  return index < k
    ? [...path(index, of.slice(0, k)), root(of.slice(k))]
    : [...path(index - k, of.slice(k)), root(of.slice(0, k))]
}

test('every leaf of every tree of up to 40 leaves is proved, and no other', () => {
  for (let size = 1; size <= leaves.length; size++) {
    const tree = leaves.slice(0, size)
    const top = root(tree)
    for (let index = 0; index < size; index++) {
      const proof = path(index, tree)
      assert(isIncluded(tree[index]!, index, size, proof, top), `${index} of ${size}`)
      assert(!isIncluded(tree[index]!, (index + 1) % size, size, proof, top) || size === 1, 'another place')
      assert(!isIncluded(leafHash(Buffer.from('none')), index, size, proof, top), 'another leaf')
      assert(!isIncluded(tree[index]!, index, size, [...proof, top], top), 'a hash too many')
      if (proof.length > 0) assert(!isIncluded(tree[index]!, index, size, proof.slice(1), top), 'a hash too few')
      assert(!isIncluded(tree[index]!, size, size, proof, top), 'beyond the end')
    }
  }
})

test('trees beyond 2^32 leaves are climbed as numbers, not as bits', () => {
  const leaf = leafHash(Buffer.from('far'))
  const hashes = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(`${i}`)))
  const size = 2 ** 40
  const index = 2 ** 39 + 5
  let hash = leaf
  let at = BigInt(index)
  for (const sibling of hashes) {
    hash = at % 2n === 1n ? node(sibling, hash) : node(hash, sibling)
    at /= 2n
  }
  assert(isIncluded(leaf, index, size, hashes, hash))
  assert(!isIncluded(leaf, index - 2 ** 32, size, hashes, hash))
})

test('no tree has a leaf where there is none', () => assert(!isIncluded(leaves[0]!, 0, 0, [], leaves[0]!)))
