import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { describeChange, diffOsv, type OsvRecord, parseOsv, sameMeaning } from './index.ts'

const base: OsvRecord = {
  schema_version: '1.5.0',
  id: 'PSF-2030-1',
  modified: '2030-02-17T09:00:00Z',
  aliases: ['CVE-2030-1', 'GHSA-1'],
  summary: 'One',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:L' }],
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'a' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1' }, { fixed: '2' }] }],
      versions: ['1', '1.1'],
    },
  ],
  references: [{ type: 'WEB', url: 'https://a.example' }],
  database_specific: { cwe_ids: ['CWE-1', 'CWE-2'] },
}
const [entry] = base.affected ?? []

function withEvents(...events: readonly JsonObject[]): Partial<OsvRecord> {
  return { affected: [{ ...entry, ranges: [{ type: 'ECOSYSTEM', events }] }] }
}

const cases: readonly [why: string, changes: Partial<OsvRecord>, expected: readonly string[]][] = [
  ['a new time is no change', { modified: '2031-01-01T00:00:00Z' }, []],
  ['a new version of the schema is no change', { schema_version: '1.7.5' }, []],
  ['the order of aliases', { aliases: ['GHSA-1', 'CVE-2030-1'] }, []],
  ['the order of events', withEvents({ fixed: '2' }, { introduced: '1' }), []],
  ['null and the empty list are no list', { related: [], upstream: [] }, []],
  [
    'an event more',
    withEvents({ introduced: '1' }, { fixed: '2' }, { introduced: '3' }),
    ['PyPI a ECOSYSTEM events: added introduced in 3'],
  ],
  ['an event less', withEvents({ introduced: '1' }), ['PyPI a ECOSYSTEM events: removed fixed in 2']],
  [
    'a fix that moves',
    withEvents({ introduced: '1' }, { fixed: '2.1' }),
    ['PyPI a ECOSYSTEM events: removed fixed in 2', 'PyPI a ECOSYSTEM events: added fixed in 2.1'],
  ],
  [
    'versions',
    { affected: [{ ...entry, versions: ['1.1', '1.2'] }] },
    ['PyPI a versions: removed 1', 'PyPI a versions: added 1.2'],
  ],
  ['an alias', { aliases: ['CVE-2030-1'] }, ['alias: removed GHSA-1']],
  [
    'the only vector',
    { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }] },
    ['severity: changed from CVSS_V3 CVSS:3.1/AV:L to CVSS_V3 CVSS:3.1/AV:N'],
  ],
  ['the text', { summary: 'Two' }, ['summary: changed from One to Two']],
  ['what it comes from', { upstream: ['CVE-2030-2'] }, ['upstream: added CVE-2030-2']],
  ['what it is like', { related: ['CVE-2030-3'] }, ['related: added CVE-2030-3']],
  ['a withdrawal', { withdrawn: '2031-01-01T00:00:00Z' }, ['withdrawn: added 2031-01-01T00:00:00Z']],
  [
    'the type of a reference',
    { references: [{ type: 'FIX', url: 'https://a.example' }] },
    ['reference: changed from WEB https://a.example to FIX https://a.example'],
  ],
  ['what a database adds', { database_specific: { cwe_ids: ['CWE-2'] } }, ['database_specific cwe_ids: removed CWE-1']],
  ['a field that no schema knows', { tone: 'calm' } as Partial<OsvRecord>, ['tone: added calm']],
  [
    'another package',
    { affected: [{ ...entry, package: { ecosystem: 'PyPI', name: 'b' }, ranges: [], versions: [] }] },
    [
      'affected: changed from PyPI a {"ecosystem":"PyPI","name":"a"} to PyPI b {"ecosystem":"PyPI","name":"b"}',
      'PyPI a ECOSYSTEM events: removed introduced in 1',
      'PyPI a ECOSYSTEM events: removed fixed in 2',
      'PyPI a versions: removed 1',
      'PyPI a versions: removed 1.1',
    ],
  ],
]
for (const [why, changes, expected] of cases) {
  test(why, () => {
    const after = { ...base, ...changes } as OsvRecord
    assert.deepEqual(diffOsv(base, after).map(describeChange), expected)
    assert.equal(sameMeaning(base, after), expected.length === 0)
  })
}

test('two ranges of one kind, and two entries of one package, may come in any order', () => {
  const range = (from: string): JsonObject => ({
    type: 'GIT',
    repo: 'https://a.example',
    events: [{ introduced: from }],
  })
  const make = (...ranges: readonly JsonObject[]): OsvRecord =>
    ({ ...base, affected: [{ ranges }, entry] }) as OsvRecord
  const before = make(range('a'), range('b'))
  const after = make(range('b'), range('a'))
  assert.deepEqual(diffOsv(before, { ...after, affected: [...(after.affected ?? [])].reverse() }), [])
  assert.deepEqual(diffOsv(before, make(range('a'), range('c'))).map(describeChange), [
    'no package GIT https://a.example events (2): changed from introduced in b to introduced in c',
  ])
})

const psf = new URL('../../../shared/data/osv/psf/', import.meta.url)
test('every PSF record means the same with its keys and lists turned round', {
  skip: existsSync(psf) ? false : 'no ../shared/data',
}, () => {
  for (const name of readdirSync(psf)) {
    const record = parseOsv(readFileSync(new URL(name, psf), 'utf8'))
    assert(record.ok, name)
    assert(sameMeaning(record.value, turned(record.value) as OsvRecord), name)
    assert(!sameMeaning(record.value, { ...record.value, details: `${record.value.details}.` }), name)
  }
})

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => turned(each)).reverse()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, turned(each)] as const)
      .reverse(),
  )
}
