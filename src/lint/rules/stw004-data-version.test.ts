import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEGACY_FIELD } from '#cve'
import { fixAll } from '../fix.ts'
import { makeLinter } from '../linter.ts'
import type { RecordExample } from '../rule.ts'
import { DRAFT } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { recordOf } from '../testdata/sample.ts'

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['the present format', { metadata: DRAFT }, []],
  ['the same in the short form of CVE Services', { metadata: DRAFT, dataVersion: '5.2' }, []],
  [
    'an older one',
    { metadata: DRAFT, dataVersion: '5.1' },
    ['/dataVersion warning the format is "5.1", and CVE Services take 5.2.0'],
  ],
  ['an older one that is published: the server raises it', { dataVersion: '5.1' }, []],
  [
    'a newer one',
    { metadata: DRAFT, dataVersion: '5.10.0' },
    ['/dataVersion warning the format "5.10.0" is newer than 5.2.0, against which the record is checked here'],
  ],
]
for (const [why, example, lines] of cases) {
  test(`STW004: ${why}`, () => assert.deepEqual(linesOf('STW004', example), lines))
}

const linter = makeLinter()
const PRODUCT = { vendor: 'Lantern Software Foundation', product: 'lantern', defaultStatus: 'affected' }
const CVSS4 = {
  version: '4.0',
  vectorString: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  baseScore: 6.8,
  baseSeverity: 'MEDIUM',
}

const fixes: readonly [why: string, before: RecordExample, after: RecordExample][] = [
  ['mostly the number is all', { metadata: DRAFT, dataVersion: '5.0' }, { metadata: DRAFT }],
  [
    'a field without a place moves',
    { metadata: DRAFT, dataVersion: '5.1', container: { affected: [{ ...PRODUCT, x_level: 3 }] } },
    {
      metadata: DRAFT,
      container: {
        affected: [PRODUCT],
        [LEGACY_FIELD]: [{ at: '/affected/0', field: 'x_level', value: 3 }],
      },
    },
  ],
  [
    'CVSS 4.0 gets its place',
    {
      metadata: DRAFT,
      dataVersion: '5.0',
      container: { metrics: [{ format: 'cvssV4', other: { type: 'cvssV4', content: CVSS4 } }] },
    },
    { metadata: DRAFT, container: { metrics: [{ format: 'CVSS', cvssV4_0: CVSS4 }] } },
  ],
]
for (const [why, before, after] of fixes) {
  test(`STW004 mends: ${why}`, () => {
    const fixed = fixAll(recordOf(before), (each) => linter.lint(each), new Set(['STW004']))
    assert.deepEqual(fixed.document, recordOf(after))
  })
}
