import assert from 'node:assert/strict'
import { test } from 'node:test'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const AT = '/descriptions/0/value warning'
const SAME = `${AT} the description says the same as the title, and no more`

const cases: readonly [why: string, title: string | null, text: string, lines: readonly string[]][] = [
  ['forty characters', null, 'x'.repeat(40), []],
  [
    'thirty-nine, blanks at the ends not counted',
    null,
    ` ${'x'.repeat(39)} `,
    [`${AT} the description has 39 characters: hardly enough for product, fault and consequence`],
  ],
  ['next to nothing is said by another rule', null, 'x x x x x x x x x', []],
  ['the title again', 'Link followed while removing a directory', 'Link followed while removing a directory', [SAME]],
  [
    'the title with a full stop',
    'Link followed while removing a directory',
    'link followed while removing a directory.',
    [SAME],
  ],
  ['the short title again is one defect', 'Link followed', 'Link followed.', [SAME]],
  ['the title and more', 'Link followed', 'Link followed by Lantern, which allows to delete files.', []],
]
for (const [why, title, text, lines] of cases) {
  test(`STW104: ${why}`, () => assert.deepEqual(linesOf('STW104', described(text, { title })), lines))
}
