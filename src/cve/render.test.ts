import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import { diffCve, parseCveRecord, renderCnaContainer, renderCveRecord, statusOf } from '#cve'
import { type CvssVector, parseCvss, scoreCvss } from '#cvss'
import { faultsOf, type Result } from '#fault'
import { writeJson } from '#json'
import type { Project } from '#project'
import { type SchemeName, schemeNamed } from '#versions'
import type { Assessment, Range, Vulnerability } from '#vulnerability'
import { assessed, FACTS, LANTERN, ranges } from './testdata/sample-facts.ts'

const DATA = new URL('../../../shared/data/', import.meta.url)
const SCHEMA = new URL('schemas/cve-5.2.0/CVE_Record_Format_bundled.json', DATA)
const noData = existsSync(DATA) ? false : 'no ../shared/data'

const HASH = '6ceb8aeda504b4a3d8f86e7eaaf6c2d1a1b9c001'
const DATES = { reserved: '2030-01-30T09:00:00Z', published: '2030-02-11T14:00:00Z', updated: '2030-02-12T08:00:00.5Z' }

function must<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? '' : JSON.stringify(result.fault))
  return result.value
}

function vectors(...texts: readonly string[]): readonly CvssVector[] {
  return texts.map((text) => must(parseCvss(text)))
}

const full: Vulnerability = {
  ...FACTS,
  workarounds: 'Set `TMPDIR` to a directory of your own.',
  weaknesses: ['CWE-59', 'CWE-367'],
  severity: vectors('CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:H/SC:L/SI:L/SA:N'),
  references: [
    { url: 'https://lists.example/announce/7', tags: ['vendor-advisory', 'mailing-list'], name: 'Announcement' },
    { url: `https://git.example/lantern/commit/${HASH}`, tags: ['issue-tracking'] },
    { url: 'https://git.example/lantern/issues/9', tags: [] },
  ],
  credits: [
    { name: 'Ada Finder', type: 'finder', consent: true },
    { name: 'Someone Shy', type: 'reporter', consent: false },
  ],
  timeline: [
    { date: '2030-01-29', event: 'reported' },
    { date: '2030-02-11T14:00:00Z', event: 'published' },
  ],
  modules: ['tempfile'],
  platforms: ['Linux'],
}

