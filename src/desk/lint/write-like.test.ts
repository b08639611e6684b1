import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '#json'
import { writeLike } from './write-like.ts'

const written: readonly [why: string, text: string, value: Json, after: string][] = [
  ['two blanks', '{\n  "a": 1\n}\n', { a: [1] }, '{\n  "a": [\n    1\n  ]\n}\n'],
  ['four blanks, no last newline', '{\n    "a": 1\n}', { a: [1] }, '{\n    "a": [\n        1\n    ]\n}'],
  ['tabs', '{\n\t"a": 1\n}\n', { a: [1] }, '{\n\t"a": [\n\t\t1\n\t]\n}\n'],
  [
    'lines that end as on Windows',
    '{\r\n  "a": 1\r\n}\r\n',
    { a: 1, b: [2] },
    '{\r\n  "a": 1,\r\n  "b": [\r\n    2\r\n  ]\r\n}\r\n',
  ],
  ['one line with blanks', '{"a": 1, "b": 2}\n', { a: [1, { c: 2 }], b: 2 }, '{"a": [1, { "c": 2 }], "b": 2}\n'],
  ['one line without', '{"a":1}', { a: 1, b: { c: [1, 2] } }, '{"a":1,"b":{"c":[1,2]}}'],
  [
    'a list on one line among others',
    '{\n  "a": ["x", "y"],\n  "b": 1\n}',
    { a: ['x', 'y', 'z'], b: 1 },
    '{\n  "a": ["x", "y", "z"],\n  "b": 1\n}',
  ],
  [
    'numbers as somebody wrote them',
    '{"a": 9.0, "b": 1e3, "c": 12345678901234567890, "d": 1}',
    { a: 9, b: 1000, c: 12345678901234567000, d: 2 },
    '{"a": 9.0, "b": 1e3, "c": 12345678901234567890, "d": 2}',
  ],
  ['escapes as somebody wrote them', '{"a": "\\/\\u0041", "b": 1}', { a: '/A', b: 2 }, '{"a": "\\/\\u0041", "b": 2}'],
  [
    'keys that are numbers keep their order',
    '{"b": 1, "2": 1, "1": 1}',
    { 1: 1, 2: 1, b: 2 },
    '{"b": 2, "2": 1, "1": 1}',
  ],
  ['a key that is gone', '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', { a: 1, c: 3 }, '{\n  "a": 1,\n  "c": 3\n}'],
  ['the first key is gone', '{\n  "a": 1,\n  "b": 2\n}', { b: 2 }, '{\n  "b": 2\n}'],
  ['every key is gone', '{\n  "a": { "b": 2 }\n}', { a: {} }, '{\n  "a": {}\n}'],
  [
    'a new key follows the one before it',
    '{\n  "a": 1,\n  "c": 3\n}',
    { a: 1, b: 2, c: 3 },
    '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}',
  ],
  ['a new first key', '{"b": 1}', { a: 0, b: 1 }, '{"a": 0, "b": 1}'],
  ['an empty object gains a key', '{\n  "a": {}\n}', { a: { b: 1 } }, '{\n  "a": {\n    "b": 1\n  }\n}'],
  ['an item goes', '[1.0, 2.0, 3.0]', [1, 3], '[1.0, 3.0]'],
  ['an item comes', '[1.0, 3.0]', [1, 2, 3], '[1.0, 2, 3.0]'],
  ['an item goes and another is new', '[{"a": 1.0}, 2, {"b": 4.0}]', [{ a: 1 }, { b: 5 }], '[{"a": 1.0}, { "b": 5 }]'],
  [
    '`constructor` is a key like others',
    '{"constructor": 1.0, "x": 1}',
    { constructor: 1, x: 2 },
    '{"constructor": 1.0, "x": 2}',
  ],
  [
    'what looks like the end of a string',
    '{"a": "\\\\\\"}", "b": 1}',
    { a: '\\"}', b: 2 },
    '{"a": "\\\\\\"}", "b": 2}',
  ],
  ['ASCII stays ASCII', '["Myllym\\u00e4ki"]', ['Myllymäki', '🐍'], '["Myllym\\u00e4ki","\\ud83d\\udc0d"]'],
  ['other text need not', '["Myllymäki"]', ['ä'], '["ä"]'],
  ['blanks around it stay', '\n {"a": 1} \n', { a: 2 }, '\n {"a": 2} \n'],
]
for (const [why, text, value, after] of written)
  test(`written as it was: ${why}`, () => assert.equal(writeLike(text, value), after))

const LAYOUTS: readonly ((value: Json) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, 2),
  (value) => `${JSON.stringify(value, undefined, '\t').replaceAll('\n', '\r\n')}\r\n`,
]

const json = fc.jsonValue({ depthSize: 'small' }).map((value) => JSON.parse(JSON.stringify(value)) as Json)

test('whatever stands there is read back, and what is equal keeps its bytes', () => {
  fc.assert(
    fc.property(json, json, fc.constantFrom(...LAYOUTS), (before, after, layout) => {
      fc.pre(!/"__proto__"/.test(JSON.stringify([before, after])))
      const text = layout(before)
      assert.deepEqual(JSON.parse(writeLike(text, after)), after)
      assert.equal(writeLike(text, before), text)
    }),
    { seed: 2030, numRuns: 500 },
  )
})

test('a small change in a large document is a small change in its text', () => {
  fc.assert(
    fc.property(
      fc.array(json, { minLength: 1 }),
      fc.nat(),
      fc.constantFrom(...LAYOUTS.slice(1)),
      (items, where, layout) => {
        const at = where % items.length
        const after = items.toSpliced(at, 1)
        const text = layout(items)
        assert.equal(writeLike(text, after).length <= text.length, true)
        assert.deepEqual(JSON.parse(writeLike(text, after)), after)
      },
    ),
    { seed: 2030, numRuns: 200 },
  )
})

test('a string of megabytes is one step', () => {
  const long = 'a\\n'.repeat(3_000_000)
  const started = performance.now()
  assert.equal(writeLike(`{"a": "${long}", "b": 1}`, { a: 'a\n'.repeat(3_000_000), b: 2 }), `{"a": "${long}", "b": 2}`)
  assert(performance.now() - started < 2000)
})
