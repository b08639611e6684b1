import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '#fault'
import { isDay } from './day.ts'
import { parseProject } from './parse.ts'
import { WHOLE_TAGS } from './whole-tags.ts'

const WHOLE = `steward: 1
project: lantern
title: Lantern
foundation:
  short-name: LSF
  org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61
  name: Lantern Software Foundation
  contact: security@lantern.example
  scope: Lantern and its plug-ins
  policy: https://lantern.example/security
  advisories: https://lantern.example/advisories
repository: https://git.example/lantern//
clone: ../lantern
scheme: python
tags:
  - lantern-(version)
  - match: LANTERN_(version)-final
    separator: _
ignore-tags: [nightly, 'website-*']
series-numbers: 2
branches:
  - { name: '3.13', series: '3.13', ref: release/3.13, lifecycle: security, end-of-life: 2029-10-31, next: 3.13.9 }
  - name: '3.14'
  - { name: main, series: '3.15', lifecycle: prerelease }
releases:
  - { version: 3.9.4, date: 2024-05-02, commit: 6ceb8aeda504 }
  - { version: 3.12.11, source-only: true, yanked: broken }
bounds: final
product:
  vendor: LSF
  product: Lantern
  package-name: lantern
  collection-url: https://packages.example
  purl: pkg:pypi/Lantern
  cpes: ['cpe:2.3:a:lantern:lantern:*:*:*:*:*:*:*:*']
  modules: [lantern.clean]
  platforms: [Linux]
osv: { prefix: LSF, ecosystem: PyPI, package: lantern }
template:
  discovery: EXTERNAL
  version-type: python
  credits: [{ name: Jo Ardal, type: coordinator }]
  references: [{ url: 'https://lantern.example/advisories', tags: [vendor-advisory] }]
streams: [{ name: releases, series: '3.13', identity: rm@lantern.example, issuer: 'https://accounts.example' }]
outputs: { facts: facts, cve: out/cve, osv: out/osv }
lint: { rules: { STW305: { level: off, reason: scored elsewhere } } }
x-ours: anything
`

test('every field of steward.yaml', () => {
  const read = parseProject(WHOLE, 'steward.yaml')
  assert(read.ok, JSON.stringify(read))
  assert.deepEqual(read.value, {
    project: 'lantern',
    title: 'Lantern',
    foundation: {
      shortName: 'LSF',
      orgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61',
      name: 'Lantern Software Foundation',
      contact: 'security@lantern.example',
      scope: 'Lantern and its plug-ins',
      policy: 'https://lantern.example/security',
      advisories: 'https://lantern.example/advisories',
    },
    repository: 'https://git.example/lantern',
    clone: '../lantern',
    scheme: 'python',
    tags: [
      { prefix: 'lantern-', suffix: '', separator: '.' },
      { prefix: 'LANTERN_', suffix: '-final', separator: '_' },
    ],
    ignoreTags: ['nightly', 'website-*'],
    seriesNumbers: 2,
    branches: [
      {
        name: '3.13',
        series: '3.13',
        ref: 'release/3.13',
        lifecycle: 'security',
        endOfLife: '2029-10-31',
        next: '3.13.9',
      },
      { name: '3.14', series: '3.14', ref: '3.14', lifecycle: 'bugfix' },
      { name: 'main', series: '3.15', ref: 'main', lifecycle: 'prerelease' },
    ],
    releases: [
      { version: '3.9.4', date: '2024-05-02', commit: '6ceb8aeda504' },
      { version: '3.12.11', sourceOnly: true, yanked: 'broken' },
    ],
    bounds: 'final',
    product: {
      vendor: 'LSF',
      product: 'Lantern',
      packageName: 'lantern',
      collectionUrl: 'https://packages.example',
      purl: 'pkg:pypi/lantern',
      cpes: ['cpe:2.3:a:lantern:lantern:*:*:*:*:*:*:*:*'],
      modules: ['lantern.clean'],
      platforms: ['Linux'],
    },
    osv: { prefix: 'LSF', ecosystem: 'PyPI', package: 'lantern' },
    template: {
      discovery: 'EXTERNAL',
      versionType: 'python',
      credits: [{ name: 'Jo Ardal', type: 'coordinator' }],
      references: [{ url: 'https://lantern.example/advisories', tags: ['vendor-advisory'] }],
    },
    streams: [{ name: 'releases', series: '3.13', identity: 'rm@lantern.example', issuer: 'https://accounts.example' }],
    outputs: { facts: 'facts', cve: 'out/cve', osv: 'out/osv' },
    lint: { rules: [{ rule: 'STW305', level: 'off', reason: 'scored elsewhere' }], waivers: [] },
  })
})

const LEAST = `steward: 1
project: lantern
scheme: python
tags: [v(version)]
product: { vendor: LSF, product: Lantern }
osv: { prefix: LSF }
`

