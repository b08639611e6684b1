import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readQuickly } from './read-quickly.ts'

const json = fc.json({ depthSize: 'medium', maxDepth: 8 })

test('readQuickly: a value is that of JSON.parse, also where colons and quotes stand in strings', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), undefined, indent)
      const value = readQuickly(written, 64)
      if (value !== undefined) assert.deepEqual(value, JSON.parse(written))
      else assert(/__proto__|\\u[dD][89a-fA-F]/.test(written) || keysOf(JSON.parse(text)).some(hasEscape), written)
    }),
    { seed: 11, numRuns: 2000 },
  )
})

/** The keys of every object in a value. */
function keysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysOf)]
}

const hasEscape = (key: string): boolean => JSON.stringify(key).includes('\\')

test('readQuickly: a key given twice is never passed over', () => {
  const twice = fc.tuple(json, fc.string(), json, json).map(([before, key, first, second]) => {
    const name = JSON.stringify(key)
    return `{"x":${before},"list":[{${name}:${first},${name}:${second}}]}`
  })
  fc.assert(
    fc.property(twice, (text) => assert.equal(readQuickly(text, 64), undefined)),
    { seed: 12, numRuns: 2000 },
  )
})

const left: readonly [why: string, text: string][] = [
  ['nothing', ''],
  ['half a value', '{"a":'],
  ['two values', '{} {}'],
  ['a key that is the prototype', '{"__proto__":{}}'],
  ['the same with an escape', '{"\\u005f_proto__":{}}'],
  ['a number without end', '[1e999]'],
  ['half of a surrogate pair', '["\ud800"]'],
  ['the same with an escape', '["\\ud800"]'],
  ['a key with an escape', '{"\\u0061":1}'],
  ['a key that is a quote', '{"\\"":1}'],
  ['too deep', '[[[[]]]]'],
  ['a string without end', '["a'],
  ['a string that ends in a backslash', '["a\\'],
]
for (const [why, text] of left) {
  test(`readQuickly: left to the careful reader: ${why}`, () => assert.equal(readQuickly(text, 3), undefined))
}
