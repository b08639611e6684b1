import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contain, type History, makeHistory, tagsContaining } from '#history'

/** A history from the parents of each commit. */
function historyOf(rows: readonly (readonly number[])[], tags: Readonly<Record<string, number>> = {}): History {
  const hashes = new Uint8Array(20 * rows.length)
  const view = new DataView(hashes.buffer)
  const parentStart = new Uint32Array(rows.length + 1)
  for (const [i, row] of rows.entries()) {
    view.setUint32(20 * i, i)
    parentStart[i + 1] = parentStart[i]! + row.length
  }
  const made = makeHistory({
    hashLength: 20,
    hashes,
    parentStart,
    parents: Uint32Array.from(rows.flat()),
    tags: Object.entries(tags).map(([name, commit]) => ({ name, commit })),
  })
  assert(made.ok)
  return made.value
}

//  0 - 1 - 2 - 5 - 6      main, with 4 merged into 5
//       \     /
//        3 - 4 - 7        a side branch that goes on
//  8                      another root
const small = historyOf([[], [0], [1], [1], [3], [2, 4], [5], [4], []], { v1: 1, v2: 6, side: 7, other: 8, again: 1 })

const facts: readonly [why: string, descendant: number, ancestor: number, answer: boolean][] = [
  ['a commit contains itself', 3, 3, true],
  ['a child contains its parent', 1, 0, true],
  ['a parent does not contain its child', 0, 1, false],
  ['a merge contains its first parent', 5, 2, true],
  ['a merge contains its second parent and what is below', 6, 3, true],
  ['a side branch does not contain what main got since', 7, 2, false],
  ['a side branch does not contain the merge of itself', 7, 5, false],
  ['another root has nothing in common', 8, 0, false],
  ['main does not contain another root', 6, 8, false],
]
for (const [why, descendant, ancestor, answer] of facts) {
  test(`contain: ${why}`, () => {
    const every = small.byHash
    assert.equal(contain(small, [ancestor], [descendant]).has(descendant, ancestor), answer)
    assert.equal(contain(small, [...every], [...every]).has(descendant, ancestor), answer)
  })
}

test('tagsContaining answers in the order asked, tags by name, repeated commits too', () => {
  const names = tagsContaining(small, [3, 0, 8, 5, 3]).map((tags) => tags.map(({ name }) => name))
  assert.deepEqual(names, [['side', 'v2'], ['again', 'side', 'v1', 'v2'], ['other'], ['v2'], ['side', 'v2']])
})

test('nothing asked, nothing answered', () => {
  assert.deepEqual(tagsContaining(small, []), [])
  assert.deepEqual(tagsContaining(historyOf([[]]), [0]), [[]])
})

test('a commit that was not asked for is a mistake of the program', () => {
  const containment = contain(small, [1, 2], [3])
  assert.throws(() => containment.has(3, 0), RangeError)
  assert.throws(() => containment.has(2, 1), RangeError)
  for (const wrong of [9, -1, 1.5, Number.NaN]) {
    assert.throws(() => contain(small, [wrong], [0]), RangeError)
    assert.throws(() => contain(small, [0], [wrong]), RangeError)
  }
})

/** The oracle: what can be reached, one commit at a time. */
function reachable(rows: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const reached = new Set([from])
  for (const commit of reached) for (const parent of rows[commit]!) reached.add(parent)
  return reached
}

test('contain agrees with a walk from every commit, over several blocks of ancestors', () => {
  const rows = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  const property = fc.property(rows, fc.integer({ min: 1, max: 30 }), (links, times) => {
    // The same shape several times, one above the other: more than 256 commits.
    const graph = Array.from({ length: links.length * times }, (_, i) =>
      (links[i % links.length] ?? []).slice(0, i).map((n) => i - 1 - (n % Math.min(i, 20))),
    )
    const history = historyOf(graph)
    const every = graph.map((_, i) => i)
    const containment = contain(history, every.toReversed(), every)
    for (const descendant of every.filter((i) => i % 7 === 0)) {
      const reached = reachable(graph, descendant)
      for (const ancestor of every) assert.equal(containment.has(descendant, ancestor), reached.has(ancestor))
    }
  })
  fc.assert(property, { seed: 11, numRuns: 60 })
})