test('the least that steward.yaml says, and what holds then', () => {
  const read = parseProject(LEAST, 'steward.yaml')
  assert(read.ok)
  const { product: _p, osv: _o, project: _n, scheme: _s, tags: _t, ...rest } = WHOLE_TAGS
  assert.deepEqual(read.value, {
    ...rest,
    title: 'lantern',
    project: 'lantern',
    scheme: 'python',
    tags: [{ prefix: 'v', suffix: '', separator: '.' }],
    product: { vendor: 'LSF', product: 'Lantern' },
    osv: { prefix: 'LSF' },
  })
})

test('where all releases are in one line, the one branch has them', () => {
  const read = parseProject(`${LEAST}series-numbers: 0\nbranches: [{ name: main, next: 1.5.0 }]\n`, 'steward.yaml')
  assert(read.ok, JSON.stringify(read))
  assert.equal(read.value.branches[0]?.series, '')
})

test('a scheme without an order has no series, and any number of branches', () => {
  const text = LEAST.replace('python', 'custom')
  const read = parseProject(`${text}branches: [{ name: main, series: '3' }, { name: next }]\n`, 'steward.yaml')
  assert(read.ok, JSON.stringify(read))
  assert.deepEqual(
    read.value.branches.map(({ series }) => series),
    ['', ''],
  )
})

/** One wrong line: [why, the line, code, what the message says]. It replaces the line of that field, or comes last. */
const wrong: readonly [why: string, line: string, code: string, message: RegExp][] = [
  ['another format', 'steward: 2', 'SHAPE_TYPE', /expected 1/],
  ['a name with a blank', 'project: my project', 'SHAPE_VALUE', /must be a short name/],
  ['a foundation without an organisation', 'foundation: { short-name: LSF }', 'SHAPE_MISSING', /org-id/],
  ['an organisation that is no UUID', 'foundation: { short-name: LSF, org-id: LSF }', 'SHAPE_VALUE', /must be a UUID/],
  [
    'a UUID of another version',
    'foundation: { short-name: LSF, org-id: 3f1b9c52-6a0d-1c1e-9d2a-5b7f0c8e4a61 }',
    'SHAPE_VALUE',
    /must be a UUID/,
  ],
  [
    'advisories that are no address',
    'foundation: { short-name: L, org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61, advisories: lantern.example }',
    'URL_MALFORMED',
    /lantern\.example/,
  ],
  ['a repository on this machine', 'repository: /srv/git/lantern', 'SHAPE_VALUE', /must be an address/],
  ['a scheme', 'scheme: pyton', 'VERSION_SCHEME_UNKNOWN', /pyton/],
  ['no tag rule', 'tags: []', 'PROJECT_NO_TAG_RULE', /no tag would be a release/],
  ['a tag rule without a place', 'tags: [v*]', 'TAG_RULE_MALFORMED', /must have \(version\) once/],
  ['a tag rule with two places', "tags: ['(version)-(version)']", 'TAG_RULE_MALFORMED', /must have \(version\) once/],
  ['an empty separator', "tags: [{ match: v(version), separator: '' }]", 'SHAPE_VALUE', /must not be empty/],
  [
    'too many tag rules',
    `tags: [${Array.from({ length: 33 }, () => 'v(version)').join(', ')}]`,
    'SHAPE_TOO_MANY',
    /at most 32/,
  ],
  ['series of seven numbers', 'series-numbers: 7', 'SHAPE_VALUE', /from 0 to 6/],
  ['series of half a number', "series-numbers: '2'", 'SHAPE_TYPE', /whole number/],
  ['a lifecycle', "branches: [{ name: '3', lifecycle: eol }]", 'SHAPE_WORD', /end-of-life/],
  ['an end on no day', "branches: [{ name: '3', end-of-life: 2030-02-30 }]", 'SHAPE_VALUE', /must be a date/],
  ['a next release that is no version', "branches: [{ name: '3.9', next: soon }]", 'VERSION_MALFORMED', /soon/],
  [
    'a next release of another series',
    "branches: [{ name: '3.9', next: 3.10.1 }]",
    'PROJECT_NEXT_SERIES',
    /series "3\.9", and 3\.10\.1 is one of "3\.10"/,
  ],
  [
    'a next release of a branch without a series',
    'branches: [{ name: main, next: 3.15.0a1 }]',
    'PROJECT_NEXT_SERIES',
    /series "main"/,
  ],
  [
    'two branches of one name',
    "branches: [{ name: a, series: '1' }, { name: a, series: '2' }]",
    'PROJECT_TWICE',
    /the name "a" stands twice/,
  ],
  [
    'two branches of one series',
    "branches: [{ name: a, series: '1' }, { name: b, series: '1' }]",
    'PROJECT_TWICE',
    /the series "1" stands twice/,
  ],
  ['a release that is no version', 'releases: [{ version: three }]', 'VERSION_MALFORMED', /three/],
  [
    'a release twice',
    'releases: [{ version: 3.1.0 }, { version: 3.1.0 }]',
    'PROJECT_TWICE',
    /the version "3\.1\.0" stands twice/,
  ],
  [
    'a release twice in two spellings',
    "releases: [{ version: 3.1.0 }, { version: 'v3.1.0.0' }]",
    'PROJECT_TWICE',
    /the version "v3\.1\.0\.0" stands twice/,
  ],
  ['a release on no day', 'releases: [{ version: 3.1.0, date: 2030-02-29 }]', 'SHAPE_VALUE', /must be a date/],
  ['bounds', 'bounds: exact', 'SHAPE_WORD', /first-prerelease, final/],
  ['a product without a vendor', 'product: { product: Lantern }', 'SHAPE_MISSING', /vendor/],
  [
    'a package URL with a version',
    "product: { vendor: L, product: L, purl: 'pkg:pypi/lantern@1' }",
    'PURL_VERSION_FORBIDDEN',
    /version/,
  ],
  ['a CPE', 'product: { vendor: L, product: L, cpes: [lantern] }', 'CPE_MALFORMED', /lantern/],
  ['a prefix in small letters', 'osv: { prefix: lsf }', 'SHAPE_VALUE', /must be capitals and digits/],
  [
    'an ecosystem without a package',
    'osv: { prefix: LSF, ecosystem: PyPI }',
    'PROJECT_PACKAGE_HALF',
    /belong together/,
  ],
  [
    'a package without an ecosystem',
    'osv: { prefix: LSF, package: lantern }',
    'PROJECT_PACKAGE_HALF',
    /belong together/,
  ],
  ['a discovery', 'template: { discovery: external }', 'SHAPE_WORD', /EXTERNAL/],
  ['a stream without an issuer', 'streams: [{ name: a, identity: b }]', 'SHAPE_MISSING', /issuer/],
  ['a folder above', 'outputs: { facts: ../facts }', 'SHAPE_VALUE', /must be a folder below/],
  ['a folder elsewhere', 'outputs: { cve: /tmp }', 'SHAPE_VALUE', /must be a folder below/],
  ['a folder of Windows', "outputs: { osv: '..\\osv' }", 'SHAPE_VALUE', /must be a folder below/],
  ['a field that nobody knows', 'brances: []', 'SHAPE_UNKNOWN_FIELD', /brances/],
  ['a version that YAML takes for a number', 'branches: [{ name: 3.10 }]', 'YAML_NUMBER', /3\.10/],
]

