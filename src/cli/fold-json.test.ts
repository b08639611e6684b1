import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '#json'
import { foldJson } from './fold-json.ts'

test('what fits stands on one line', () => {
  assert.equal(
    foldJson({ lang: 'en', value: 'GENERAL', of: [1, 2] }, 80),
    '{ "lang": "en", "value": "GENERAL", "of": [1, 2] }',
  )
  assert.equal(foldJson({ a: {}, b: [] }, 80), '{ "a": {}, "b": [] }')
})

test('what does not fit shares lines as far as it goes', () => {
  const text = foldJson({ one: '1111111111', two: '2222222222', list: ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'] }, 36)
  assert.equal(
    text,
    `{
  "one": "1111111111",
  "two": "2222222222",
  "list": [
    "aaaaaaaa", "bbbbbbbb",
    "cccccccc"
  ]
}`,
  )
})

test('it means the same, and no line of short values is too long', () => {
  const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(value, fc.integer({ min: 0, max: 120 }), (json, width) => {
      assert.deepEqual(JSON.parse(foldJson(json, width)), JSON.parse(JSON.stringify(json)))
    }),
  )
  const small = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(fc.integer({ min: 0, max: 99 }))))
  fc.assert(
    fc.property(small, (json) => {
      for (const line of foldJson(json, 60).split('\n')) assert(line.length <= 60, line)
    }),
  )
})
