import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AffectedProduct, type ProductStatus, statusReader, type VersionEntry } from '#cve'
import type { Json, JsonObject } from '#json'
import type { RecordExample } from '../rule.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const unaffected = (entry: JsonObject): JsonObject => ({ ...entry, status: 'unaffected' })
const single = (version: string, status: string): JsonObject => ({ version, status })

const MISSING = '/affected/0 warning there is no defaultStatus: every version that is not listed counts as unknown'
const NO_ENTRY =
  '/affected/0/defaultStatus warning no entry is affected, only defaultStatus: readers that look at the entries alone find no affected version'
const ALL_AFFECTED =
  '/affected/0/defaultStatus error defaultStatus is affected and so is every entry: the ends of the ranges mean nothing, and no version is fixed'

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['the usual record', withVersions([before('3.13.9')]), []],
  ['a range, and no word about the rest', withVersions([before('3.13.9')], { defaultStatus: null }), [MISSING]],
  ['a single version, likewise', withVersions([single('3.13.0', 'affected')], { defaultStatus: null }), [MISSING]],
  ['unknown, but said', withVersions([before('3.13.9')], { defaultStatus: 'unknown' }), []],

  [
    'ranges with ends, and affected beyond them',
    withVersions([before('3.13.9')], { defaultStatus: 'affected' }),
    [ALL_AFFECTED],
  ],
  ['no end, so that nothing is contradicted', withVersions([before('*', '3.13.0')], { defaultStatus: 'affected' }), []],
  [
    'one of them without end',
    withVersions([before('3.12.13'), before('*', '3.13.0')], { defaultStatus: 'affected' }),
    [ALL_AFFECTED],
  ],
  ['neither versions nor default: the schema says so', withVersions([], { defaultStatus: null }), []],
  ['never fixed: no entries at all', withVersions([], { defaultStatus: 'affected' }), []],
  [
    'the fixed stretch is an exception',
    withVersions([before('3.13.0'), unaffected(before('*', '3.13.9'))], { defaultStatus: 'affected' }),
    [],
  ],
  [
    'the range ends in a change: it has a fix',
    withVersions([{ ...before('*', '3.13.0'), changes: [{ at: '3.13.9', status: 'unaffected' }] }], {
      defaultStatus: 'affected',
    }),
    [],
  ],

  [
    'the fixed release alone is unaffected',
    withVersions([before('3.12.0'), single('3.13.9', 'unaffected')], { defaultStatus: 'affected' }),
    [
      '/affected/0/versions/1 warning defaultStatus is affected, and "3.13.9" is unaffected alone: the releases after it count as affected',
    ],
  ],
  [
    '`fixed in` as a range without end',
    withVersions([unaffected(before('*', '3.13.9'))], { defaultStatus: 'affected' }),
    [NO_ENTRY],
  ],
  [
    'unaffected stretches and versions',
    withVersions([unaffected(before('3.12.0')), single('3.13.9', 'unaffected')], { defaultStatus: 'affected' }),
    [NO_ENTRY],
  ],
  [
    'introduced late, never fixed',
    withVersions([unaffected(before('3.12.0'))], { defaultStatus: 'affected' }),
    [NO_ENTRY],
  ],
  [
    'an entry says what is unknown',
    withVersions([unaffected(before('3.12.0')), { ...before('3.13.0', '3.12.0'), status: 'unknown' }], {
      defaultStatus: 'affected',
    }),
    [],
  ],

  [
    'one version that is affected and one that is not: the range between them was meant',
    withVersions([single('0.1.0', 'affected'), single('0.9.2', 'unaffected')]),
    [
      '/affected/0/versions/1 warning "0.9.2" is unaffected like everything that is not listed: if it has the fix, what lies between "0.1.0" and it counts as unaffected too',
    ],
  ],
  [
    'in the other order of the list',
    withVersions([single('0.9.2', 'unaffected'), single('0.1.0', 'affected')]),
    [
      '/affected/0/versions/0 warning "0.9.2" is unaffected like everything that is not listed: if it has the fix, what lies between "0.1.0" and it counts as unaffected too',
    ],
  ],
  [
    'in the order of their own type',
    withVersions([
      { ...single('1.0~rc1', 'affected'), versionType: 'deb' },
      { ...single('1.0', 'unaffected'), versionType: 'deb' },
    ]),
    [
      '/affected/0/versions/1 warning "1.0" is unaffected like everything that is not listed: if it has the fix, what lies between "1.0~rc1" and it counts as unaffected too',
    ],
  ],
  [
    'one version in two spellings has nothing between',
    withVersions([single('1.0', 'affected'), single('1.0.0', 'unaffected')]),
    [],
  ],
  [
    'nor under a type',
    withVersions([
      { ...single('1.0', 'affected'), versionType: 'python' },
      { ...single('1.0.0', 'unaffected'), versionType: 'python' },
    ]),
    [],
  ],
  ['a range, and the fix by the way', withVersions([before('3.13.9'), single('3.13.9', 'unaffected')]), []],
  [
    'a version, and the fixed stretch by the way',
    withVersions([single('3.13.0', 'affected'), unaffected(before('*', '3.13.9'))]),
    [],
  ],
  ['two affected versions', withVersions([single('3.13.0', 'affected'), single('3.13.1', 'affected')]), []],
  ['one of which it is not known', withVersions([single('3.13.0', 'affected'), single('3.13.9', 'unknown')]), []],
  [
    'the unaffected version is the older one',
    withVersions([single('0.9.2', 'affected'), single('0.1.0', 'unaffected')]),
    [],
  ],
  ['no version at all, by its looks', withVersions([single('red', 'affected'), single('blue', 'unaffected')]), []],
  [
    'a list of many is a list',
    withVersions([single('5.6.0', 'affected'), single('5.6.1', 'affected'), single('5.6.2', 'unaffected')]),
    [],
  ],
]