for (const [why, line, code, message] of wrong) {
  test(`refused with its line: ${why}`, () => {
    const field = line.slice(0, line.indexOf(':'))
    const lines = LEAST.trimEnd().split('\n')
    const own = lines.findIndex((each) => each.startsWith(`${field}:`))
    if (own >= 0) lines[own] = line
    else lines.push(line)
    const read = parseProject(`${lines.join('\n')}\n`, 'steward.yaml')
    assert(!read.ok, 'it was read')
    const found = faultsOf(read.fault).find((fault) => fault.code === code)
    assert(found !== undefined, JSON.stringify(read.fault))
    assert.match(found.message, message)
    assert.deepEqual([found.place?.source, found.place?.line], ['steward.yaml', own >= 0 ? own + 1 : lines.length])
  })
}

test('the place is that of the second one', () => {
  const read = parseProject(`${LEAST}releases:\n  - version: 3.1.0\n  - version: 3.1.0\n`, 'steward.yaml')
  assert(!read.ok)
  assert.deepEqual([read.fault.at, read.fault.place?.line], ['/releases/1/version', 9])
})

test('ten thousand releases are looked through once', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `  - { version: 1.${i} }`).join('\n')
  const started = performance.now()
  assert(parseProject(`${LEAST}releases:\n${many.replaceAll(/1\.\d+/g, "'$&'")}\n`, 'steward.yaml').ok)
  assert(performance.now() - started < 5000)
})

for (const [text, expected] of [
  ['2030-03-01', true],
  ['2028-02-29', true],
  ['2030-02-29', false],
  ['2030-02-30', false],
  ['2030-04-31', false],
  ['2030-13-01', false],
  ['2030-00-01', false],
  ['2030-01-00', false],
  ['2030-1-1', false],
  ['+2030-01-01', false],
  ['2030-01-01T00:00:00Z', false],
  ['', false],
] as const) {
  test(`a day: ${JSON.stringify(text)} ${expected ? 'is one' : 'is none'}`, () => assert.equal(isDay(text), expected))
}
