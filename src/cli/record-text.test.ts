import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCve } from '#cve'
import type { Json, JsonObject } from '#json'
import { PLAIN } from './ink.ts'
import { recordLines } from './record-text.ts'

const ORG = '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61'

function linesOf(document: Json, columns = 80): readonly string[] {
  const read = parseCve(document, { anyId: true })
  assert(read.ok, JSON.stringify(read))
  return recordLines(read.value, columns, PLAIN)
}

const container = (fields: JsonObject): JsonObject => ({ descriptions: [], affected: [], references: [], ...fields })
const record = (metadata: JsonObject, cna: JsonObject, adp?: readonly JsonObject[]): JsonObject => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: 'CVE-2030-1001', assignerOrgId: ORG, ...metadata },
  containers: { cna: { providerMetadata: { orgId: ORG }, ...cna }, ...(adp !== undefined && { adp }) },
})

const range = { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }
const product = { vendor: 'LSF', product: 'Lantern', versions: [range] }
const cvss = { version: '4.0', vectorString: 'CVSS:4.0/AV:N', baseScore: 9, baseSeverity: 'CRITICAL' }

const sections: readonly [why: string, fields: JsonObject, lines: readonly string[]][] = [
  ['nothing at all', {}, []],
  ['a title', { title: 'Oil is lit' }, ['Oil is lit']],
  ['a title on two lines is one', { title: 'Oil\n  ::error::is lit' }, ['Oil ::error::is lit']],
  [
    'English before other languages',
    {
      descriptions: [
        { lang: 'fi', value: 'Öljy' },
        { lang: 'en-GB', value: 'Oil' },
      ],
    },
    ['', 'description', '  Oil'],
  ],
  [
    'another language where there is no English',
    { descriptions: [{ lang: 'fi', value: 'Öljy' }] },
    ['', 'description', '  Öljy'],
  ],
  [
    'paragraphs stay apart',
    { descriptions: [{ lang: 'en', value: ' One.\n \n\nTwo.\n' }] },
    ['', 'description', '  One.', '', '  Two.'],
  ],
  [
    'what holds for all others is said',
    { affected: [product] },
    [
      '',
      'affected',
      '  LSF Lantern',
      '    affected   3.12.0 and later, before 3.12.13',
      '    unknown    all other versions',
    ],
  ],
  [
    'changes follow their entry',
    {
      affected: [
        {
          ...product,
          defaultStatus: 'unaffected',
          versions: [{ ...range, changes: [{ at: '3.12.9', status: 'unaffected' }] }],
        },
      ],
    },
    [
      '',
      'affected',
      '  LSF Lantern',
      '    affected     3.12.0 and later, before 3.12.13; unaffected from 3.12.9 on',
      '    unaffected   all other versions',
    ],
  ],
  [
    'a product with its parts',
    {
      affected: [
        {
          ...product,
          defaultStatus: 'affected',
          versions: [],
          packageURL: 'pkg:pypi/lantern',
          modules: ['wick'],
          platforms: ['arm64'],
        },
      ],
    },
    ['', 'affected', '  LSF Lantern   pkg:pypi/lantern, wick, arm64', '    affected   all other versions'],
  ],
  ['a score has one decimal', { metrics: [{ cvssV4_0: cvss }] }, ['', 'severity', '  9.0 critical   CVSS:4.0/AV:N']],
  [
    'a metric of another kind by its name',
    { metrics: [{ other: { type: 'SSVC', content: {} } }] },
    ['', 'severity', '  SSVC'],
  ],
  [
    'references with their tags',
    { references: [{ url: 'https://a.example/', tags: ['patch', 'x_lamp'] }] },
    ['', 'references', '  https://a.example/   patch, x_lamp'],
  ],
  [
    'credits with their part',
    {
      credits: [
        { lang: 'en', value: 'Ada\nExample', type: 'finder' },
        { lang: 'en', value: 'Bo' },
      ],
    },
    ['', 'credits', '  Ada Example   finder', '  Bo'],
  ],
  [
    'the timeline by its days',
    { timeline: [{ time: '2030-01-02T03:04:05Z', lang: 'en', value: 'reported' }] },
    ['', 'timeline', '  2030-01-02   reported'],
  ],
  ['who found it', { source: { discovery: 'EXTERNAL' } }, ['', 'found by', '  external']],
  ['a source of another shape', { source: { discovery: 7 } }, []],
]
for (const [why, fields, lines] of sections)
  test(`a container as its reader sees it: ${why}`, () => assert.deepEqual(linesOf(container(fields)), lines))

const heads: readonly [why: string, metadata: JsonObject, cna: JsonObject, lines: readonly string[]][] = [
  ['a draft', {}, container({ title: 'Oil is lit' }), ['CVE-2030-1001  Oil is lit', 'draft']],
  [
    'a published record',
    {
      state: 'PUBLISHED',
      assignerShortName: 'LSF',
      datePublished: '2030-01-02T00:00:00Z',
      dateUpdated: '2030-01-03T00:00:00Z',
    },
    container({ tags: ['disputed'] }),
    ['CVE-2030-1001', 'published, by LSF, published 2030-01-02, updated 2030-01-03, disputed'],
  ],
  [
    'a rejected record',
    { state: 'REJECTED', dateRejected: '2030-01-04T00:00:00Z' },
    { rejectedReasons: [{ lang: 'en', value: 'Not used.' }], replacedBy: ['CVE-2030-1002'] },
    [
      'CVE-2030-1001',
      'rejected, rejected 2030-01-04',
      '',
      'reason for the rejection',
      '  Not used.',
      '',
      'use instead',
      '  CVE-2030-1002',
    ],
  ],
]
for (const [why, metadata, cna, lines] of heads)
  test(`the head of a record: ${why}`, () => assert.deepEqual(linesOf(record(metadata, cna)), lines))

test('what others have added stands below, with their name; an empty container is not shown', () => {
  const added = { providerMetadata: { orgId: ORG, shortName: 'LAMPS' }, references: [{ url: 'https://b.example/' }] }
  const empty = { providerMetadata: { orgId: ORG, shortName: 'DARK' }, title: 'Nothing' }
  assert.deepEqual(linesOf(record({}, container({}), [added, empty])), [
    'CVE-2030-1001',
    'draft',
    '',
    'added by LAMPS',
    '',
    'references',
    '  https://b.example/',
  ])
})

test('prose fits into the columns, and is no wider than 100 where there are more', () => {
  const value = 'Lantern follows a link. '.repeat(40)
  for (const [columns, widest] of [
    [40, 40],
    [80, 80],
    [300, 100],
  ] as const) {
    const lines = linesOf(container({ descriptions: [{ lang: 'en', value }] }), columns)
    const longest = Math.max(...lines.map((line) => line.length))
    assert(longest <= widest && longest > widest - 10, `${longest} of ${columns}`)
  }
})
