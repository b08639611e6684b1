import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { linesOf } from '../testdata/findings-of.ts'

const UNEXPLAINED = ['/tags/0 error the record is tagged disputed, and no description says who disputes it and why']
const UNREAD = [
  '/references warning the record is tagged disputed, and no reference leads to a page where the dispute can be read',
]
const says = (...values: readonly string[]): JsonObject => ({
  tags: ['disputed'],
  descriptions: values.map((value) => ({ lang: 'en', value })),
})
const BUG = 'Lantern before 3.13.9 follows a symbolic link.'
const URL = 'https://lantern.example/4'

const cases: readonly [why: string, container: JsonObject, lines: readonly string[]][] = [
  ['not tagged', { descriptions: [{ lang: 'en', value: BUG }] }, []],
  ['tagged, and nothing said', says(BUG), UNEXPLAINED],
  ['who disputes', says(`${BUG} NOTE: this is disputed by the maintainers.`), []],
  ['in the words of a vendor', says(`${BUG} The vendor does not consider this a vulnerability.`), []],
  ['in the words of a position', says(`${BUG} NOTE: the supplier's position is that the directory is trusted.`), []],
  [
    'in the words of a database',
    says(`${BUG} The real existence of this vulnerability is still doubted at the moment.`),
    [],
  ],
  [
    'as the second description',
    {
      ...says(BUG),
      descriptions: [
        { lang: 'de', value: 'Ein Fehler' },
        { lang: 'en-GB', value: 'It works as intended.' },
      ],
    },
    [],
  ],
  [
    'no English at all: another rule says so',
    { tags: ['disputed'], descriptions: [{ lang: 'de', value: 'Ein Fehler' }] },
    [],
  ],
  [
    'only the fix to read',
    {
      ...says('Disputed.'),
      references: [
        { url: URL, tags: ['patch'] },
        { url: `${URL}/5`, tags: ['exploit', 'broken-link'] },
      ],
    },
    UNREAD,
  ],
  ['a page that is not said to be anything', { ...says('Disputed.'), references: [{ url: URL }] }, []],
  ['an issue to read', { ...says('Disputed.'), references: [{ url: URL, tags: ['exploit', 'issue-tracking'] }] }, []],
]

for (const [why, container, lines] of cases) {
  test(`STW505: ${why}`, () => assert.deepEqual(linesOf('STW505', { container }), lines))
}