test('a whole record, field by field in the order of the schema', () => {
  const project: Project = {
    ...LANTERN,
    product: {
      ...LANTERN.product,
      packageName: 'lantern',
      collectionUrl: 'https://packages.example',
      purl: 'pkg:generic/lantern',
      cpes: ['cpe:2.3:a:lantern:lantern:*:*:*:*:*:*:*:*'],
      modules: ['all of it'],
    },
    template: { discovery: 'EXTERNAL' },
  }
  const blocks: readonly Range[] = [
    { status: 'affected', lower: '3.12.0a1', upper: '3.13.0a1', provisional: false },
    { status: 'unknown', lower: '3.13.0a1', upper: '3.13.9', provisional: true },
    { status: 'affected', lower: '3.14.0a1', provisional: false },
  ]
  const record = must(renderCveRecord(project, assessed(full, [], [HASH]), blocks, DATES))
  const expected = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.2.0',
    cveMetadata: {
      cveId: 'CVE-2030-10421',
      assignerOrgId: '5f0f6a2e-5c1b-4c53-9c3e-0d5a2f1b7e90',
      assignerShortName: 'lantern',
      dateUpdated: '2030-02-12T08:00:00.5Z',
      dateReserved: '2030-01-30T09:00:00Z',
      datePublished: '2030-02-11T14:00:00Z',
      state: 'PUBLISHED',
    },
    containers: {
      cna: {
        providerMetadata: {
          orgId: '5f0f6a2e-5c1b-4c53-9c3e-0d5a2f1b7e90',
          shortName: 'lantern',
          dateUpdated: '2030-02-12T08:00:00.5Z',
        },
        title: 'Link followed while removing a temporary directory',
        descriptions: [
          {
            lang: 'en',
            value: 'Removing a temporary directory follows symbolic links in it.',
            supportingMedia: [
              {
                type: 'text/html',
                base64: false,
                value: '<p>Removing a temporary directory follows <em>symbolic links</em> in it.</p>',
              },
            ],
          },
        ],
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'Lantern',
            collectionURL: 'https://packages.example',
            packageName: 'lantern',
            cpes: ['cpe:2.3:a:lantern:lantern:*:*:*:*:*:*:*:*'],
            modules: ['tempfile'],
            platforms: ['Linux'],
            repo: 'https://git.example/lantern.git',
            defaultStatus: 'unaffected',
            versions: [
              { version: '3.12.0a1', status: 'affected', versionType: 'python', lessThan: '3.13.0a1' },
              { version: '3.13.0a1', status: 'unknown', versionType: 'python', lessThan: '3.13.9' },
              { version: '3.14.0a1', status: 'affected', versionType: 'python', lessThan: '*' },
            ],
            packageURL: 'pkg:generic/lantern',
          },
        ],
        problemTypes: [
          {
            descriptions: [
              {
                lang: 'en',
                description: "CWE-59: Improper Link Resolution Before File Access ('Link Following')",
                cweId: 'CWE-59',
                type: 'CWE',
              },
            ],
          },
          {
            descriptions: [
              {
                lang: 'en',
                description: 'CWE-367: Time-of-check Time-of-use (TOCTOU) Race Condition',
                cweId: 'CWE-367',
                type: 'CWE',
              },
            ],
          },
        ],
        references: [
          { url: `https://git.example/lantern/commit/${HASH}`, tags: ['patch', 'issue-tracking'] },
          {
            url: 'https://lists.example/announce/7',
            name: 'Announcement',
            tags: ['vendor-advisory', 'mailing-list'],
          },
          { url: 'https://git.example/lantern/issues/9' },
        ],
        metrics: [
          {
            format: 'CVSS',
            scenarios: [{ lang: 'en', value: 'GENERAL' }],
            cvssV4_0: {
              version: '4.0',
              vectorString: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:H/SC:L/SI:L/SA:N',
              baseScore: 7, // as the calculator of the specification has it
              baseSeverity: 'HIGH',
              attackVector: 'LOCAL',
              attackComplexity: 'LOW',
              attackRequirements: 'NONE',
              privilegesRequired: 'NONE',
              userInteraction: 'NONE',
              vulnConfidentialityImpact: 'NONE',
              vulnIntegrityImpact: 'HIGH',
              vulnAvailabilityImpact: 'HIGH',
              subConfidentialityImpact: 'LOW',
              subIntegrityImpact: 'LOW',
              subAvailabilityImpact: 'NONE',
            },
          },
        ],
        workarounds: [
          {
            lang: 'en',
            value: 'Set TMPDIR to a directory of your own.',
            supportingMedia: [
              {
                type: 'text/html',
                base64: false,
                value: '<p>Set <code>TMPDIR</code> to a directory of your own.</p>',
              },
            ],
          },
        ],
        timeline: [
          { time: '2030-01-29T00:00:00Z', lang: 'en', value: 'reported' },
          { time: '2030-02-11T14:00:00Z', lang: 'en', value: 'published' },
        ],
        credits: [{ lang: 'en', value: 'Ada Finder', type: 'finder' }],
        source: { discovery: 'EXTERNAL' },
        x_generator: { engine: 'steward' },
      },
    },
  }
  assert.equal(writeJson(record), writeJson(expected))
})

const NAMED: Vulnerability = { ...FACTS, references: [{ url: 'https://lantern.example/4', tags: ['vendor-advisory'] }] }

// Every metric of every version that a vector may have, so that each field and each word of the schema is met.
const EVERY_METRIC = [
  'AV:A/AC:M/Au:S/C:P/I:N/A:C/E:POC/RL:OF/RC:UR/CDP:LM/TD:M/CR:L/IR:M/AR:H',
  'AV:N/AC:L/Au:N/C:N/I:N/A:N',
  'CVSS:3.0/AV:A/AC:H/PR:L/UI:R/S:C/C:L/I:H/A:N/E:P/RL:T/RC:R/CR:H/IR:M/AR:L/MAV:A/MAC:L/MPR:N/MUI:N/MS:U/MC:H/MI:L/MA:N',
  'CVSS:3.1/AV:A/AC:H/PR:L/UI:R/S:C/C:L/I:H/A:N/E:F/RL:O/RC:C/CR:H/IR:M/AR:L/MAV:A/MAC:L/MPR:N/MUI:N/MS:U/MC:H/MI:L/MA:N',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N',
  'CVSS:4.0/AV:A/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:L/SA:H/E:P/CR:H/IR:M/AR:L/MAV:A/MAC:H/MAT:N/MPR:L/MUI:A/MVC:N/MVI:N/MVA:L/MSC:N/MSI:S/MSA:N/S:N/AU:Y/R:I/V:C/RE:M/U:Amber',
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/MSI:N/S:P/AU:N/R:A/V:D/RE:L/U:Red',
]

