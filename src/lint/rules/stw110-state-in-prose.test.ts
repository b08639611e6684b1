import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { DRAFT, described } from '../testdata/described.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const AT = '/descriptions/0/value'
const TEXT = 'Lantern follows links. NOTE: the maintainers dispute this, since it works as intended.'

const cases: readonly [
  why: string,
  text: string,
  tags: readonly string[] | null,
  lines: readonly string[],
  after?: readonly [text: string, tags: readonly string[]],
][] = [
  ['no mark', TEXT, null, []],
  ['stars elsewhere', `${TEXT} ** DISPUTED ** in part.`, null, []],
  [
    'disputed',
    `** DISPUTED ** ${TEXT}`,
    null,
    [`${AT} warning the text begins with "** DISPUTED **" where the tag disputed belongs`],
    [TEXT, ['disputed']],
  ],
  [
    'disputed, beside another tag',
    `**DISPUTED** ${TEXT}`,
    ['x_old'],
    [`${AT} warning the text begins with "**DISPUTED**" where the tag disputed belongs`],
    [TEXT, ['x_old', 'disputed']],
  ],
  [
    'unsupported, and the tag is there',
    `** UNSUPPORTED WHEN ASSIGNED **${TEXT}`,
    ['unsupported-when-assigned'],
    [
      `${AT} warning the text begins with "** UNSUPPORTED WHEN ASSIGNED **" where the tag unsupported-when-assigned belongs`,
    ],
    [TEXT, ['unsupported-when-assigned']],
  ],
  [
    'unsupported in other words',
    `** PRODUCT NOT SUPPORTED WHEN ASSIGNED ** ${TEXT}`,
    null,
    [
      `${AT} warning the text begins with "** PRODUCT NOT SUPPORTED WHEN ASSIGNED **" where the tag unsupported-when-assigned belongs`,
    ],
    [TEXT, ['unsupported-when-assigned']],
  ],
  [
    'rejected, and is not',
    `** REJECT ** ${TEXT}`,
    null,
    [`${AT} error the text begins with "** REJECT **", and the record is not rejected`],
  ],
  [
    'reserved',
    '** RESERVED ** This candidate has been reserved by somebody.',
    null,
    [`${AT} error the text begins with "** RESERVED **": it is the text of an ID that has no record yet`],
  ],
  [
    'nothing but the mark',
    '** DISPUTED **',
    null,
    [`${AT} warning the text begins with "** DISPUTED **" where the tag disputed belongs`],
  ],
]
for (const [why, text, tags, lines, after = [text, tags] as const] of cases) {
  test(`STW110: ${why}`, () => {
    const example = described(text, { tags })
    assert.deepEqual(linesOf('STW110', example), lines)
    const fixed = containerAfterFix('STW110', example) as JsonObject
    assert.deepEqual([fixed.descriptions, fixed.tags ?? null], [[{ lang: 'en', value: after[0] }], after[1]])
  })
}

test('STW110: the tag is set once for two texts', () => {
  const descriptions = [
    { lang: 'en', value: `** DISPUTED ** ${TEXT}` },
    { lang: 'de', value: '** DISPUTED ** Lantern folgt Links.' },
  ]
  const fixed = containerAfterFix('STW110', { container: { descriptions } }) as JsonObject
  assert.deepEqual(fixed.tags, ['disputed'])
  assert.deepEqual(fixed.descriptions, [
    { lang: 'en', value: TEXT },
    { lang: 'de', value: 'Lantern folgt Links.' },
  ])
})

test('STW110: what the state says already is cut from the reason of a rejection', () => {
  const rejectedReasons = [{ lang: 'en', value: '** REJECT ** This identifier was not used.' }]
  const example = { metadata: { ...DRAFT, state: 'REJECTED' }, container: { rejectedReasons } }
  assert.deepEqual(linesOf('STW110', example), [
    '/rejectedReasons/0/value warning the text begins with "** REJECT **", which the state REJECTED says already',
  ])
  assert.deepEqual((containerAfterFix('STW110', example) as JsonObject).rejectedReasons, [
    { lang: 'en', value: 'This identifier was not used.' },
  ])
})
