import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import fc from 'fast-check'
import { parseCvss } from '#cvss'
import { writeJson } from '#json'
import type { Project } from '#project'
import type { SchemeName } from '#versions'
import type { Assessment, Range, Status } from '#vulnerability'
import { affects, contradictions, type OsvRecord, osvIdOf, parseOsv, renderOsv } from './index.ts'
import { A, assessment, B, C, facts, project, releases } from './testdata/facts.ts'

const schemaFile = new URL('../../../shared/data/schemas/osv-1.7.5.schema.json', import.meta.url)
const skip = existsSync(schemaFile) ? false : 'no ../shared/data'

const dates = { modified: '2030-03-02T10:00:00Z' }
const audience = { public: true, now: '2030-03-02T10:00:00Z' }
const lower11: Range = { status: 'affected', lower: '1.1', upper: '1.2', provisional: false }

function render(of: Project, from: Assessment, ranges: readonly Range[]): OsvRecord {
  const record = renderOsv(of, from, ranges, dates, audience)
  assert(record.ok, record.ok ? '' : record.fault.message)
  return record.value
}

function vector(text: string): Assessment['vulnerability']['severity'][number] {
  const read = parseCvss(text)
  assert(read.ok, text)
  return read.value
}

const noPackage = project({ osv: { prefix: 'PSF' } })
const branches = assessment({
  releases: releases(
    'python',
    '3.12.0:affected 3.12.1:affected 3.12.2:fixed 3.13.0a1:affected 3.13.0:fixed 3.14.0a1:affected 3.14.0a2:unknown',
  ),
  git: { introduced: [A, C, A], fixed: [B, B] },
})
const branchRanges: readonly Range[] = [
  { status: 'affected', lower: '3.14.0a1', upper: '3.14.0a2', provisional: false },
  { status: 'affected', lower: '0', upper: '3.12.2', provisional: false },
  { status: 'affected', lower: '3.13.0a1', upper: '3.13.0', provisional: false },
  { status: 'unknown', lower: '3.14.0a2', provisional: false },
]
const everything = facts({
  cve: 'CVE-2030-10421' as never,
  aliases: ['GHSA-aaaa-bbbb-cccc', 'CVE-2030-10421', 'x_LSF-2030-4'],
  workarounds: 'Do not.\n',
  weaknesses: ['CWE-59', 'CWE-367'],
  severity: [
    'AV:N/AC:L/Au:N/C:P/I:P/A:P',
    'CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:H',
    'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:H/E:P',
    'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N/E:P',
  ].map(vector),
  references: [
    { url: 'https://git.example/lantern/commit/1', tags: ['patch'] },
    { url: 'https://lantern.example/a', tags: ['x_other', 'vendor-advisory'] },
    { url: 'https://lantern.example/i', tags: ['issue-tracking', 'exploit'] },
    { url: 'https://lantern.example/e', tags: ['exploit'] },
    { url: 'https://lantern.example/m', tags: ['mailing-list'] },
    { url: 'https://lantern.example/t', tags: ['technical-description'] },
    { url: 'https://lantern.example/p', tags: ['product'] },
    { url: 'https://lantern.example/w', tags: [] },
  ],
  credits: [
    { name: 'Ilse Varrenholt', type: 'finder', consent: true },
    { name: 'Tam Ondrasek', type: 'remediation developer', consent: true },
    { name: 'Nobody', type: 'reporter', consent: false },
  ],
})