const samples: readonly [what: string, project: Project, assessment: Assessment, ranges: readonly Range[]][] = [
  ['all fields', LANTERN, assessed(full, [], [HASH]), ranges(['0', '3.8.20'])],
  ['hardly a field', LANTERN, assessed(NAMED), ranges(['0', '1'])],
  ['no end', LANTERN, assessed(NAMED), ranges(['3.13.0a1'])],
  ['unknown only', LANTERN, assessed(NAMED), [{ status: 'unknown', lower: '0', upper: '2', provisional: false }]],
  [
    'no order',
    { ...LANTERN, scheme: 'custom' },
    assessed(
      NAMED,
      [
        ['Spring', 'affected'],
        ['Summer', 'unknown'],
        ['Autumn', 'fixed'],
      ],
      [],
      'custom',
    ),
    [],
  ],
  [
    '60 ranges',
    LANTERN,
    assessed(NAMED),
    ranges(...Array.from({ length: 60 }, (_, i) => [`3.${i}.0a1`, `3.${i}.4`] as const)),
  ],
  ['every CVSS metric', LANTERN, assessed({ ...NAMED, severity: vectors(...EVERY_METRIC) }), ranges(['0', '1'])],
  [
    'facts given twice',
    LANTERN,
    assessed(
      {
        ...full,
        severity: [...full.severity, ...full.severity],
        weaknesses: ['CWE-59', 'CWE-59'],
        credits: [...full.credits, ...full.credits],
        timeline: [...full.timeline, ...full.timeline],
        references: [...full.references, ...full.references],
        platforms: ['Linux', 'Linux'],
      },
      [],
      [HASH, HASH],
    ),
    ranges(['0', '1']),
  ],
  [
    'a rejected record',
    LANTERN,
    assessed({ ...FACTS, state: 'rejected', rejectedReason: 'Not a vulnerability: see **LSF-2030-3**.' }),
    [],
  ],
]

test('the official schema accepts what is rendered, and it comes back as it was', { skip: noData }, () => {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: fullFormats, unicodeRegExp: false })
  const accepts = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))
  for (const [what, project, assessment, blocks] of samples) {
    const record = must(renderCveRecord(project, assessment, blocks, DATES))
    assert(accepts(record), `${what}: ${JSON.stringify(accepts.errors?.slice(0, 5), undefined, 1)}`)
    const read = must(parseCveRecord(writeJson(record)))
    assert.deepEqual(read, record, what)
    assert.deepEqual(diffCve(read, record), [], what)
  }
  // The oracle can say no: a range without a type of versions.
  const [, project, assessment, blocks] = samples[1]!
  const { containers, ...rest } = must(renderCveRecord(project, assessment, blocks))
  const [product] = containers.cna.affected ?? []
  const versions = [{ version: '0', status: 'affected', lessThan: '1' }]
  assert(!accepts({ ...rest, containers: { cna: { ...containers.cna, affected: [{ ...product, versions }] } } }))
})

test('versions without an order stand alone', () => {
  const [, project, assessment, blocks] = samples.find(([what]) => what === 'no order')!
  const container = must(renderCnaContainer(project, assessment, blocks))
  assert.deepEqual(container.affected?.[0]?.versions, [
    { version: 'Spring', status: 'affected', versionType: 'custom' },
    { version: 'Summer', status: 'unknown', versionType: 'custom' },
  ])
})

