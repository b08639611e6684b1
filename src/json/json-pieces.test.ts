import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Json, jsonPieces, type LongJson } from '#json'

/** The same value with lists that come one by one. */
function long(value: Json): LongJson {
  if (Array.isArray(value)) return one(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, long(each)]))
}

function* one(items: readonly Json[]): Generator<LongJson> {
  for (const item of items) yield long(item)
}

for (const indent of [0, 2]) {
  test(`pieces with an indent of ${indent} are the text that JSON.stringify makes of the whole`, () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const whole = JSON.stringify(value, undefined, indent)
        assert.equal([...jsonPieces(long(value as Json), indent)].join(''), whole)
        assert.equal([...jsonPieces(value as Json, indent)].join(''), whole, 'a value without long lists')
      }),
      { seed: 1 },
    )
  })
}

test('a list is never held: its items are asked for one by one', () => {
  let made = 0
  function* items(): Generator<number> {
    for (;;) yield made++
  }
  const pieces = jsonPieces({ items: items() })[Symbol.iterator]()
  for (let i = 0; i < 100; i++) pieces.next()
  assert(made <= 50, `${made} items for 100 pieces`)
})
