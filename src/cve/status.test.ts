import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AffectedProduct, affectedVersions, parseCveRecord, statusOf, type VersionEntry } from '#cve'
import { schemeNamed } from '#versions'
import { pseudoStatus } from './testdata/status.pseudo.ts'

const DATA = new URL('../../../shared/data/', import.meta.url)
const noData = existsSync(DATA) ? false : 'no ../shared/data'

function range(version: string, lessThan: string, versionType = 'python'): VersionEntry {
  return { version, status: 'affected', versionType, lessThan }
}
function upTo(version: string, lessThanOrEqual: string, versionType = 'python'): VersionEntry {
  return { version, status: 'affected', versionType, lessThanOrEqual }
}
function only(version: string, status: VersionEntry['status'] = 'affected'): VersionEntry {
  return { version, status }
}
/** A product whose `defaultStatus` is said, so that what is affected and what is not shows. */
function product(...versions: VersionEntry[]): AffectedProduct {
  return { product: 'P', defaultStatus: 'unaffected', versions }
}

type Row = readonly [why: string, product: AffectedProduct, answers: Readonly<Record<string, string>>]

function check(rows: readonly Row[], lenient: boolean): void {
  for (const [why, subject, answers] of rows) {
    test(`status${lenient ? ', lenient' : ''}: ${why}`, () => {
      for (const [version, expected] of Object.entries(answers)) {
        const { status, by } = statusOf(subject, version, { lenient })
        assert.equal(by.kind === 'undecidable' ? 'undecidable' : status, expected, version)
      }
    })
  }
}

// The traps of the format, by their numbers in ../shared/reference/cna.md 4.2. 11 to 14 are not about status.
const chain: VersionEntry = { ...range('3.12.0', '*'), changes: [{ at: '3.12.13', status: 'unaffected' }] }
const traps: readonly Row[] = [
  [
    '1: a chain of changes crosses branches',
    product(chain),
    { '3.12.12': 'affected', '3.12.13': 'unaffected', '3.13.0': 'unaffected' },
  ],
  [
    '1: one range for each branch does not',
    product(range('3.12.0', '3.12.13'), range('3.13.0', '3.13.4')),
    { '3.12.12': 'affected', '3.12.13': 'unaffected', '3.13.0': 'affected', '3.13.4': 'unaffected' },
  ],
  ['2: no default status is unknown', { versions: [range('1.0', '1.1')] }, { '1.0': 'affected', '1.1': 'unknown' }],
  [
    '2: affected by default but for one version',
    { defaultStatus: 'affected', versions: [only('2.0', 'unaffected')] },
    { '1.0': 'affected', '2.0': 'unaffected', '2.0.1': 'affected', '9': 'affected' },
  ],
  [
    '3: an unaffected range says nothing of what is before it',
    { versions: [{ ...range('1.2', '*'), status: 'unaffected' }] },
    { '1.1': 'unknown', '1.2': 'unaffected', '2': 'unaffected' },
  ],
  [
    '4: up to the last affected release leaves the builds behind it',
    product(upTo('3.13.0', '3.13.1')),
    { '3.13.1': 'affected', '3.13.1.post1': 'unaffected', '3.13.2rc1': 'unaffected', '3.13.2': 'unaffected' },
  ],
  ['5: a star as version is only a name', product(only('*')), { '*': 'affected', '1.0': 'unaffected' }],
  ['5: n/a is only a name', product(only('n/a')), { '1.0': 'unaffected' }],
  ['5: a range in words is only a name', product(only('< 3.9')), { '3.8': 'unaffected', '< 3.9': 'affected' }],
  ['5: two versions in one are only a name', product(only('1.2, 1.3')), { '1.2': 'unaffected' }],
  [
    '6: 3.10 is no semantic version',
    product(range('3.9.0', '3.10', 'semver')),
    { '3.9.5': 'undecidable', '3.8.0': 'unaffected' },
  ],
  ['6: v1.2.3 is no semantic version', product(range('1.0.0', '2.0.0', 'semver')), { 'v1.2.3': 'undecidable' }],
  [
    '6: custom has no order, only equality',
    product(range('1.0', '2.0', 'custom')),
    { '1.5': 'undecidable', '3.0': 'undecidable', '2.0': 'unaffected' },
  ],
  [
    '6: 3.14.0rc1 comes before 3.14.0',
    product(range('0', '3.14.0')),
    { '3.14.0rc1': 'affected', '3.14.0': 'unaffected' },
  ],
  [
    '7: a branch from its final release on leaves its pre-releases',
    product(range('3.14.0', '3.14.1')),
    { '3.14.0a1': 'unaffected', '3.14.0rc3': 'unaffected', '3.14.0': 'affected' },
  ],
  [
    '7: a branch from its first pre-release on does not',
    product(range('3.14.0a1', '3.14.1')),
    { '3.14.0a1': 'affected', '3.14.0rc3': 'affected', '3.14.0': 'affected' },
  ],
  [
    '8: an end-of-life branch bounded by the next',
    product(range('3.9.0', '3.10.0'), range('3.11.0', '3.11.4')),
    { '3.9.99': 'affected', '3.10.0': 'unaffected', '3.11.3': 'affected' },
  ],
  ['9: an empty range holds nothing', product(range('1.0', '1.0')), { '0.9': 'unaffected', '1.0': 'unaffected' }],
  [
    '9: nor does a reversed one',
    product(range('2.0', '1.0')),
    { '0.5': 'unaffected', '1.5': 'unaffected', '2.0': 'unaffected' },
  ],
  [
    '10: of overlapping entries the first wins',
    product({ ...range('1.4', '1.6'), status: 'unaffected' }, range('1.0', '2.0')),
    { '1.3': 'affected', '1.5': 'unaffected', '1.6': 'affected' },
  ],
]
check(traps, false)