test('the type of versions is that of the scheme, unless the template has its own', () => {
  const types = (['python', 'semver', 'dotted', 'openssl', 'maven', 'rpm', 'deb', 'gem'] as const).map((scheme) => {
    const container = must(renderCnaContainer({ ...LANTERN, scheme }, assessed(NAMED), ranges(['0', '1'])))
    return container.affected?.[0]?.versions?.[0]?.versionType
  })
  assert.deepEqual(types, ['python', 'semver', 'custom', 'custom', 'maven', 'rpm', 'deb', 'gem'])
  const curl: Project = { ...LANTERN, scheme: 'dotted', template: { versionType: 'semver' } }
  const container = must(renderCnaContainer(curl, assessed(NAMED), ranges(['0', '8.9.1'])))
  assert.equal(container.affected?.[0]?.versions?.[0]?.versionType, 'semver')
})

test('without a severity there are no metrics, without consent no credit', () => {
  const facts: Vulnerability = { ...NAMED, credits: [{ name: 'Someone Shy', type: 'finder', consent: false }] }
  const container = must(renderCnaContainer(LANTERN, assessed(facts), ranges(['0', '1'])))
  assert(!('metrics' in container))
  assert(!('credits' in container))
  assert(!writeJson(container).includes('Shy'))
})

test('the base score is that of the base metrics; other scores stand where their metrics do', () => {
  const [vector] = vectors('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O')
  const container = must(renderCnaContainer(LANTERN, assessed({ ...NAMED, severity: [vector!] }), ranges(['0', '1'])))
  const scores = scoreCvss(vector!)
  const object: object = container.metrics?.[0]?.cvssV3_1 ?? {}
  const given = Object.entries(object).filter(([field]) => /Score|Severity/.test(field))
  assert.deepEqual(given, [
    ['baseScore', 9.8],
    ['baseSeverity', 'CRITICAL'],
    ['temporalScore', scores.temporal],
    ['temporalSeverity', 'HIGH'],
  ])
})

test('the advisory is that of the facts, or the page of the foundation', () => {
  const own = must(renderCnaContainer(LANTERN, assessed(NAMED), ranges(['0', '1'])))
  assert.deepEqual(own.references, [{ url: 'https://lantern.example/4', tags: ['vendor-advisory'] }])
  const page = must(renderCnaContainer(LANTERN, assessed(FACTS), ranges(['0', '1'])))
  assert.deepEqual(page.references, [{ url: 'https://lantern.example/advisories/', tags: ['vendor-advisory'] }])
})

test('a fix in another repository is a patch there', () => {
  const facts: Vulnerability = {
    ...NAMED,
    fixes: [{ commits: [HASH], repository: 'https://git.example/lantern-for-windows' }],
  }
  const container = must(renderCnaContainer(LANTERN, assessed(facts, [], [HASH]), ranges(['0', '1'])))
  assert.deepEqual(container.references?.[0], {
    url: `https://git.example/lantern-for-windows/commit/${HASH}`,
    tags: ['patch'],
  })
  assert.equal(container.references?.length, 2)
})

test('a rejected record has its reason and nothing else', () => {
  const [, project, assessment] = samples.find(([what]) => what === 'a rejected record')!
  const record = must(renderCveRecord(project, assessment, [], DATES))
  assert.equal(record.cveMetadata.state, 'REJECTED')
  assert.deepEqual(Object.keys(record.containers.cna), ['providerMetadata', 'rejectedReasons', 'x_generator'])
  assert.equal(record.containers.cna.rejectedReasons?.[0]?.value, 'Not a vulnerability: see LSF-2030-3.')
})