for (const [why, example, lines] of cases) {
  test(`STW203: ${why}`, () => assert.deepEqual(linesOf('STW203', example), lines))
}

const NAMES = { vendor: 'Lantern Software Foundation', product: 'lantern' }
const semver = (
  version: string,
  upper: { lessThan?: string; lessThanOrEqual?: string },
  status: ProductStatus,
): VersionEntry => ({
  version,
  status,
  versionType: 'semver',
  ...upper,
})

const fixes: readonly [why: string, example: RecordExample, affected: readonly Json[]][] = [
  [
    'ranges bound what is affected: the rest is not',
    withVersions([before('3.13.9')], { defaultStatus: null }),
    [{ ...NAMES, versions: [before('3.13.9')], defaultStatus: 'unaffected' }],
  ],
  [
    'of single versions nobody but the author knows whether they are all',
    withVersions([single('3.13.0', 'affected')], { defaultStatus: null }),
    [{ ...NAMES, versions: [single('3.13.0', 'affected')] }],
  ],
  [
    'a single version beside a range is listed on purpose',
    withVersions([before('3.13.9', '3.13.0'), single('3.12.4', 'affected')], { defaultStatus: null }),
    [{ ...NAMES, versions: [before('3.13.9', '3.13.0'), single('3.12.4', 'affected')], defaultStatus: 'unaffected' }],
  ],
  [
    'where a text is no version, what is meant must come first',
    withVersions([single('< 3.13.9', 'affected'), before('3.12.13')], { defaultStatus: null }),
    [{ ...NAMES, versions: [single('< 3.13.9', 'affected'), before('3.12.13')] }],
  ],
  [
    'where only the unaffected is listed, unaffected is no default',
    withVersions([unaffected(before('*', '3.13.9'))], { defaultStatus: null }),
    [{ ...NAMES, versions: [unaffected(before('*', '3.13.9'))] }],
  ],
  [
    'unaffected stretches turned round',
    withVersions([semver('0', { lessThan: '1.2.0' }, 'unaffected'), semver('1.4.1', { lessThan: '*' }, 'unaffected')], {
      defaultStatus: 'affected',
    }),
    [{ ...NAMES, defaultStatus: 'unaffected', versions: [semver('1.2.0', { lessThan: '1.4.1' }, 'affected')] }],
  ],
  [
    'no entry can begin after a version',
    withVersions([semver('0', { lessThanOrEqual: '1.2.0' }, 'unaffected')], { defaultStatus: 'affected' }),
    [{ ...NAMES, defaultStatus: 'affected', versions: [semver('0', { lessThanOrEqual: '1.2.0' }, 'unaffected')] }],
  ],
  [
    'not in one of several places either',
    withVersions(
      [semver('0', { lessThan: '1.2.0' }, 'unaffected'), semver('1.3.0', { lessThanOrEqual: '1.4.0' }, 'unaffected')],
      {
        defaultStatus: 'affected',
      },
    ),
    [
      {
        ...NAMES,
        defaultStatus: 'affected',
        versions: [
          semver('0', { lessThan: '1.2.0' }, 'unaffected'),
          semver('1.3.0', { lessThanOrEqual: '1.4.0' }, 'unaffected'),
        ],
      },
    ],
  ],
  [
    'all is unaffected: there is nothing to list',
    withVersions([semver('0', { lessThan: '*' }, 'unaffected')], { defaultStatus: 'affected' }),
    [{ ...NAMES, defaultStatus: 'affected', versions: [semver('0', { lessThan: '*' }, 'unaffected')] }],
  ],
  [
    'not where two orders are mixed',
    withVersions([semver('0', { lessThan: '1.2.0' }, 'unaffected'), unaffected(before('*', '1.4'))], {
      defaultStatus: 'affected',
    }),
    [
      {
        ...NAMES,
        defaultStatus: 'affected',
        versions: [semver('0', { lessThan: '1.2.0' }, 'unaffected'), unaffected(before('*', '1.4'))],
      },
    ],
  ],
  [
    'the end of a branch has no other name',
    withVersions([semver('0', { lessThan: '1.*' }, 'unaffected')], { defaultStatus: 'affected' }),
    [{ ...NAMES, defaultStatus: 'affected', versions: [semver('0', { lessThan: '1.*' }, 'unaffected')] }],
  ],
]

for (const [why, example, affected] of fixes) {
  test(`STW203 fix: ${why}`, () => assert.deepEqual(affectedAfterFix('STW203', example), affected))
}

const NAMED = [1, 2, 3].flatMap((major) =>
  [0, 1, 2].flatMap((minor) => [`${major}.${minor}.0-rc.1`, `${major}.${minor}.0`]),
)
const named = fc.constantFrom(...NAMED)

test('STW203 fix: turned round, every version keeps its status', () => {
  let fixed = 0
  const entry = fc.record({ version: fc.oneof(named, fc.constant('0')), lessThan: fc.oneof(named, fc.constant('*')) })
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 3 }), (ranges) => {
      const versions = ranges.map(({ version, lessThan }) => semver(version, { lessThan }, 'unaffected'))
      const example = withVersions(versions, { defaultStatus: 'affected' })
      const [after] = affectedAfterFix('STW203', example) as readonly [AffectedProduct]
      if (after.defaultStatus === 'unaffected') fixed++
      const was = statusReader({ defaultStatus: 'affected', versions })
      const is = statusReader(after)
      for (const version of ['0.0.0-0', ...NAMED]) assert.equal(is(version).status, was(version).status)
    }),
    { seed: 20300220, numRuns: 1000 },
  )
  assert(fixed > 300)
})
