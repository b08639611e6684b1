import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { makeLinter } from '../linter.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import { recordOf } from '../testdata/sample.ts'

const A = { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] }
const B = { url: 'https://git.example/lantern/commit/6ceb8aeda504b079fef7a57b8d81472f15cdd9a5', tags: ['patch'] }
const CVSS = {
  version: '3.1',
  vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  baseScore: 7.5,
  baseSeverity: 'CRITICAL',
}

const cases: readonly [
  why: string,
  example: { metadata?: JsonObject; container?: JsonObject },
  lines: readonly string[],
][] = [
  [
    'every error at once',
    { container: { title: '', references: [{ url: 'no address' }] } },
    [
      '/title error title is empty, at least 1 character is needed',
      '/references/0/url error url is "no address", expected a URI such as https://lantern.example/advisories/4',
    ],
  ],
  [
    'a published record is checked as a whole',
    { metadata: { assignerOrgId: 'LSF' } },
    [
      '/cveMetadata/assignerOrgId error assignerOrgId is "LSF", expected a UUID of version 4 such as 8c1f2d3e-4a5b-4c6d-8e7f-901234567890',
    ],
  ],
  [
    'of a draft, what CVE Services write is not asked for',
    {
      metadata: { datePublished: null, assignerOrgId: null, state: null },
      container: { providerMetadata: null },
    },
    [],
  ],
  [
    'a draft is checked all the same',
    { metadata: { datePublished: null }, container: { title: '' } },
    ['/title error title is empty, at least 1 character is needed'],
  ],
]
for (const [why, example, lines] of cases)
  test(`STW003: ${why}`, () => assert.deepEqual(linesOf('STW003', example), lines))

test('STW003: a copy is removed, wherever it stands', () => {
  const fixed = containerAfterFix('STW003', { container: { references: [A, B, { tags: A.tags, url: A.url }, B] } })
  assert.deepEqual((fixed as JsonObject).references, [A, B])
})

test('STW003: the word of a severity follows its score', () => {
  const fixed = containerAfterFix('STW003', { container: { metrics: [{ cvssV3_1: CVSS }] } })
  assert.deepEqual((fixed as JsonObject).metrics, [{ cvssV3_1: { ...CVSS, baseSeverity: 'HIGH' } }])
})

const shapeless: readonly [why: string, document: Json, at: string][] = [
  ['a list', [], ''],
  [
    'a record whose container is a text',
    { ...(recordOf({}) as JsonObject), containers: { cna: 'x' } },
    '/containers/cna',
  ],
  [
    'a wrapped container with products of a wrong type',
    { cnaContainer: { affected: [7] } },
    '/cnaContainer/affected/0',
  ],
  ['a bare one', { affected: [7] }, '/affected/0'],
]
for (const [why, document, at] of shapeless) {
  test(`STW003: too far from a record for other rules: ${why}`, () => {
    const { findings } = makeLinter().lint(document)
    assert(
      findings.some((finding) => finding.at === at),
      JSON.stringify(findings),
    )
    assert(findings.every(({ code }) => code === 'STW003'))
  })
}
