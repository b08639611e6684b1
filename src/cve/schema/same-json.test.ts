import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { Json } from '#json'
import { findRepeated } from './same-json.ts'

const rows: readonly (readonly [
  why: string,
  items: readonly Json[],
  repeated: readonly [number, number] | undefined,
])[] = [
  ['nothing', [], undefined],
  ['the later one, then the earlier one', ['a', 'b', 'a'], [2, 0]],
  ['a number and its text', [1, '1'], undefined],
  ['zero has no sign', [0, -0], [1, 0]],
  ['null and nothing', [null, {}, [], ''], undefined],
  ['false and null', [false, null], undefined],
  ['too large for a double, and null', [Number.POSITIVE_INFINITY, null], undefined],
  [
    'whatever the order of the keys',
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [1, 0],
  ],
  [
    'the order of a list counts',
    [
      [1, 2],
      [2, 1],
    ],
    undefined,
  ],
  ['a list and an object like it', [['a'], { 0: 'a' }], undefined],
  ['a field more', [{ a: 1 }, { a: 1, b: 1 }], undefined],
  ['another field', [{ a: 1 }, { b: 1 }], undefined],
  ['a quote does not end a text', [['a","b'], ['a', 'b']], undefined],
  ['names that every object inherits', [{ toString: 1 }, { valueOf: 1 }, { constructor: 1 }], undefined],
  ['an own __proto__', [JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')], [1, 0]],
  ['an own __proto__ and none', [JSON.parse('{"__proto__":{}}'), {}], undefined],
  ['halves of a surrogate pair', ['\ud800', '\udc00', '\\ud800'], undefined],
]

/** As many other items as it takes to be compared by text. */
const padding: readonly Json[] = Array.from({ length: 20 }, (_, place) => ({ padding: place }))

test('the first two equal items are found, in short lists and in long ones', () => {
  for (const [why, items, repeated] of rows) {
    assert.deepEqual(findRepeated(items), repeated, why)
    assert.deepEqual(findRepeated([...items, ...padding]), repeated, `${why}, among many`)
  }
})

test('short and long lists are judged alike, and as by deep equality', () => {
  const items = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 })
  fc.assert(
    fc.property(items, items, (some, others) => {
      const list = JSON.parse(JSON.stringify([...some, ...others, ...some.slice(0, 1)])) as readonly Json[]
      const expected = list.some((item, later) =>
        list.slice(0, later).some((earlier) => isDeepStrictEqual(item, earlier)),
      )
      assert.equal(findRepeated(list) !== undefined, expected)
      assert.deepEqual(findRepeated([...list, ...padding]), findRepeated(list))
    }),
    { numRuns: 2000, seed: 3 },
  )
})
