import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const NAME = "Improper Link Resolution Before File Access ('Link Following')"
const AT = '/problemTypes/0/descriptions/0/description'

const cases: readonly [why: string, description: JsonObject, line?: string][] = [
  ['number and name', { description: `CWE-59: ${NAME}`, cweId: 'CWE-59' }],
  ['without a colon', { description: `CWE-59 ${NAME}`, cweId: 'CWE-59' }],
  ['with a dash', { description: `CWE-59 — ${NAME}`, cweId: 'CWE-59' }],
  ['the number at the end', { description: `${NAME} (CWE-59)`, cweId: 'CWE-59' }],
  ['the name alone', { description: NAME, cweId: 'CWE-59', type: 'CWE' }],
  [
    'other quotation marks and blanks',
    { description: 'CWE-59: Improper Link Resolution\nBefore File Access("Link Following")', cweId: 'CWE-59' },
  ],
  [
    'without the nickname, which changes with the editions',
    { description: 'CWE-59: Improper Link Resolution Before File Access', cweId: 'CWE-59' },
  ],
  ['the number in the text alone', { description: `CWE-59: ${NAME}` }],
  ['a name whose capitals are lost here', { description: 'CWE-20: Improper Input Validation', cweId: 'CWE-20' }],
  ['an entry that is not known here', { description: 'CWE-264: Anything', cweId: 'CWE-264' }],
  ['another language', { lang: 'de', description: 'CWE-59: Folgen einer Verknüpfung', cweId: 'CWE-59' }],
  ['no weakness at all', { description: 'Link following' }],
  [
    'another name',
    { description: 'CWE-59: Symlink attack', cweId: 'CWE-59' },
    `warning "Symlink attack" is not the name of CWE-59, which is "${NAME}"`,
  ],
  [
    'another name beside a number in the text',
    { description: 'CWE-59: Symlink attack' },
    `warning "Symlink attack" is not the name of CWE-59, which is "${NAME}"`,
  ],
  [
    'words that say they are from CWE',
    { description: 'Symlink attack', cweId: 'CWE-59', type: 'cwe' },
    `warning "Symlink attack" is not the name of CWE-59, which is "${NAME}"`,
  ],
  [
    'words of one’s own',
    { description: 'Symlink attack', cweId: 'CWE-59', type: 'text' },
    `info the text tells CWE-59 in other words than its name, "${NAME}"`,
  ],
  [
    'the number alone',
    { description: 'CWE-59', cweId: 'CWE-59', type: 'CWE' },
    `info the text is the number CWE-59 alone: its name is "${NAME}"`,
  ],
  [
    'two numbers that differ',
    { description: 'CWE-22: Path Traversal', cweId: 'CWE-59' },
    'error the text speaks of CWE-22, and the identifier beside it is CWE-59',
  ],
  ['the same number with a zero in front', { description: `CWE-059: ${NAME}`, cweId: 'CWE-59' }],
]

for (const [why, description, line] of cases) {
  test(`STW302: ${why}`, () => {
    const container = { problemTypes: [{ descriptions: [{ lang: 'en', ...description }] }] }
    assert.deepEqual(linesOf('STW302', { container }), line === undefined ? [] : [`${AT} ${line}`])
  })
}

const impacts: readonly [why: string, capecId: string | undefined, value: string, line?: string][] = [
  ['number and name', 'CAPEC-132', 'CAPEC-132 Symlink Attack'],
  ['prose is what the field is for', 'CAPEC-132', 'A local user deletes files of another one.'],
  ['no number beside the prose', undefined, 'CAPEC-132 is how it is done'],
  ['an entry that does not exist', 'CAPEC-9999', 'CAPEC-9999 Anything'],
  [
    'another name',
    'CAPEC-132',
    'CAPEC-132: Following Links',
    'warning "Following Links" is not the name of CAPEC-132, which is "Symlink Attack"',
  ],
  [
    'the number alone',
    'CAPEC-132',
    'CAPEC-132',
    'info the text is the number CAPEC-132 alone: its name is "Symlink Attack"',
  ],
  [
    'two numbers that differ',
    'CAPEC-132',
    'CAPEC-126 Path Traversal',
    'error the text speaks of CAPEC-126, and the identifier beside it is CAPEC-132',
  ],
]

for (const [why, capecId, value, line] of impacts) {
  test(`STW302, an impact: ${why}`, () => {
    const impact = { ...(capecId !== undefined && { capecId }), descriptions: [{ lang: 'en', value }] }
    const lines = linesOf('STW302', { container: { impacts: [impact] } })
    assert.deepEqual(lines, line === undefined ? [] : [`/impacts/0/descriptions/0/value ${line}`])
  })
}

test('STW302: shapes that nobody expects are passed over', () => {
  const impacts = [null, 'CAPEC-132', { capecId: 132 }, { capecId: 'CAPEC-132', descriptions: [7, { value: 7 }] }]
  assert.deepEqual(linesOf('STW302', { container: { impacts } }), [])
})

test('STW302: the fix writes the name, and leaves words of one’s own and lost capitals alone', () => {
  const after = (description: JsonObject): unknown => {
    const container = {
      problemTypes: [{ descriptions: [{ lang: 'en', ...description }] }],
      impacts: [{ capecId: 'CAPEC-132', descriptions: [{ lang: 'en', value: 'CAPEC-132: Following Links' }] }],
    }
    const fixed = containerAfterFix('STW302', { container }) as { problemTypes: unknown; impacts: unknown }
    assert.deepEqual(fixed.impacts, [
      { capecId: 'CAPEC-132', descriptions: [{ lang: 'en', value: 'CAPEC-132: Symlink Attack' }] },
    ])
    return fixed.problemTypes
  }
  assert.deepEqual(after({ description: 'CWE-59: Symlink attack', cweId: 'CWE-59', type: 'CWE' }), [
    { descriptions: [{ lang: 'en', description: `CWE-59: ${NAME}`, cweId: 'CWE-59', type: 'CWE' }] },
  ])
  assert.deepEqual(after({ description: 'CWE-59' }), [
    { descriptions: [{ lang: 'en', description: `CWE-59: ${NAME}` }] },
  ])
  const untouched = [
    { description: 'Symlink attack', cweId: 'CWE-59' },
    { description: 'CWE-20: Bad input', cweId: 'CWE-20' },
  ]
  for (const each of untouched) assert.deepEqual(after(each), [{ descriptions: [{ lang: 'en', ...each }] }])
})
