import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AffectedProduct, type ProductStatus, statusReader, type VersionEntry } from '#cve'
import type { Json, JsonObject } from '#json'
import type { RecordExample } from '../rule.ts'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const single = (version: string, status = 'affected', versionType?: string): JsonObject => ({
  version,
  status,
  ...(versionType !== undefined && { versionType }),
})
const through = (lessThanOrEqual: string, version: string): JsonObject => ({
  version,
  status: 'affected',
  versionType: 'python',
  lessThanOrEqual,
})
const unaffected = (entry: JsonObject): JsonObject => ({ ...entry, status: 'unaffected' })
const AT = '/affected/0/versions'

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['one range for each branch', withVersions([before('3.12.13', '3.12.0'), before('3.13.9', '3.13.0')]), []],
  ['in any order of the list', withVersions([before('3.13.9', '3.13.0'), before('3.12.13', '3.12.0')]), []],
  ['neighbours touch, and share nothing', withVersions([before('3.12.13'), unaffected(before('*', '3.12.13'))]), []],
  [
    'a single version at an excluded end',
    withVersions([before('3.12.13'), single('3.12.13', 'unaffected', 'python')]),
    [],
  ],
  [
    'an empty range holds nothing to share',
    withVersions([before('3.13.9'), unaffected(before('3.12.0', '3.12.0'))]),
    [],
  ],
  ['two branches to their ends', withVersions([before('3.12.*', '3.12.0'), before('3.13.*', '3.13.0')]), []],
  [
    'nobody knows the order',
    withVersions([before('2.0', '1.0', 'custom'), unaffected(before('1.9', '1.1', 'custom'))]),
    [],
  ],
  [
    'two orders are not compared',
    withVersions([before('2.0.0', '1.0.0', 'semver'), unaffected(before('1.9', '1.1'))]),
    [],
  ],
  [
    'a chain and an entry after its end',
    withVersions([
      { ...before('3.12.13', '3.12.0'), changes: [{ at: '3.12.4', status: 'unaffected' }] },
      before('3.13.9', '3.13.0'),
    ]),
    [],
  ],

  [
    'the fixed versions inside of the affected ones',
    withVersions([before('*'), unaffected(before('*', '3.13.9'))]),
    [
      `${AT}/1 error "3.13.9" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`,
    ],
  ],
  [
    'the same the other way round, where the meaning is right by luck',
    withVersions([unaffected(before('*', '3.13.9')), before('*')]),
    [
      `${AT}/1 error "3.13.9" is in two entries: versions/0 says unaffected and wins as the first, this one says affected`,
    ],
  ],
  [
    'an exception',
    withVersions([before('3.13.9'), single('3.13.4', 'unaffected', 'python')]),
    [
      `${AT}/1 error "3.13.4" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`,
    ],
  ],
  [
    'both from the beginning',
    withVersions([before('3.13.9'), { ...before('3.12.0'), status: 'unknown' }]),
    [
      `${AT}/1 error the beginning of all versions is in two entries: versions/0 says affected and wins as the first, this one says unknown`,
    ],
  ],
  [
    'a single version at an included end',
    withVersions([
      { version: '3.13.0', lessThanOrEqual: '3.13.8', status: 'affected', versionType: 'python' },
      single('3.13.8', 'unaffected', 'python'),
    ]),
    [
      `${AT}/1 error "3.13.8" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`,
    ],
  ],
  [
    'one version in two spellings',
    withVersions([single('3.13', 'affected', 'python'), single('3.13.0', 'unknown', 'python')]),
    [`${AT}/1 error "3.13.0" is in two entries: versions/0 says affected and wins as the first, this one says unknown`],
  ],
  [
    'what a chain says later counts',
    withVersions([
      { ...before('*', '3.13.0'), changes: [{ at: '3.13.9', status: 'unaffected' }] },
      before('3.14.2', '3.14.0'),
    ]),
    [
      `${AT}/1 error "3.14.0" is in two entries: versions/0 says unaffected and wins as the first, this one says affected`,
    ],
  ],
  [
    'the same text under no order',
    withVersions([single('R16B03'), single('R16B03', 'unaffected')]),
    [
      `${AT}/1 error "R16B03" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`,
    ],
  ],
  [
    'the same range under no order',
    withVersions([before('2.0', '1.0', 'custom'), unaffected(before('2.0', '1.0', 'custom'))]),
    [`${AT}/1 error "1.0" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`],
  ],
  [
    'each that loses is told of once',
    withVersions([before('*'), unaffected(before('3.12.0', '3.11.9')), unaffected(before('*', '3.13.9'))]),
    [
      `${AT}/1 error "3.11.9" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`,
      `${AT}/2 error "3.13.9" is in two entries: versions/0 says affected and wins as the first, this one says unaffected`,
    ],
  ],

  [
    'two ranges that say the same',
    withVersions([before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4')]),
    [`${AT}/1 warning "3.12.4" is in two entries that say the same: versions/0 and this one`],
  ],
  [
    'a single version inside of a range',
    withVersions([single('3.13.4', 'affected', 'python'), before('3.13.9')]),
    [`${AT}/1 warning "3.13.4" is in two entries that say the same: versions/0 and this one`],
  ],
  [
    'an end that belongs to its range, and the start of the next',
    withVersions([through('3.12.13', '3.12.0'), before('3.13.9', '3.12.13')]),
    [`${AT}/1 warning "3.12.13" is in two entries that say the same: versions/0 and this one`],
  ],
  [
    'one range over two others: told of once, by the lowest',
    withVersions([through('3.10.9', '3.10.5'), through('3.12.5', '3.12.0'), before('3.13.0', '3.10.0')]),
    [`${AT}/2 warning "3.10.5" is in two entries that say the same: versions/0 and this one`],
  ],
  [
    'one range over the fixes of two branches',
    withVersions([before('3.10.9', '3.10.5'), before('3.12.5', '3.12.0'), before('3.13.0', '3.10.0')]),
    [
      `${AT}/0 error "3.10.9", where this range ends, is inside versions/2: it stays affected`,
      `${AT}/1 error "3.12.5", where this range ends, is inside versions/2: it stays affected`,
    ],
  ],
  [
    'where it also contradicts, that counts',
    withVersions([through('3.10.9', '3.10.5'), unaffected(before('3.12.5', '3.12.0')), before('3.13.0', '3.10.0')]),
    [
      `${AT}/2 error "3.12.0" is in two entries: versions/1 says unaffected and wins as the first, this one says affected`,
    ],
  ],
  ['an entry twice: the schema says so', withVersions([before('3.12.9'), before('3.12.9')]), []],

  [
    'the fixes of branches, without the starts of the branches',
    withVersions([before('4.25.8'), before('5.29.5'), before('6.31.1')]),
    [
      `${AT}/0 error "4.25.8", where this range ends, is inside versions/1: it stays affected`,
      `${AT}/1 error "5.29.5", where this range ends, is inside versions/2: it stays affected`,
    ],
  ],
  [
    'in whatever order',
    withVersions([before('5.29.5'), before('4.25.8')]),
    [`${AT}/1 error "4.25.8", where this range ends, is inside versions/0: it stays affected`],
  ],
  [
    'the fix of a branch, and a range without end',
    withVersions([before('4.25.8'), before('*')]),
    [`${AT}/0 error "4.25.8", where this range ends, is inside versions/1: it stays affected`],
  ],
  [
    'the fix of a branch, and the branch to its end',
    withVersions([before('4.25.8', '4.25.0'), before('4.25.*', '4.25.0')]),
    [`${AT}/1 warning "4.25.0" is in two entries that say the same: versions/0 and this one`],
  ],
  [
    'the last affected releases name no fix',
    withVersions([through('4.25.7', '0'), before('5.29.5')]),
    [`${AT}/1 warning the beginning of all versions is in two entries that say the same: versions/0 and this one`],
  ],
  [
    'a chain tells itself where its fixes are',
    withVersions([{ ...before('4.25.8'), changes: [{ at: '4.0.0', status: 'unknown' }] }, before('5.29.5')]),
    [`${AT}/1 error "4.0.0" is in two entries: versions/0 says unknown and wins as the first, this one says affected`],
  ],
  [
    'the end of a branch is the start of the next: one range too many, and no fix lost',
    withVersions([before('4.26.0'), before('5.29.5')]),
    [`${AT}/1 warning the beginning of all versions is in two entries that say the same: versions/0 and this one`],
  ],
]

for (const [why, example, lines] of cases) {
  test(`STW209: ${why}`, () => assert.deepEqual(linesOf('STW209', example), lines))
}

const fixes: readonly [why: string, versions: readonly JsonObject[], after: readonly JsonObject[]][] = [
  ['one range', [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4')], [before('3.12.13', '3.12.0')]],
  [
    'at the place of the first; others stay where they are',
    [before('3.13.9', '3.13.4'), before('3.9.0'), before('3.13.5', '3.13.0'), single('3.13.1', 'affected', 'python')],
    [before('3.13.9', '3.13.0'), before('3.9.0')],
  ],
  [
    'an included end, a single version at it',
    [
      single('3.13.8', 'affected', 'python'),
      { version: '3.13.0', status: 'affected', versionType: 'python', lessThanOrEqual: '3.13.8' },
    ],
    [{ version: '3.13.0', status: 'affected', versionType: 'python', lessThanOrEqual: '3.13.8' }],
  ],
  [
    'one version in two spellings',
    [single('3.13', 'affected', 'python'), single('3.13.0', 'affected', 'python')],
    [single('3.13', 'affected', 'python')],
  ],
  [
    'not where entries contradict each other: the order of the list decides there',
    [before('3.12.9', '3.12.0'), single('3.12.5', 'unaffected', 'python'), before('3.12.13', '3.12.4')],
    [before('3.12.9', '3.12.0'), single('3.12.5', 'unaffected', 'python'), before('3.12.13', '3.12.4')],
  ],
  [
    'not where entries contradict each other elsewhere',
    [
      before('3.12.9', '3.12.0'),
      before('3.12.13', '3.12.4'),
      before('3.14.0', '3.13.0'),
      single('3.13.4', 'unaffected', 'python'),
    ],
    [
      before('3.12.9', '3.12.0'),
      before('3.12.13', '3.12.4'),
      before('3.14.0', '3.13.0'),
      single('3.13.4', 'unaffected', 'python'),
    ],
  ],
  [
    'not where the end of a branch would be lost',
    [before('4.25.8'), before('5.29.5'), before('5.29.5', '5.29.0')],
    [before('4.25.8'), before('5.29.5'), before('5.29.5', '5.29.0')],
  ],
  [
    'not where one of them is a chain',
    [{ ...before('3.12.13', '3.12.0'), changes: [{ at: '3.12.4', status: 'unknown' }] }, before('3.12.3', '3.12.1')],
    [{ ...before('3.12.13', '3.12.0'), changes: [{ at: '3.12.4', status: 'unknown' }] }, before('3.12.3', '3.12.1')],
  ],
  [
    'not where two orders are mixed',
    [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4'), before('1.0.0', '0', 'semver')],
    [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4'), before('1.0.0', '0', 'semver')],
  ],
  [
    'not where one of them is no version',
    [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4'), single('banana', 'affected', 'python')],
    [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4'), single('banana', 'affected', 'python')],
  ],
  [
    'not where an entry cannot be placed',
    [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4'), single('3.12.5')],
    [before('3.12.9', '3.12.0'), before('3.12.13', '3.12.4'), single('3.12.5')],
  ],
]

for (const [why, versions, after] of fixes) {
  test(`STW209 fix: ${why}`, () => {
    const [product] = affectedAfterFix('STW209', withVersions(versions)) as readonly JsonObject[]
    assert.deepEqual(product?.versions, after)
  })
}

// Every version that an arbitrary entry can name, and the lowest there is.
const NAMED = [1, 2].flatMap((major) =>
  [0, 1, 2].flatMap((minor) => [0, 1, 2].map((patch) => `${major}.${minor}.${patch}`)),
)
const ALL = ['0.0.0-0', ...NAMED.flatMap((version) => [`${version}-rc.1`, version])]

const named = fc.constantFrom(...ALL.slice(1))
const status = fc.constantFrom<ProductStatus>('affected', 'unaffected', 'unknown')
const changes = fc.uniqueArray(fc.record({ at: named, status }), {
  minLength: 1,
  maxLength: 2,
  selector: ({ at }) => at,
})
const entry: fc.Arbitrary<VersionEntry> = fc
  .oneof(
    fc.record({ version: named, status }),
    fc.record({
      version: fc.oneof(named, fc.constant('0')),
      status,
      lessThan: fc.oneof(named, fc.constantFrom('*', '1.*')),
    }),
    fc.record({ version: fc.oneof(named, fc.constant('0')), status, lessThanOrEqual: named }),
    fc.record({ version: named, status, lessThan: named, changes }),
  )
  .map((each) => ({ ...each, versionType: 'semver' }))

const RUNS = { seed: 20300220, numRuns: 3000 }

test('STW209: finds an overlap where and only where there is one', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { minLength: 2, maxLength: 5, selector: (each) => JSON.stringify(each) }),
      (entries) => {
        const found = findingsOf('STW209', withVersions(entries as readonly JsonObject[]))
        const says = entries.map((each) => statusReader({ versions: [each] }))
        const shared = ALL.map((version) =>
          says.flatMap((read) => {
            const { status, by } = read(version)
            return by.kind === 'default' ? [] : [status]
          }),
        )
        assert.equal(
          found.length > 0,
          shared.some((statuses) => statuses.length > 1),
        )
        if (shared.some((statuses) => new Set(statuses).size > 1)) assert(found.some(({ level }) => level === 'error'))
      },
    ),
    RUNS,
  )
})

test('STW209: the fix changes the status of no version', () => {
  let fixed = 0
  fc.assert(
    fc.property(fc.array(entry, { minLength: 2, maxLength: 5 }), status, (entries, defaultStatus) => {
      const example = withVersions(entries as readonly JsonObject[], { defaultStatus })
      const [after] = affectedAfterFix('STW209', example) as readonly [AffectedProduct]
      if (after.versions?.length !== entries.length) fixed++
      const [was, is] = [statusReader({ versions: entries, defaultStatus }), statusReader(after)]
      for (const version of ALL) assert.equal(is(version).status, was(version).status)
    }),
    RUNS,
  )
  assert(fixed > 100)
})

test('STW209: ten thousand entries that overlap take no longer than a moment', () => {
  const many = Array.from(
    { length: 10_000 },
    (_, i): Json => ({
      version: `1.0.${i}`,
      lessThan: `9.0.${(i * 7919) % 10_000}`,
      status: i % 2 === 0 ? 'affected' : 'unaffected',
      versionType: 'semver',
    }),
  )
  const start = performance.now()
  assert(findingsOf('STW209', withVersions(many as readonly JsonObject[])).length > 5000)
  assert(performance.now() - start < 5000)
})