check(
  [
    [
      'the lower bound is in the range, lessThan is not',
      product(range('1.0', '1.1')),
      { '1.0': 'affected', '1.1': 'unaffected' },
    ],
    ['lessThanOrEqual is in the range', product(upTo('1.0', '1.1')), { '1.1': 'affected', '1.1.1': 'unaffected' }],
    [
      '0 in a range is below every pre-release',
      product(range('0', '1.0')),
      { '0a1.dev0': 'affected', '0.0.1': 'affected' },
    ],
    ['0 alone is a version', product(only('0')), { '0': 'affected', '0.1': 'unaffected' }],
    ['a star is infinite', product(range('2.0', '*')), { '1.9': 'unaffected', '2.0': 'affected', '99999': 'affected' }],
    ['a star needs no order', product(range('0', '*', 'custom')), { 'any thing': 'affected' }],
    ['a star may be the greatest version too', product(upTo('2.0', '*')), { '3': 'affected' }],
    [
      '1.* is the end of the branch 1.x',
      product(range('1.2', '1.*')),
      { '1.2': 'affected', '1.999.1': 'affected', '2.0a1': 'unaffected', '2.0': 'unaffected' },
    ],
    [
      '1.* of semantic versions',
      product(range('1.2.0', '1.*', 'semver')),
      { '1.40.0': 'affected', '2.0.0-0': 'unaffected' },
    ],
    [
      '1.2.* of semantic versions',
      product(range('1.2.0', '1.2.*', 'semver')),
      { '1.2.9': 'affected', '1.3.0': 'unaffected' },
    ],
    [
      'equal versions of a type are one version',
      product({ ...only('1.0'), versionType: 'python' }),
      { '1.0.0': 'affected' },
    ],
    ['without a type only the same text is', product(only('1.0')), { '1.0.0': 'unaffected' }],
    [
      'changes are sorted first',
      product({
        ...range('1.0', '*'),
        changes: [
          { at: '1.10', status: 'unknown' },
          { at: '1.9', status: 'unaffected' },
        ],
      }),
      { '1.8': 'affected', '1.9': 'unaffected', '1.10': 'unknown', '2': 'unknown' },
    ],
    [
      'commits are equal or not',
      product(range('a'.repeat(40), 'b'.repeat(40), 'git')),
      { ['b'.repeat(40)]: 'unaffected', ['c'.repeat(40)]: 'undecidable' },
    ],
    ['the start of a range without order, up to infinity', product(range('abc', '*', 'custom')), { abc: 'affected' }],
    [
      'an entry that cannot be compared does no harm where all agree',
      { defaultStatus: 'affected', versions: [range('1.0', '2.0', 'custom')] },
      { '1.5': 'affected' },
    ],
    [
      'nor where a later entry says the same',
      product(range('abc', 'def', 'git'), range('1.0.0', '2.0.0', 'semver')),
      { '1.5.0': 'affected', '2.0.0': 'undecidable' },
    ],
    [
      'nor a change that cannot be compared and changes nothing',
      product({ ...range('1.0', '2.0'), changes: [{ at: 'soon', status: 'affected' }] }),
      { '1.5': 'affected' },
    ],
    [
      'a change that cannot be compared is undecidable',
      product({ ...range('1.0', '2.0'), changes: [{ at: 'soon', status: 'unaffected' }] }),
      { '0.9': 'unaffected', '1.5': 'undecidable' },
    ],
    [
      'both upper bounds are alternatives',
      product({ ...range('1.0', '1.2'), lessThanOrEqual: '1.4' }),
      { '1.4': 'affected' },
    ],
    ['types in capitals and by other names', product(range('1.0', '1.10', 'PEP440')), { '1.9': 'affected' }],
    ['Debian versions', product(range('0', '1.2-3', 'dpkg')), { '1.2~rc1-1': 'affected', '1:0': 'unaffected' }],
    [
      'dates',
      product(range('2024-01-31', '2024-02-01', 'date')),
      { '2024-01-31': 'affected', '2024-02-01': 'unaffected' },
    ],
    ['a product with nothing but a default', { defaultStatus: 'affected' }, { '1': 'affected' }],
  ],
  false,
)

