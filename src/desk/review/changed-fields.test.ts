import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer, CveRecord, VersionEntry } from '#cve'
import { assessed, FACTS, LANTERN } from '../../cve/testdata/sample-facts.ts'
import type { ChangedField } from './changed-field.ts'
import { compareRecords } from './changed-fields.ts'

function record(cna: CnaContainer): CveRecord {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.2.0',
    cveMetadata: { cveId: 'CVE-2030-10421', state: cna.rejectedReasons === undefined ? 'PUBLISHED' : 'REJECTED' },
    containers: { cna },
  }
}

/** `title`, then what went and what came, as the page shows it. */
function shown({ title, removed = [], added = [], words = [], sentences }: ChangedField): readonly string[] {
  const pieces = words.map(({ kind, text }) => `${kind} ${text}`)
  const values = [...removed.map((text) => `- ${text}`), ...added.map((text) => `+ ${text}`), ...pieces]
  return [title, ...(values.length === 0 ? sentences : values)]
}

const from = (version: string, lessThan: string): VersionEntry => ({
  ...{ version, lessThan, status: 'affected', versionType: 'python' },
})
const lantern = { vendor: 'Lantern Software Foundation', product: 'Lantern', defaultStatus: 'unaffected' } as const
const url = 'https://lantern.example/advisories/4'
const vector = (integrity: string): string => `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:${integrity}/A:N`
const scored = (baseScore: number, integrity: string): CnaContainer => ({
  metrics: [{ cvssV3_1: { version: '3.1', vectorString: vector(integrity), baseScore } }],
})
const event = (
  time: string,
  value: string,
): { readonly lang: string; readonly time: string; readonly value: string } => ({
  ...{ lang: 'en', time, value },
})
const reported = event('2026-10-02T08:00:00Z', 'reported by mail')

