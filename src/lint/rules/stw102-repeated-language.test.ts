import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { DRAFT } from '../testdata/described.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const text = (
  lang: string,
  value = 'Lantern follows a symbolic link, which allows users to delete files.',
): JsonObject => ({
  lang,
  value,
})

const cases: readonly [why: string, descriptions: readonly JsonObject[], said: readonly string[]][] = [
  ['one text', [text('en')], []],
  ['English of two countries', [text('en'), text('en-GB'), text('en-US')], []],
  ['another language twice is taken', [text('en'), text('de'), text('de')], []],
  [
    'the same English',
    [text('en'), text('en')],
    ['/descriptions/1/lang error there is another text in "en" before this one'],
  ],
  [
    'the same English in other letters',
    [text('en-US'), text('de'), text('en_us')],
    ['/descriptions/2/lang error there is another text in "en_us" before this one'],
  ],
  [
    'each repetition',
    [text('en'), text('en', 'Another.'), text('en', 'Yet another.')],
    [
      '/descriptions/1/lang error there is another text in "en" before this one',
      '/descriptions/2/lang error there is another text in "en" before this one',
    ],
  ],
]
for (const [why, descriptions, said] of cases) {
  test(`STW102: ${why}`, () => assert.deepEqual(linesOf('STW102', { container: { descriptions } }), said))
}

test('STW102: reasons of a rejection count as well', () => {
  const rejectedReasons = [text('en', 'Not used.'), text('en', 'A duplicate.')]
  const example = { metadata: { ...DRAFT, state: 'REJECTED' }, container: { rejectedReasons } }
  assert.deepEqual(linesOf('STW102', example), [
    '/rejectedReasons/1/lang error there is another text in "en" before this one',
  ])
})

test('STW102 mends: the same words once more go, other words stay', () => {
  const fixed = (second: string): unknown =>
    (
      containerAfterFix('STW102', {
        container: { descriptions: [text('en'), { ...text('en', second), supportingMedia: [] }] },
      }) as JsonObject
    ).descriptions
  const same = 'Lantern follows a symbolic link, which allows users to delete files.'
  assert.deepEqual(fixed(same), [text('en')])
  assert.deepEqual(fixed('Another.'), [text('en'), { ...text('en', 'Another.'), supportingMedia: [] }])
})