const examples: readonly [why: string, project: Project, assessment: Assessment, ranges: readonly Range[]][] = [
  ['one branch', project(), assessment(), [lower11]],
  ['several branches and an unknown release', project(), branches, branchRanges],
  [
    'an open end',
    project(),
    assessment({ git: { introduced: [A], fixed: [] } }),
    [{ status: 'affected', lower: '1.1', provisional: false }],
  ],
  ['a provisional end', project(), assessment(), [{ ...lower11, upper: '1.9', provisional: true }]],
  [
    'always there',
    project(),
    assessment({ vulnerability: facts({ introduced: '0' }), git: { introduced: ['0'], fixed: [B] } }),
    [{ ...lower11, lower: '0' }],
  ],
  [
    'always there, and a fix taken back',
    project(),
    assessment({ vulnerability: facts({ introduced: '0' }), git: { introduced: ['0', C], fixed: [B] } }),
    [{ ...lower11, lower: '0' }],
  ],
  ['every field', project(), assessment({ vulnerability: everything }), [lower11]],
  ['no package', noPackage, assessment({ vulnerability: facts({ id: 'PSF-2030-4' }) }), [lower11]],
  [
    'a registered prefix',
    project({ osv: { prefix: 'PSF', ecosystem: 'PyPI', package: 'lantern' } }),
    assessment({ vulnerability: facts({ id: 'PSF-2030-4' }) }),
    [lower11],
  ],
  [
    'a scheme without order',
    project({ scheme: 'custom' }),
    assessment({ releases: releases('custom', 'red:affected blue:fixed') }),
    [],
  ],
  [
    'SemVer',
    semverProject(),
    assessment({ releases: releases('semver', '1.1.0:affected 1.2.0:fixed') }),
    [{ ...lower11, lower: '1.1.0', upper: '1.2.0' }],
  ],
  [
    'rejected',
    project(),
    assessment({ vulnerability: facts({ state: 'rejected', rejectedReason: 'Not a bug.' }), releases: [] }),
    [],
  ],
  [
    'no commit known',
    project(),
    assessment({ vulnerability: facts({ introduced: [] }), git: { introduced: [], fixed: [] } }),
    [lower11],
  ],
]

test('the official schema 1.7.5 accepts every kind of record', { skip }, () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
  for (const [why, of, from, ranges] of examples) {
    const record = render(of, from, ranges)
    assert(validate(record), `${why}: ${JSON.stringify(validate.errors)}`)
    assert.equal(parseOsv(writeJson(record)).ok, true, why)
  }
  assert(
    !validate({ ...render(...example('one branch')), id: 'LSF-2030-4' }),
    'it refuses a prefix that nobody registered',
  )
})

test('a record whole: keys in the order of the specification', () => {
  const golden = new URL('testdata/every-field.json', import.meta.url)
  const text = writeJson(render(project(), { ...branches, vulnerability: everything }, branchRanges))
  if (process.env.UPDATE === '1') writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})