const { foundation: _foundation, ...nobody } = LANTERN
const { cve: _cve, ...unnumbered } = NAMED
const affected = ranges(['0', '1'])
const faults: readonly [
  why: string,
  project: Project,
  facts: Vulnerability,
  ranges: readonly Range[],
  codes: string[],
][] = [
  ['no CVE ID', LANTERN, unnumbered, affected, ['CVE_NO_ID']],
  ['no organisation', nobody, NAMED, affected, ['CVE_NO_ORG']],
  ['no description', LANTERN, { ...NAMED, description: ' \n' }, affected, ['CVE_NO_DESCRIPTION']],
  ['a description too long', LANTERN, { ...NAMED, description: 'a '.repeat(2049) }, affected, ['CVE_TEXT']],
  ['a description longer as HTML', LANTERN, { ...NAMED, description: '&'.repeat(4000) }, affected, ['CVE_TEXT']],
  ['a description nested too deep', LANTERN, { ...NAMED, description: `${'- '.repeat(65)}a` }, affected, ['CVE_TEXT']],
  ['a title too long', LANTERN, { ...NAMED, title: 'a'.repeat(257) }, affected, ['CVE_TITLE_TOO_LONG']],
  ['nothing affected', LANTERN, NAMED, [], ['CVE_NOTHING_AFFECTED']],
  ['no date', LANTERN, { ...NAMED, timeline: [{ date: 'Easter', event: 'found' }] }, affected, ['CVE_DATE']],
  ['no such date', LANTERN, { ...NAMED, published: '2030-13-01T00:00:00Z' }, affected, ['CVE_DATE']],
  ['rejected without a reason', LANTERN, { ...NAMED, state: 'rejected' }, affected, ['CVE_NO_REASON']],
  ['a blank reason', LANTERN, { ...NAMED, state: 'rejected', rejectedReason: ' ' }, affected, ['CVE_NO_REASON']],
  ['a description of nothing', LANTERN, { ...NAMED, description: '***' }, affected, ['CVE_NO_DESCRIPTION']],
  [
    'an organisation without an ID',
    { ...LANTERN, foundation: { shortName: 'l', orgId: '' } },
    NAMED,
    affected,
    ['CVE_NO_ORG'],
  ],
  [
    'no reference',
    { ...LANTERN, foundation: { shortName: 'lantern', orgId: LANTERN.foundation!.orgId } },
    FACTS,
    affected,
    ['CVE_NO_REFERENCE'],
  ],
  [
    'too many references',
    LANTERN,
    {
      ...NAMED,
      references: Array.from({ length: 513 }, (_, i) => ({ url: `https://e.example/${i}`, tags: ['vendor-advisory'] })),
    },
    affected,
    ['CVE_TOO_MANY_REFERENCES'],
  ],
  [
    'all at once',
    nobody,
    { ...unnumbered, description: '' },
    [],
    ['CVE_NO_ORG', 'CVE_NO_DESCRIPTION', 'CVE_NOTHING_AFFECTED', 'CVE_NO_ID'],
  ],
]
for (const [why, project, facts, blocks, codes] of faults) {
  test(`rendering refuses ${why}`, () => {
    const record = renderCveRecord(project, assessed(facts), blocks)
    assert(!record.ok)
    assert.deepEqual(
      faultsOf(record.fault).map(({ code }) => code),
      codes,
    )
  })
}

test('an embargo holds against the public until it is over', () => {
  const facts: Vulnerability = { ...NAMED, embargo: '2030-02-11T15:00:00+01:00' }
  const at = (now: string): boolean => renderCveRecord(LANTERN, assessed(facts), affected, {}, { public: true, now }).ok
  assert.equal(at('2030-02-11T13:59:59Z'), false)
  assert.equal(at('2030-02-11T14:00:00Z'), true)
  assert.equal(at('some day'), false, 'a moment that cannot be read')
  assert.equal(renderCveRecord(LANTERN, assessed(facts), affected).ok, true, 'within the desk')

  const rejected = renderCnaContainer(
    LANTERN,
    assessed({ ...facts, state: 'rejected', rejectedReason: 'withdrawn' }),
    [],
    { public: true, now: '2030-01-01T00:00:00Z' },
  )
  assert(!rejected.ok)
  assert.deepEqual([rejected.fault.code, rejected.fault.kind], ['CVE_EMBARGOED', 'refused'])
})