check(
  [
    [
      'custom versions in dotted order',
      product(range('1.9', '1.10', 'custom')),
      { '1.9.4': 'affected', '1.10': 'unaffected' },
    ],
    ['a type without a name', product({ version: '1.0', status: 'affected', lessThan: '2.0' }), { '1.5': 'affected' }],
    ['3.10 as semver', product(range('3.9', '3.10', 'semver')), { '3.9.5': 'affected', '3.10': 'unaffected' }],
    [
      "OpenSSL's letters",
      product(range('1.0.2', '1.0.2zk', 'custom')),
      { '1.0.2': 'affected', '1.0.2zj': 'affected', '1.0.2zk': 'unaffected' },
    ],
    [
      'a range of GitHub',
      product(only('>= 2.0.0, < 2.0.6')),
      { '2.0.5': 'affected', '2.0.6': 'unaffected', '1.9': 'unaffected' },
    ],
    [
      'a range of GitHub with a pre-release',
      product(only('< 2.0.0-next.193')),
      { '2.0.0-next.192': 'affected', '2.0.0': 'unaffected' },
    ],
    ['a name stays a name', product(only('n/a')), { '1.0': 'unaffected' }],
    ['what no order reads stays undecidable', product(range('summer', 'winter', 'custom')), { autumn: 'undecidable' }],
  ],
  true,
)

test('the answer names the entry and the change that decided', () => {
  const subject = product(range('1.0', '1.1'), {
    ...range('2.0', '*'),
    changes: [
      { at: '2.5', status: 'unknown' },
      { at: '2.3', status: 'unaffected' },
    ],
  })
  assert.deepEqual(statusOf(subject, '1.0').by, { kind: 'entry', entry: 0 })
  assert.deepEqual(statusOf(subject, '2.2').by, { kind: 'entry', entry: 1 })
  assert.deepEqual(statusOf(subject, '2.4').by, { kind: 'change', entry: 1, change: 1 })
  assert.deepEqual(statusOf(subject, '2.6').by, { kind: 'change', entry: 1, change: 0 })
  assert.deepEqual(statusOf(subject, '1.5').by, { kind: 'default' })
})

test('the answer names the later entries that say otherwise', () => {
  const subject = product({ ...range('1.4', '1.6'), status: 'unaffected' }, range('1.0', '2.0'), {
    ...range('1.0', '1.5'),
    status: 'unaffected',
  })
  assert.deepEqual(statusOf(subject, '1.4').overruled, [1])
  assert.deepEqual(statusOf(subject, '1.2').overruled, [2])
  assert.deepEqual(statusOf(subject, '1.7').overruled, [])
})

test('the reason of an undecidable answer', () => {
  const reasons = [
    [range('1.0', '2.0', 'custom'), '1.5', 'versions of this type have no order that is known'],
    [range('a', 'b', 'git'), 'c', 'only the repository knows which of two commits comes first'],
    [range('1.0.0', '2.0', 'semver'), '1.5.0', '"2.0" cannot be compared under Semantic Versioning 2.0.0'],
    [range('1.0.0', '2.0.0', 'semver'), 'v1', '"v1" cannot be compared under Semantic Versioning 2.0.0'],
  ] as const
  for (const [entry, version, reason] of reasons) {
    assert.deepEqual(statusOf(product(entry), version).by, { kind: 'undecidable', entry: 0, reason })
  }
})

// Versions whose equality is that of their texts, so that the literal `==` of the format and that of the type agree.
const SUFFIXES = { python: ['', 'a1', 'rc2'], semver: ['', '-alpha.1', '-rc.2'], dotted: ['', '-alpha1', '-rc2'] }

