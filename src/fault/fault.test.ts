import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fault, failAll, faultsOf, from, quote } from '#fault'

const fault = (code: string, also?: readonly Fault[]): Fault => ({
  code,
  kind: 'invalid',
  message: code.toLowerCase(),
  ...(also !== undefined && { also }),
})
const codes = (from: Fault): readonly string[] => faultsOf(from).map(({ code }) => code)

const lists: readonly [why: string, faults: readonly Fault[], codes: readonly string[]][] = [
  ['one fault stands alone', [fault('A')], ['A']],
  ['the first speaks for the others', [fault('A'), fault('B'), fault('C')], ['A', 'B', 'C']],
  ['what was found with the first is kept', [fault('A', [fault('B')]), fault('C')], ['A', 'B', 'C']],
  ['what was found with a later one is kept', [fault('A'), fault('B', [fault('C')])], ['A', 'B', 'C']],
  ['lists in lists are flat in the end', [fault('A', [fault('B', [fault('C')])])], ['A', 'B', 'C']],
]
for (const [why, faults, expected] of lists) {
  test(`failAll: ${why}`, () => {
    const { fault: all } = failAll(faults)
    assert.deepEqual(codes(all), expected)
    assert(all.also?.every((each) => each.also === undefined) ?? true, 'flat')
    assert.equal('also' in all, expected.length > 1, 'no empty list')
  })
}

test('failAll of nothing is a bug of the caller', () => assert.throws(() => failAll([]), RangeError))

test('from names the source of a fault and of all found with it, and keeps their lines', () => {
  const named = from('a.yaml', {
    ...fault('A', [{ ...fault('B'), place: { line: 3 } }]),
    place: { line: 2, column: 1 },
  })
  assert.deepEqual(
    faultsOf(named).map(({ place }) => place),
    [
      { source: 'a.yaml', line: 2, column: 1 },
      { source: 'a.yaml', line: 3 },
    ],
  )
})

const quoted: readonly [why: string, text: string, expected: string][] = [
  ['plain text', 'abc', '"abc"'],
  ['quotes and backslashes', 'a"b\\c', '"a\\"b\\\\c"'],
  ['a line break stays in the line', 'a\nb', '"a\\nb"'],
  ['the escape that colours a terminal', '\u001b[31m', '"\\u001b[31m"'],
  ['the same as one C1 character', '\u009b31m', '"\\u009b31m"'],
  ['delete', '\u007f', '"\\u007f"'],
  ['text that reads backwards', 'a\u202eb', '"a\\u202eb"'],
  ['a zero-width space', 'a\u200bb', '"a\\u200bb"'],
  ['a byte order mark', '\ufeff', '"\\ufeff"'],
  ['a line separator', '\u2028', '"\\u2028"'],
  ['half a surrogate pair', '\ud800', '"\\ud800"'],
  ['a tag character beyond 16 bits', '\u{e0041}', '"\\u{e0041}"'],
  ['letters of any script', 'Žluťoučký 日本 \u{1f600}', '"Žluťoučký 日本 \u{1f600}"'],
  ['long text is cut', 'x'.repeat(61), `"${'x'.repeat(60)}..."`],
  ['60 characters are not', 'x'.repeat(60), `"${'x'.repeat(60)}"`],
]
for (const [why, text, expected] of quoted) test(`quote: ${why}`, () => assert.equal(quote(text), expected))
