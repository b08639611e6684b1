import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csv } from './csv.ts'

const cells: readonly [why: string, text: string, written: string][] = [
  ['plain', 'CVE-2030-10421', 'CVE-2030-10421'],
  ['a comma needs quotes', 'a, b', '"a, b"'],
  ['a quote is doubled', 'say "no"', '"say ""no"""'],
  ['a line break stays inside', 'a\nb', '"a\nb"'],
  ['a formula is disarmed', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['so is what only looks like one', '-1', "'-1"],
]
for (const [why, text, written] of cells) {
  test(`csv: ${why}`, () => assert.equal(csv([[text, 'end']]), `${written},end\r\n`))
}

test('csv of no rows is empty', () => assert.equal(csv([]), ''))