const rows: readonly (readonly [
  why: string,
  before: CnaContainer | undefined,
  after: CnaContainer,
  shown: readonly (readonly string[])[],
])[] = [
  [
    'a new record: all of it, in words',
    undefined,
    {
      title: 'Link followed',
      affected: [
        {
          ...lantern,
          packageURL: 'pkg:pypi/lantern',
          modules: ['tempfile', 'shutil'],
          versions: [from('3.12.0a1', '3.12.9'), { version: '3.13.0', status: 'unknown' }],
        },
      ],
      problemTypes: [{ descriptions: [{ lang: 'en', cweId: 'CWE-59', description: 'CWE-59' }] }],
      references: [{ url, tags: ['vendor-advisory', 'patch'] }],
      ...scored(7.5, 'N'),
      credits: [{ lang: 'en', value: 'Mira Solheim', type: 'finder' }],
      timeline: [reported],
      source: { discovery: 'EXTERNAL' },
    },
    [
      ['Title', 'added Link followed'],
      ['Severity', `+ ${vector('N')}`],
      ['Weaknesses', "+ CWE-59: Improper Link Resolution Before File Access ('Link Following')"],
      ['References', `+ ${url} (vendor-advisory, patch)`],
      ['Credits', '+ Mira Solheim, finder'],
      ['Timeline', '+ 2 October 2026: reported by mail'],
      [
        'Product',
        '+ Vendor: Lantern Software Foundation\n' +
          'Product: Lantern\n' +
          'Package URL: pkg:pypi/lantern\n' +
          'Modules: tempfile, shutil\n' +
          '3.12.0a1 and later, before 3.12.9: affected\n' +
          '3.13.0: unknown\n' +
          'Every other version: unaffected',
      ],
      ['Other fields', '+ Found outside the project'],
    ],
  ],
  ['nothing changed', { title: 'A', timeline: [reported] }, { title: 'A', timeline: [reported] }, []],
  [
    'an event more: those that stay are not told again',
    { timeline: [reported] },
    { timeline: [reported, event('2026-11-03', 'fixed')] },
    [['Timeline', '+ 3 November 2026: fixed']],
  ],
  ['the whole timeline is gone', { timeline: [reported] }, {}, [['Timeline', '- 2 October 2026: reported by mail']]],
  [
    'a date without a zone is UTC',
    {},
    { timeline: [event('2026-10-02T23:30:00', 'seen')] },
    [['Timeline', '+ 2 October 2026: seen']],
  ],
  ['a moment that is none stands as it is', {}, { timeline: [event('soon', 'seen')] }, [['Timeline', '+ soon: seen']]],
  [
    'another score: both vectors',
    scored(7.5, 'N'),
    scored(9.1, 'H'),
    [['Severity', `- ${vector('N')}`, `+ ${vector('H')}`]],
  ],
  ['the score is gone', scored(7.5, 'N'), {}, [['Severity', `- ${vector('N')}`]]],
  [
    'a rating of another kind',
    {},
    { metrics: [{ other: { type: 'ssvc', content: { Exploitation: 'none' } } }] },
    [['Severity', '+ ssvc: {\n  "Exploitation": "none"\n}']],
  ],
  [
    'a range that grew',
    { affected: [{ ...lantern, versions: [from('3.12.0', '3.12.5')] }] },
    { affected: [{ ...lantern, versions: [from('3.12.0', '3.12.6')] }] },
    [['Affected releases', 'range 3.12.0: upper bound 3.12.5 -> 3.12.6']],
  ],
  [
    'what else is said of the product',
    { affected: [{ ...lantern, packageURL: 'pkg:pypi/lantern', modules: ['a'] }] },
    { affected: [{ ...lantern, modules: ['a', 'b'], programRoutines: [{ name: 'clean()' }] }] },
    [['Product', '- Package URL: pkg:pypi/lantern', '- Modules: a', '+ Modules: a, b', '+ Routines: clean()']],
  ],
  [
    'a product is gone with its ranges',
    {
      affected: [
        { ...lantern, versions: [from('0', '2')] },
        { vendor: 'L', product: 'Kiln' },
      ],
    },
    { affected: [{ vendor: 'L', product: 'Kiln' }] },
    [
      [
        'Product',
        '- Vendor: Lantern Software Foundation\nProduct: Lantern\neverything before 2: affected\nEvery other version: unaffected',
      ],
    ],
  ],
  [
    'another tag and another role',
    { references: [{ url }], credits: [{ lang: 'en', value: 'Mira', type: 'finder' }] },
    { references: [{ url, tags: ['patch'] }], credits: [{ lang: 'en', value: 'Mira', type: 'reporter' }] },
    [
      ['References', `- ${url}`, `+ ${url} (patch)`],
      ['Credits', '- Mira, finder', '+ Mira, reporter'],
    ],
  ],
  [
    'fields without a place of their own',
    { source: { discovery: 'UNKNOWN' } },
    {
      source: { discovery: 'INTERNAL', defect: ['17'] },
      datePublic: '2026-10-02T00:00:00Z',
      workarounds: [{ lang: 'en', value: 'Turn it off.' }],
      impacts: [{ capecId: 'CAPEC-132' }],
      tags: ['disputed'],
    },
    [
      [
        'Other fields',
        '- How it was found is not known',
        '+ Found by the project itself',
        '+ Source, defect: [\n  "17"\n]',
        '+ Made public: 2 October 2026',
        '+ Workaround: Turn it off.',
        '+ Attack pattern: CAPEC-132: Symlink Attack',
        '+ Tags: disputed',
      ],
    ],
  ],
  [
    'extensions stay JSON, and short',
    { x_old: 1 },
    { x_new: { a: [true] }, x_long: 'y'.repeat(5000) },
    [
      [
        'Other fields',
        '- x_old: 1',
        '+ x_new: {\n  "a": [\n    true\n  ]\n}',
        `+ x_long: "${'y'.repeat(599)}… (5002 characters)`,
      ],
    ],
  ],
  [
    'a rejection',
    { title: 'A' },
    { rejectedReasons: [{ lang: 'en', value: 'Not a vulnerability.' }] },
    [['State', '- published', '+ rejected', '+ Reason: Not a vulnerability.']],
  ],
]

for (const [why, before, after, expected] of rows) {
  test(`a review shows: ${why}`, () => {
    const published = before === undefined ? undefined : record(before)
    const { changes } = compareRecords(LANTERN, assessed(FACTS), published, record(after))
    assert.deepEqual(changes.map(shown), expected)
  })
}

test('releases whose status changes are told with their neighbours, beside both blocks of ranges', () => {
  const published = record({ affected: [{ ...lantern, versions: [from('3.12.0', '3.12.1')] }] })
  const proposed = record({ affected: [{ ...lantern, versions: [from('3.12.0', '3.12.3')] }] })
  const assessment = assessed(FACTS, [
    ['3.12.0', 'affected'],
    ['3.12.1', 'affected'],
    ['3.12.2', 'affected'],
    ['3.12.3', 'fixed'],
  ])
  const { changes, same } = compareRecords(LANTERN, assessment, published, proposed)
  const [{ field, releases, ranges } = {}] = changes
  assert.deepEqual([field, ranges], ['affected', { before: ['3.12.0 < 3.12.1'], after: ['3.12.0 < 3.12.3'] }])
  assert.deepEqual(
    releases?.map(({ first, last, count, before, after }) => [first, last, count, before, after]),
    [['3.12.1', '3.12.2', 2, 'unaffected', 'affected']],
  )
  assert(same.includes('Timeline') && !same.includes('Affected releases'))
})

test('where the product is new, its releases are not said to be the same', () => {
  const { same } = compareRecords(LANTERN, assessed(FACTS), undefined, record({ affected: [lantern] }))
  assert(!same.includes('Affected releases') && !same.includes('Product') && same.includes('Credits'))
})
