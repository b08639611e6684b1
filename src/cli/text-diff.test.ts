import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PLAIN } from './ink.ts'
import { textDiff } from './text-diff.ts'

const lines = (...texts: readonly string[]): string => `${texts.join('\n')}\n`

const cases: readonly [why: string, before: string, after: string, shown: readonly string[]][] = [
  ['nothing', lines('a', 'b'), lines('a', 'b'), []],
  [
    'a line with its surroundings',
    lines('1', '2', '3', 'a', '5', '6', '7'),
    lines('1', '2', '3', 'b', '5', '6', '7'),
    ['@@ line 2', '  2', '  3', '- a', '+ b', '  5', '  6'],
  ],
  ['the first line', lines('a', '2', '3', '4'), lines('b', '2', '3', '4'), ['- a', '+ b', '  2', '  3']],
  ['a new line before all', lines('1', '2', '3'), lines('0', '1', '2', '3'), ['+ 0', '  1', '  2']],
  ['the last line goes', lines('1', '2', '3', '4'), lines('1', '2', '3'), ['@@ line 2', '  2', '  3', '- 4', '  ']],
  [
    'two changes far apart',
    lines('a', '2', '3', '4', '5', '6', 'b'),
    lines('A', '2', '3', '4', '5', '6', 'B'),
    ['- a', '+ A', '  2', '  3', '@@ line 5', '  5', '  6', '- b', '+ B', '  '],
  ],
  [
    'two changes side by side',
    lines('a', '2', 'b', '4', '5'),
    lines('A', '2', 'B', '4', '5'),
    ['- a', '+ A', '  2', '- b', '+ B', '  4', '  5'],
  ],
  ['no last newline', 'a\nb', 'a\nc', ['  a', '- b', '+ c']],
  ['lines that end as on Windows', 'a\r\nb\r\n', 'a\r\nc\r\n', ['  a', '- b', '+ c', '  ']],
  [
    'JSON on one line is laid out',
    '{"a":1,"b":2}',
    '{"a":1,"b":3}\n',
    ['  {', '    "a": 1,', '-   "b": 2', '+   "b": 3', '  }'],
  ],
]
for (const [why, before, after, shown] of cases)
  test(`text diff: ${why}`, () => assert.deepEqual(textDiff(before, after, PLAIN), shown))

/** One text, put together again from the lines of a diff that shows all of it. */
function side(shown: readonly string[], mark: '-' | '+'): readonly string[] {
  return shown.filter((line) => line.startsWith(mark) || line.startsWith(' ')).map((line) => line.slice(2))
}

test('both texts can be read from what is shown', () => {
  // Few different lines, as in JSON, and so short that every line is near a change.
  const text = fc.array(fc.constantFrom('{', '},', '"a": 1', '"b"', ']', ''), { maxLength: 4 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changed = ['first', ...before, 'last']
      const shown = textDiff(changed.join('\n'), ['FIRST', ...after, 'LAST'].join('\n'), PLAIN)
      fc.pre(!shown.some((line) => line.startsWith('@@')))
      assert.deepEqual(side(shown, '-'), changed)
      assert.deepEqual(side(shown, '+'), ['FIRST', ...after, 'LAST'])
    }),
    { seed: 2030, numRuns: 500 },
  )
})

test('what stands in both texts is told of as little as it can be', () => {
  const before = Array.from({ length: 300 }, (_, i) => `line ${i}`)
  const after = before.toSpliced(200, 1).toSpliced(100, 0, 'new', 'newer').toSpliced(10, 1, 'other')
  const shown = textDiff(before.join('\n'), after.join('\n'), PLAIN)
  assert.deepEqual(
    shown.filter((line) => /^[-+]/.test(line)),
    ['- line 10', '+ other', '+ new', '+ newer', '- line 200'],
  )
})

const HUGE: readonly [why: string, after: (line: string, i: number) => readonly string[]][] = [
  ['every second line gains one', (line, i) => (i % 2 === 0 ? [line] : [line, 'tag'])],
  ['every line is another', (line) => [`${line},`]],
  ['every fourth line goes', (line, i) => (i % 4 === 0 ? [] : [line])],
]
for (const [why, change] of HUGE) {
  test(`text diff of 50,000 lines: ${why}`, () => {
    const before = Array.from({ length: 50_000 }, (_, i) => (i % 3 === 0 ? '{' : `"url": ${i}`))
    const started = performance.now()
    const shown = textDiff(before.join('\n'), before.flatMap(change).join('\n'), PLAIN)
    assert(performance.now() - started < 3000)
    assert(shown.length > 10_000)
  })
}
