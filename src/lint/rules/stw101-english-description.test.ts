import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { linesOf } from '../testdata/findings-of.ts'

const SAID = (i: number): string => `/descriptions/${i}/value error the English description says next to nothing`
const GERMAN = { lang: 'de', value: 'Lantern folgt einem symbolischen Link.' }

const cases: readonly [why: string, descriptions: readonly JsonObject[] | null, lines: readonly string[]][] = [
  ['a sentence', [{ lang: 'en', value: 'Lantern follows a link.' }], []],
  ['ten characters', [{ lang: 'en', value: 'abcde fghij' }], []],
  ['nine characters', [{ lang: 'en', value: 'a b c d e f g h i' }], [SAID(0)]],
  ['blanks', [{ lang: 'en', value: ' \n '.repeat(5000) }], [SAID(0)]],
  ['little English behind German', [GERMAN, { lang: 'en-GB', value: 'See URL' }], [SAID(1)]],
  [
    'little English, and more of it',
    [
      { lang: 'en', value: 'TBD' },
      { lang: 'en_US', value: 'Lantern follows a link.' },
    ],
    [],
  ],
  ['no English: an error of the schema', [GERMAN], []],
  ['no description: an error of the schema', null, []],
]
for (const [why, descriptions, lines] of cases) {
  test(`STW101: ${why}`, () => assert.deepEqual(linesOf('STW101', { container: { descriptions } }), lines))
}