for (const type of ['python', 'semver', 'dotted'] as const) {
  const named = schemeNamed(type)
  assert(named.ok)
  const scheme = named.value
  const compare = (a: string, b: string): number => {
    const [left, right] = [scheme.parse(a), scheme.parse(b)]
    assert(left.ok && right.ok)
    return scheme.compare(left.value, right.value)!
  }

  const number = fc.integer({ min: 0, max: 3 })
  const version = fc
    .tuple(number, number, number, fc.constantFrom(...SUFFIXES[type]))
    .map(([a, b, c, suffix]) => `${a}.${b}.${c}${suffix}`)
  const upper = fc.oneof(
    { weight: 6, arbitrary: version },
    { weight: 1, arbitrary: fc.constant('*') },
    {
      weight: 2,
      arbitrary: fc.oneof(
        number.map((a) => `${a}.*`),
        fc.tuple(number, number).map(([a, b]) => `${a}.${b}.*`),
      ),
    },
  )
  const status = fc.constantFrom('affected', 'unaffected', 'unknown')
  const changes = fc.array(fc.record({ at: version, status }), { maxLength: 4 })
  const entry: fc.Arbitrary<VersionEntry> = fc.oneof(
    fc.record({ version, status }),
    fc.record({ version, status, versionType: fc.constant(type) }),
    fc.record({
      version: fc.oneof(version, fc.constant('0')),
      status,
      versionType: fc.constant(type),
      lessThan: upper,
      changes,
    }),
    fc.record({ version, status, versionType: fc.constant(type), lessThanOrEqual: upper, changes }),
  )
  const products = fc.record(
    { versions: fc.array(entry, { maxLength: 6 }), defaultStatus: status },
    { requiredKeys: ['versions'] },
  ) as fc.Arbitrary<AffectedProduct>

  test(`the algorithm of the format, written down literally, says the same of ${type} versions`, () => {
    fc.assert(
      fc.property(products, fc.array(version, { minLength: 1, maxLength: 6 }), (subject, versions) => {
        for (const each of versions) {
          const { status, by, overruled } = statusOf(subject, each)
          assert.equal(status, pseudoStatus(subject, each, compare))
          assert.notEqual(by.kind, 'undecidable')
          // Whatever is not overruled may go first without changing the answer.
          for (const [i, other] of (subject.versions ?? []).entries()) {
            const first = { ...subject, versions: [other, ...(subject.versions ?? [])] }
            const differs = pseudoStatus(first, each, compare) !== status
            assert.equal(overruled.includes(i), differs, `entry ${i}`)
          }
        }
      }),
      { numRuns: 2500 },
    )
  })
}

test('CVE-2024-7264 lists 95 releases of curl one by one', { skip: noData }, () => {
  const record = parseCveRecord(readFileSync(new URL('cve5/osvdev/CVE-2024-7264.json', DATA), 'utf8'))
  assert(record.ok)
  const listed = record.value.containers.cna.affected?.[0]?.versions ?? []
  assert.equal(listed.length, 95)
  const releases = listed.map(({ version }) => version)
  for (const { version, answers } of affectedVersions(record.value, releases)) {
    assert.equal(answers[0]?.status, 'affected', version)
  }
  const others = affectedVersions(record.value, ['7.31.0', '7.32.0', '7.32.1', '8.8.0', '8.9.0', '8.9.1', '8.10.0'])
  assert.deepEqual(
    others.map(({ version, answers }) => [version, answers[0]?.status]),
    [
      ['7.31.0', 'unaffected'],
      ['7.32.0', 'affected'],
      ['7.32.1', 'unaffected'], // never released
      ['8.8.0', 'affected'],
      ['8.9.0', 'affected'],
      ['8.9.1', 'unaffected'],
      ['8.10.0', 'unaffected'],
    ],
  )
})

test('a table of versions has an answer for each product', () => {
  const rows = affectedVersions(
    {
      dataType: 'CVE_RECORD',
      dataVersion: '5.2.0',
      cveMetadata: { cveId: 'CVE-2030-10421' },
      containers: { cna: { affected: [product(only('1')), { defaultStatus: 'affected' }] } },
    },
    ['1', '2'],
  )
  assert.deepEqual(
    rows.map(({ version, answers }) => [version, ...answers.map(({ status }) => status)]),
    [
      ['1', 'affected', 'affected'],
      ['2', 'unaffected', 'affected'],
    ],
  )
})