const git = (...events: object[]): object => ({ type: 'GIT', repo: 'https://git.example/lantern', events })
const affected: readonly [example: string, ranges: readonly object[], versions: readonly string[]][] = [
  [
    'always there, and a fix taken back',
    [
      git({ introduced: '0' }, { introduced: C }, { fixed: B }),
      { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2' }] },
    ],
    ['1.1'],
  ],
  ['an open end', [git({ introduced: A }), { type: 'ECOSYSTEM', events: [{ introduced: '1.1' }] }], ['1.1']],
  [
    'a provisional end',
    [git({ introduced: A }, { fixed: B }), { type: 'ECOSYSTEM', events: [{ introduced: '1.1' }, { fixed: '1.9' }] }],
    ['1.1'],
  ],
  [
    'always there',
    [git({ introduced: '0' }, { fixed: B }), { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2' }] }],
    ['1.1'],
  ],
  ['no package', [git({ introduced: A }, { fixed: B })], ['1.1']],
  ['a scheme without order', [git({ introduced: A }, { fixed: B })], ['red']],
  [
    'SemVer',
    [git({ introduced: A }, { fixed: B }), { type: 'SEMVER', events: [{ introduced: '1.1.0' }, { fixed: '1.2.0' }] }],
    ['1.1.0'],
  ],
  ['no commit known', [{ type: 'ECOSYSTEM', events: [{ introduced: '1.1' }, { fixed: '1.2' }] }], ['1.1']],
]
for (const [name, ranges, versions] of affected) {
  test(`ranges and versions: ${name}`, () => {
    const [entry] = render(...example(name)).affected ?? []
    assert.deepEqual([entry?.ranges, entry?.versions], [ranges, versions])
  })
}

test('ranges that touch or overlap become one', () => {
  const range = (lower: string, upper?: string): Range => ({
    ...lower11,
    lower,
    ...(upper === undefined ? {} : { upper }),
  })
  const eventsOf = (...ranges: readonly (Range | { upper?: undefined })[]): unknown =>
    render(project(), assessment(), ranges as readonly Range[]).affected?.[0]?.ranges?.[1]?.events
  assert.deepEqual(eventsOf(range('2', '3'), range('1', '2')), [{ introduced: '1' }, { fixed: '3' }])
  assert.deepEqual(eventsOf(range('1', '3'), range('0', '2'), range('5', '6')), [
    { introduced: '0' },
    { fixed: '3' },
    { introduced: '5' },
    { fixed: '6' },
  ])
  const { upper: _, ...open } = range('1')
  assert.deepEqual(eventsOf(range('2', '3'), open), [{ introduced: '1' }])
})

test('a rejected vulnerability is withdrawn, with the reason in the summary', () => {
  const record = render(...example('rejected'))
  assert.equal(record.withdrawn, dates.modified)
  assert.equal(record.summary, 'A title (withdrawn: Not a bug.)')
  assert.equal(record.affected, undefined)
})

test('times are written in UTC', () => {
  const record = renderOsv(project(), assessment(), [lower11], { modified: '2030-03-02T10:00:00+01:00' }, audience)
  assert(record.ok)
  assert.equal(record.value.modified, '2030-03-02T09:00:00Z')
})

const embargoed = assessment({ vulnerability: facts({ embargo: '2030-04-01T00:00:00Z' }) })
const faults: readonly [why: string, code: string, run: () => ReturnType<typeof renderOsv>][] = [
  ['an embargo holds', 'OSV_EMBARGO', () => renderOsv(project(), embargoed, [lower11], dates, audience)],
  [
    'a present that cannot be read is before every embargo',
    'OSV_EMBARGO',
    () => renderOsv(project(), embargoed, [lower11], dates, { public: true, now: 'soon' }),
  ],
  [
    'a GIT range needs the address',
    'OSV_REPOSITORY',
    () => renderOsv(withoutRepository(), assessment(), [lower11], dates, audience),
  ],
  [
    'a short hash is not the address of a commit',
    'OSV_COMMIT',
    () => renderOsv(project(), assessment({ git: { introduced: [A], fixed: ['abc123'] } }), [lower11], dates, audience),
  ],
  [
    'nothing is affected',
    'OSV_NOTHING_AFFECTED',
    () => renderOsv(project(), assessment({ releases: [] }), [], dates, audience),
  ],
  [
    'a day and a half',
    'OSV_DATE',
    () => renderOsv(project(), assessment(), [lower11], { modified: '2030-03-02T12' }, audience),
  ],
  [
    'modified before it was published',
    'OSV_DATE',
    () => renderOsv(project(), assessment(), [lower11], { modified: '2029-01-01T00:00:00Z' }, audience),
  ],
  [
    'a bound that is no version',
    'VERSION_MALFORMED',
    () => renderOsv(project(), assessment(), [{ ...lower11, lower: 'x y' }], dates, audience),
  ],
]
for (const [why, code, run] of faults) {
  test(`${code}: ${why}`, () => {
    const result = run()
    assert.equal(result.ok ? 'a record' : result.fault.code, code)
  })
}

test('the embargo does not concern those who may know, and ends on its day', () => {
  assert(renderOsv(project(), embargoed, [lower11], dates, { public: false, now: '2030-03-02T10:00:00Z' }).ok)
  assert(renderOsv(project(), embargoed, [lower11], dates, { public: true, now: '2030-04-01T00:00:00Z' }).ok)
})

test('rendered and evaluated again, every release is what it was', () => {
  const status = fc.constantFrom<Status>('affected', 'affected', 'fixed', 'unaffected', 'unknown')
  const kinds: readonly [SchemeName, string, (i: number) => string][] = [
    ['python', 'PyPI', (i) => `3.${Math.floor(i / 4)}.${i % 4}${i % 3 === 0 ? 'rc1' : ''}`],
    ['semver', 'npm', (i) => `1.${i}.0`],
    ['deb', 'Debian', (i) => `1:${i}-1`],
    ['maven', 'Maven', (i) => `1.${i}`],
  ]
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(status, { minLength: 1, maxLength: 14 }), (kind, statuses) => {
      const [scheme, ecosystem, name] = kind
      fc.pre(statuses.includes('affected'))
      const of = project({ scheme, osv: { prefix: 'PSF', ecosystem, package: 'a' } })
      const line = statuses.map((each, i) => `${name(i)}:${each}`).join(' ')
      const from = assessment({ releases: releases(scheme, line) })
      const ranges = runsOf(statuses).map(([first, end]): Range => {
        const lower = first === 0 ? '0' : name(first)
        return {
          status: 'affected',
          lower,
          ...(end === statuses.length ? {} : { upper: name(end) }),
          provisional: false,
        }
      })
      const record = render(of, from, ranges)
      const released = from.releases.map(({ release }) => release.version.text)
      assert.deepEqual(contradictions(record, released), [])
      const { versions: _, ...entry } = record.affected![0]!
      for (const asked of [record, { ...record, affected: [entry] }]) {
        const answers = released.map((version) => affects(asked, { version }).answer)
        assert.deepEqual(
          answers,
          statuses.map((each) => (each === 'affected' ? 'affected' : 'unaffected')),
        )
      }
    }),
    { numRuns: 2000 },
  )
})

/** First index and the one behind the last of each stretch of affected ones. */
function runsOf(statuses: readonly Status[]): readonly (readonly [number, number])[] {
  const starts = statuses.flatMap((each, i) => (each === 'affected' && statuses[i - 1] !== 'affected' ? [i] : []))
  return starts.map((start) => {
    const end = statuses.findIndex((each, i) => i > start && each !== 'affected')
    return [start, end < 0 ? statuses.length : end] as const
  })
}

function example(name: string): [Project, Assessment, readonly Range[]] {
  const found = examples.find(([why]) => why === name)
  assert(found !== undefined, name)
  return [found[1], found[2], found[3]]
}

function semverProject(): Project {
  return project({ scheme: 'semver', osv: { prefix: 'LSF', ecosystem: 'npm', package: 'lantern' } })
}

function withoutRepository(): Project {
  const { repository: _, ...rest } = project()
  return rest
}

const ids: readonly [why: string, own: string, osv: string][] = [
  ['a registered prefix stays', 'PSF-2024-5', 'PSF-2024-5'],
  ['so does that of a CVE ID', 'CVE-2024-6232', 'CVE-2024-6232'],
  ['any other is marked as local, or the schema refuses it', 'LSF-2030-4', 'x_LSF-2030-4'],
  ['one that is marked already is not marked twice', 'x_LSF-2030-4', 'x_LSF-2030-4'],
  ['a registered prefix is a whole word', 'PSFX-2024-5', 'x_PSFX-2024-5'],
]
for (const [why, own, osv] of ids) {
  test(`osvIdOf: ${why}`, () => assert.equal(osvIdOf({ ...facts(), id: own }), osv))
}

test('a day is its first moment', () => {
  const record = renderOsv(project(), assessment(), [lower11], { modified: '2030-03-02' }, audience)
  assert(record.ok)
  assert.equal(record.value.modified, '2030-03-02T00:00:00Z')
})
