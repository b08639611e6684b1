import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, type Json, parseJson } from '#json'

const facts: readonly [why: string, value: Json, text: string][] = [
  ['keys are sorted, at every depth', { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
  ['lists keep their order', [3, 1, 2], '[3,1,2]'],
  // RFC 8785, section 3.2.3: the order is that of UTF-16 units, so the surrogates of U+1F600 stand before U+FB33.
  [
    'keys in the order of their UTF-16 units',
    { '\ufb33': 1, '\u{1f600}': 2, '\u20ac': 3, '\r': 4, '1': 5, ö: 6, '\u0080': 7 },
    '{"\\r":4,"1":5,"\u0080":7,"ö":6,"€":3,"\u{1f600}":2,"\ufb33":1}',
  ],
  // RFC 8785, appendix B.
  [
    'numbers as ECMAScript writes them',
    [333333333.3333333, 1e30, 4.5, 0.002, 1e-27, -0],
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  ],
  ['only what must be is escaped', '\u000f\n A/"\\', '"\\u000f\\n A/\\"\\\\"'],
  ['literals', [null, true, false], '[null,true,false]'],
]
for (const [why, value, text] of facts) test(`canonical JSON: ${why}`, () => assert.equal(canonicalJson(value), text))

test('canonical JSON reads back as the same value, and is its own canonical text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Json)
      const again = parseJson(text)
      if (!again.ok) return // a key that parseJson refuses, such as __proto__
      assert.equal(canonicalJson(again.value.value), text)
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
    }),
    { seed: 1 },
  )
})
