// The fourteen traps of the record format: each is caught by a rule, and the record that says the same rightly is not.
// 1 a chain over branches, 2 no default, 3 `fixed in` as a status, 4 the last affected release as bound, 5 prose as a version,
// 6 versions that are none of their type, 7 pre-releases, 8 branches without fix, 9 empty ranges, 10 overlaps, 11 CPE names that
// drift, 12 defaults that nobody shows, 13 versions that converters give up on, 14 scores that nobody chose.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { RecordExample, RuleCode } from '../rule.ts'
import { findingsOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'
import { RECORD_RULES } from './index.ts'

const single = (version: string, more: JsonObject = {}): JsonObject => ({ version, status: 'affected', ...more })
const unaffected = (entry: JsonObject): JsonObject => ({ ...entry, status: 'unaffected' })
const fixedIn = (...versions: string[]): JsonObject => ({
  changes: versions.map((at) => ({ at, status: 'unaffected' })),
})
const through = (lessThanOrEqual: string, version: string): JsonObject => ({
  ...single(version),
  versionType: 'python',
  lessThanOrEqual,
})

const BRANCHES = withVersions([before('3.12.13', '3.12.0'), before('3.13.9', '3.13.0')])

/** The example of a rule that needs the world, whose test says what else it finds. */
function exampleOf(code: RuleCode): readonly [wrong: RecordExample, right: RecordExample] {
  const rule = RECORD_RULES.find((each) => each.code === code)
  assert(rule !== undefined, `there is no rule ${code}`)
  return [rule.example.wrong, rule.example.right]
}

type Trap = readonly [trap: number, why: string, code: RuleCode, readonly [wrong: RecordExample, right: RecordExample]]

const traps: readonly Trap[] = [
  [
    1,
    'the fixes of two branches in one chain',
    'STW211',
    [withVersions([{ ...before('*', '3.12.0'), ...fixedIn('3.12.13', '3.13.9') }]), BRANCHES],
  ],
  [
    1,
    'the fix of the second branch as the end of the chain',
    'STW211',
    [withVersions([{ ...before('3.13.9', '3.12.0'), ...fixedIn('3.12.13') }]), BRANCHES],
  ],
  [
    1,
    'a chain from the fix of one branch on over all later ones',
    'STW211',
    [withVersions([{ ...before('*', '3.12.0'), ...fixedIn('3.12.13') }]), BRANCHES],
  ],
  [
    2,
    'no defaultStatus',
    'STW203',
    [withVersions([before('3.13.9')], { defaultStatus: null }), withVersions([before('3.13.9')])],
  ],
  [
    2,
    'affected by default, and the release with the fix alone is not',
    'STW203',
    [
      withVersions([before('3.13.9'), unaffected(single('3.13.9'))], { defaultStatus: 'affected' }),
      withVersions([before('3.13.9'), unaffected(before('*', '3.13.9'))], { defaultStatus: 'affected' }),
    ],
  ],
  [
    3,
    '`fixed in` as an unaffected range',
    'STW203',
    [
      withVersions([unaffected(before('*', '3.13.9'))], { defaultStatus: 'affected' }),
      withVersions([before('3.13.9')]),
    ],
  ],
  [
    3,
    '`fixed in` as an unaffected version',
    'STW203',
    [withVersions([single('3.13.0'), unaffected(single('3.13.9'))]), withVersions([before('3.13.9', '3.13.0')])],
  ],
  [
    3,
    '`fixed in` beside an affected range without end',
    'STW209',
    [
      withVersions([before('*', '3.13.0'), unaffected(before('*', '3.13.9'))]),
      withVersions([before('3.13.9', '3.13.0'), unaffected(before('*', '3.13.9'))]),
    ],
  ],
  [
    4,
    'the last affected release as bound, although the fix is known (the description says so)',
    'STW212',
    [withVersions([through('3.13.8', '3.13.0')]), withVersions([before('3.13.9', '3.13.0')])],
  ],
  ...['*', 'n/a', 'all', 'unspecified', '4.x'].map(
    (text): Trap => [5, `${text} as a version`, 'STW205', [withVersions([single(text)]), withVersions([before('*')])]],
  ),
  ...['< 3.9', '3.8 - 3.9', '1.2, 1.3', '3.9 and earlier'].map(
    (text): Trap => [
      5,
      `${text} as a version`,
      'STW204',
      [withVersions([single(text)]), withVersions([before('3.9')])],
    ],
  ),
  ...['3.10', 'v1.2.3', 'banana0'].map(
    (text): Trap => [
      6,
      `${text} as a semantic version`,
      'STW206',
      [withVersions([before(text, '0', 'semver')]), withVersions([before('3.10.0', '0', 'semver')])],
    ],
  ),
  [
    6,
    'an order that only its author knows',
    'STW207',
    [withVersions([before('3.14.0', '3.14.0rc1', 'custom')]), withVersions([before('3.14.0', '3.14.0rc1')])],
  ],
  [7, 'pre-releases of an affected branch', 'STW216', exampleOf('STW216')],
  [8, 'a supported branch, or one without end', 'STW213', exampleOf('STW213')],
  [
    8,
    'all that is old up to the fix of each branch, so that no fix is left',
    'STW209',
    [
      withVersions([before('3.12.13'), before('3.13.9')]),
      withVersions([before('3.12.13'), before('3.13.9', '3.13.0')]),
    ],
  ],
  [9, 'a range that ends where it begins', 'STW208', [withVersions([before('3.13.9', '3.13.9')]), BRANCHES]],
  [9, 'a range that runs backwards', 'STW208', [withVersions([before('3.13.0', '3.13.9')]), BRANCHES]],
  [
    10,
    'entries that contradict each other: the first wins',
    'STW209',
    [withVersions([before('3.13.9'), unaffected(before('3.12.0', '3.11.0'))]), BRANCHES],
  ],
  [11, 'names for scanners that say something else', 'STW221', exampleOf('STW221')],
  [
    12,
    'affected by default alone, which is not what a page of entries shows',
    'STW203',
    [
      withVersions([unaffected(before('3.12.0'))], { defaultStatus: 'affected' }),
      withVersions([before('*', '3.12.0')]),
    ],
  ],
  [
    13,
    'a version without type, which a converter cannot place',
    'STW207',
    [withVersions([single('3.13.0')]), withVersions([single('3.13.0', { versionType: 'python' })])],
  ],
  [
    13,
    'a type that its versions contradict',
    'STW206',
    [withVersions([before('3.13', '3.12', 'semver')]), withVersions([before('3.13', '3.12')])],
  ],
  [14, 'a score that nobody chose', 'STW304', exampleOf('STW304')],
]

for (const [trap, why, code, [wrong, right]] of traps) {
  test(`trap ${trap}: ${why}: ${code}`, () => {
    assert.notDeepEqual(findingsOf(code, wrong), [])
    assert.deepEqual(findingsOf(code, right), [])
  })
}

test('no trap is left out', () => {
  assert.deepEqual([...new Set(traps.map(([trap]) => trap))], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
})
