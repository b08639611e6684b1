import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCweId } from '#ids'
import type { Json, JsonObject } from '#json'
import { builtInCatalogue, type Catalogue, type Weakness } from '#weaknesses'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const described = (...descriptions: readonly JsonObject[]): Json =>
  descriptions.map((each) => ({ descriptions: [{ lang: 'en', ...each }] }))

const NOT_KNOWN = 'is not among the weaknesses of CWE 4.19 that are known here as fit for a vulnerability'
const AT = '/problemTypes/0/descriptions/0'

const cases: readonly [why: string, problemTypes: Json, lines: readonly string[]][] = [
  ['a weakness by its number', described({ description: 'CWE-59', cweId: 'CWE-59' }), []],
  ['a malformed number is for the schema to say', described({ description: 'CWE-059', cweId: 'CWE-059' }), []],
  ['nothing at all', null, [' warning the record does not say what type of vulnerability it is']],
  [
    'n/a is nothing',
    described({ description: 'n/a', type: 'text' }),
    ['/problemTypes warning the record does not say what type of vulnerability it is'],
  ],
  [
    'and so is what the NVD writes',
    described({ description: 'NVD-CWE-noinfo' }),
    ['/problemTypes warning the record does not say what type of vulnerability it is'],
  ],
  [
    'words satisfy the rules, and nobody counts them',
    described({ description: 'Link following' }),
    ['/problemTypes info the type of the vulnerability is told in words alone: no cweId makes it countable'],
  ],
  [
    'words beside a weakness',
    described({ description: 'Link following' }, { description: 'CWE-59', cweId: 'CWE-59' }),
    [],
  ],
  [
    'the number in the text',
    described({ description: 'CWE-59: Link following' }),
    [`${AT} warning CWE-59 stands in the text alone, where programs do not look for it`],
  ],
  [
    'in another spelling',
    described({ description: 'cwe 059 Link following' }),
    [`${AT} warning CWE-59 stands in the text alone, where programs do not look for it`],
  ],
  [
    'at the end',
    described({ description: 'Link following (CWE-59)' }),
    [`${AT} warning CWE-59 stands in the text alone, where programs do not look for it`],
  ],
  [
    'a number further inside is no statement',
    described({ description: 'related to CWE-59 in some way' }),
    ['/problemTypes info the type of the vulnerability is told in words alone: no cweId makes it countable'],
  ],
  [
    'a number too long for CWE',
    described({ description: 'CWE-123456' }),
    ['/problemTypes info the type of the vulnerability is told in words alone: no cweId makes it countable'],
  ],
  [
    'two numbers in one text',
    described({ description: 'CWE-59, CWE-367' }),
    [`${AT} warning CWE-59 stands in the text alone, where programs do not look for it`],
  ],
  [
    'too general, of which the built-in list knows the name',
    described({ description: 'CWE-20', cweId: 'CWE-20' }),
    [`${AT}/cweId warning CWE-20 (Improper input validation) should not be named: look for a more precise weakness`],
  ],
  [
    'too general, and not in the built-in list',
    described({ description: 'CWE-400', cweId: 'CWE-400' }),
    [`${AT}/cweId warning CWE-400 ${NOT_KNOWN}`],
  ],
  ['a category', described({ description: 'CWE-264', cweId: 'CWE-264' }), [`${AT}/cweId warning CWE-264 ${NOT_KNOWN}`]],
  [
    'the same in the text alone',
    described({ description: 'CWE-264' }),
    [
      `${AT} warning CWE-264 stands in the text alone, where programs do not look for it`,
      `${AT}/description warning CWE-264 ${NOT_KNOWN}`,
    ],
  ],
]

for (const [why, problemTypes, lines] of cases) {
  test(`STW301: ${why}`, () => assert.deepEqual(linesOf('STW301', { container: { problemTypes } }), lines))
}

function entry(number: number, facts: Partial<Weakness>): readonly [Weakness['id'], Weakness] {
  const id = parseCweId(number)
  assert(id.ok)
  return [
    id.value,
    {
      id: id.value,
      name: `Name ${number}`,
      nameCase: 'official',
      deprecated: false,
      kind: 'weakness',
      mapping: 'allowed',
      ...facts,
    },
  ]
}

const suggested = entry(59, {})[0]
const catalogue: Catalogue = {
  ...builtInCatalogue(),
  cwe: {
    version: '4.20',
    whole: true,
    entries: new Map([
      entry(59, {}),
      entry(60, { mapping: 'allowed-with-review' }),
      entry(71, { deprecated: true, mapping: 'prohibited' }),
      entry(264, { kind: 'category', mapping: 'prohibited', suggestions: [{ id: suggested, comment: 'links' }] }),
      entry(699, { kind: 'view', mapping: 'prohibited' }),
      entry(707, { mapping: 'prohibited' }),
      entry(400, { mapping: 'discouraged' }),
    ]),
  },
}

const whole: readonly [why: string, cweId: string, line?: string][] = [
  ['in the catalogue', 'CWE-59'],
  ['to be looked at twice, and allowed', 'CWE-60'],
  ['not in a whole catalogue: that is certain', 'CWE-9999', 'error CWE-9999 does not exist in CWE 4.20'],
  ['deprecated', 'CWE-71', 'error CWE-71 is deprecated: it stands for nothing any more'],
  ['a category', 'CWE-264', 'error CWE-264 (Name 264) is a category and no weakness'],
  ['a view', 'CWE-699', 'error CWE-699 (Name 699) is a view and no weakness'],
  ['prohibited', 'CWE-707', 'warning CWE-707 (Name 707) must not be named: it groups weaknesses or is out of use'],
  [
    'discouraged',
    'CWE-400',
    'warning CWE-400 (Name 400) should not be named: a more precise weakness fits better in most cases',
  ],
]

for (const [why, cweId, line] of whole) {
  test(`STW301 with a whole catalogue: ${why}`, () => {
    const container = { problemTypes: described({ description: cweId, cweId }) }
    const lines = linesOf('STW301', { container, world: { catalogue } })
    assert.deepEqual(lines, line === undefined ? [] : [`${AT}/cweId ${line}`])
  })
}

test('STW301: the fix adds the number as cweId, and nothing where the text has two', () => {
  const after = (description: string): unknown => {
    const container = { problemTypes: described({ description }) }
    return (containerAfterFix('STW301', { container }) as { problemTypes: unknown }).problemTypes
  }
  assert.deepEqual(after('CWE 59 Link following'), [
    { descriptions: [{ lang: 'en', description: 'CWE 59 Link following', cweId: 'CWE-59' }] },
  ])
  assert.deepEqual(after('CWE-400: Uncontrolled Resource Consumption'), [
    { descriptions: [{ lang: 'en', description: 'CWE-400: Uncontrolled Resource Consumption', cweId: 'CWE-400' }] },
  ])
  assert.deepEqual(after('CWE-59, CWE-367'), [{ descriptions: [{ lang: 'en', description: 'CWE-59, CWE-367' }] }])
})