test('what was under embargo became public at its end', () => {
  const embargo = '2030-02-11T14:00:00Z'
  const day = '2030-02-12T00:00:00Z'
  const rows: readonly [why: string, facts: Partial<Vulnerability>, now: string | undefined, at: string | undefined][] =
    [
      ['at its end', { embargo }, embargo, embargo],
      ['a day before, in a rehearsal', { embargo }, '2030-02-10T14:00:00Z', undefined],
      ['as it will be', { embargo }, undefined, embargo],
      ['a day', { embargo: '2030-02-11' }, day, '2030-02-11T00:00:00Z'],
      ['somebody knows better', { embargo, record: { datePublic: day } }, day, day],
      ['somebody says that nobody knows', { embargo, record: { datePublic: null } }, day, undefined],
      ['no embargo: nobody stated it', { published: embargo }, day, undefined],
    ]
  for (const [why, facts, now, at] of rows) {
    const audience = { public: false as const, ...(now !== undefined && { now }) }
    const { cna } = must(renderCveRecord(LANTERN, assessed({ ...NAMED, ...facts }), affected, {}, audience)).containers
    assert.equal(cna.datePublic, at, why)
  }
})

test('the published block of CVE-2024-6232 follows from its ranges', { skip: noData }, () => {
  const published = must(parseCveRecord(readFileSync(new URL('cve5/psf-history/CVE-2024-6232.3.json', DATA), 'utf8')))
  const cpython: Project = {
    ...LANTERN,
    repository: 'https://github.com/python/cpython',
    product: { vendor: 'Python Software Foundation', product: 'CPython' },
  }
  const container = must(
    renderCnaContainer(
      cpython,
      assessed(NAMED),
      ranges(
        ['0', '3.8.20'],
        ['3.9.0', '3.9.20'],
        ['3.10.0', '3.10.15'],
        ['3.11.0', '3.11.10'],
        ['3.12.0', '3.12.6'],
        ['3.13.0a1', '3.13.0rc2'],
      ),
    ),
  )
  assert.deepEqual(container.affected, published.containers.cna.affected)
})

for (const scheme of ['python', 'semver', 'dotted', 'custom'] as const satisfies readonly SchemeName[]) {
  test(`what is rendered of ${scheme} versions says of every release what was assessed`, () => {
    const statuses = fc.array(fc.constantFrom('affected', 'fixed', 'unaffected', 'unknown'), {
      minLength: 1,
      maxLength: 24,
    })
    fc.assert(
      fc.property(statuses, fc.boolean(), (given, beginning) => {
        const releases = given.map((status, i) => [versionNumber(scheme, i), status] as const)
        const blocks = runsOf(releases, beginning)
        const rendered = renderCveRecord({ ...LANTERN, scheme }, assessed(NAMED, releases, [], scheme), blocks)
        const isAffected = given.some((status) => status === 'affected' || status === 'unknown')
        assert.equal(rendered.ok, isAffected)
        if (!rendered.ok) return
        const [product] = must(parseCveRecord(writeJson(rendered.value))).containers.cna.affected ?? []
        for (const [version, status] of releases) {
          const expected = status === 'fixed' ? 'unaffected' : status
          const answer = statusOf(product!, version, { lenient: scheme === 'dotted' })
          assert.equal(answer.status, expected, version)
          assert.deepEqual(answer.overruled, [])
        }
      }),
      { numRuns: 500 },
    )
  })
}

/** The i-th of ascending versions: three series with pre-releases. */
function versionNumber(scheme: SchemeName, i: number): string {
  const [series, place] = [Math.floor(i / 8), i % 8]
  if (scheme === 'custom') return `release ${i}`
  if (place > 1) return `3.${series}.${place - 2}`
  return `3.${series}.0${{ python: 'rc', semver: '-rc.', dotted: '-rc' }[scheme as 'python']}${place + 1}`
}

/** The ranges of maximal runs, worked out anew: a change of status ends one and may start another. */
function runsOf(
  releases: readonly (readonly [version: string, status: string])[],
  beginning: boolean,
): readonly Range[] {
  const scheme = schemeNamed('python')
  assert(scheme.ok)
  const blocks: { status: 'affected' | 'unknown'; lower: string; upper?: string; provisional: boolean }[] = []
  let open = false
  for (const [i, [version, status]] of releases.entries()) {
    const last = blocks.at(-1)
    if (open && last !== undefined && last.status !== status) {
      last.upper = version
      open = false
    }
    if (!open && (status === 'affected' || status === 'unknown')) {
      blocks.push({ status, lower: i === 0 && beginning ? '0' : version, provisional: false })
      open = true
    }
  }
  return blocks
}
