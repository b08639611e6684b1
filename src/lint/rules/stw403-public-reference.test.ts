import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCveId } from '#ids'
import type { JsonObject } from '#json'
import { makeLinter } from '../linter.ts'
import { linesOf } from '../testdata/findings-of.ts'

const OWN = { url: 'https://www.cve.org/CVERecord?id=CVE-2030-10421' }
const NVD = { url: 'https://nvd.nist.gov/vuln/detail/CVE-2030-10421' }
const ADVISORY = { url: 'https://lantern.example/advisories/LSF-2030-4' }
const ONLY_ITSELF = [
  '/references warning the record refers to nothing but the page of CVE-2030-10421 itself, which repeats it',
]
const NOT_OPEN = ['/references warning no reference leads to a page that is open to everybody']

const cases: readonly [why: string, references: readonly JsonObject[], lines: readonly string[]][] = [
  ['the page of the record', [OWN], ONLY_ITSELF],
  ['both pages of the record', [OWN, NVD], ONLY_ITSELF],
  [
    'the old address of the record',
    [{ url: 'http://cve.mitre.org/cgi-bin/cvename.cgi?name=cve-2030-10421' }],
    ONLY_ITSELF,
  ],
  ['another reference is enough, last', [OWN, NVD, ADVISORY], []],
  ['another reference is enough, first', [ADVISORY, OWN], []],
  [
    'the page of another record is no page of this one',
    [{ url: 'https://www.cve.org/CVERecord?id=CVE-2030-104210' }],
    [],
  ],
  ['a host that ends alike', [{ url: 'https://notcve.org/view?id=CVE-2030-10421' }], []],
  ['a page behind a log-in', [{ ...ADVISORY, tags: ['vendor-advisory', 'permissions-required'] }], NOT_OPEN],
  ['a page for customers, and the record itself', [OWN, { ...ADVISORY, tags: ['customer-entitlement'] }], NOT_OPEN],
  ['a page that is gone', [{ ...ADVISORY, tags: ['broken-link'] }], NOT_OPEN],
  [
    'a page behind a log-in, and an open one',
    [{ url: 'https://hackerone.com/reports/1', tags: ['permissions-required'] }, ADVISORY],
    [],
  ],
  [
    'a private fork',
    [{ url: 'https://github.com/lantern/lantern-ghsa-2c4m-59x9-fr2g/pull/1', tags: ['patch'] }],
    NOT_OPEN,
  ],
  [
    'a repository that only sounds like one',
    [{ url: 'https://github.com/lantern/lantern-ghsa/pull/1', tags: ['patch'] }],
    [],
  ],
  ['no reference at all: the schema says so', [], []],
]

for (const [why, references, lines] of cases) {
  test(`STW403: ${why}`, () => assert.deepEqual(linesOf('STW403', { container: { references } }), lines))
}

test('STW403: of a container alone it is not known which page is its own, unless somebody says so', () => {
  const container = { descriptions: [], affected: [], references: [OWN] }
  const codes = (world = {}) =>
    makeLinter()
      .lint(container, world)
      .findings.map(({ code }) => code)
  const id = parseCveId('CVE-2030-10421')
  assert.ok(id.ok)
  assert.ok(!codes().includes('STW403'))
  assert.ok(codes({ reservation: { id: id.value, state: 'reserved' } }).includes('STW403'))
})
