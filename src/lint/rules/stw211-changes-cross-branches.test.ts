import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AffectedProduct, type StatusChange, statusReader } from '#cve'
import type { JsonObject } from '#json'
import { EXAMPLE_ASSESSMENT, EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import type { RecordExample } from '../rule.ts'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'
import type { LintWorld } from '../world.ts'

const fixesAt = (...fixes: string[]): readonly JsonObject[] => fixes.map((at) => ({ at, status: 'unaffected' }))
const chain = (entry: JsonObject, ...fixes: string[]): JsonObject => ({ ...entry, changes: fixesAt(...fixes) })
const AT = '/affected/0/versions/0/changes'
const crosses = (version: string): string =>
  `${AT} error one chain of changes crosses branches: ${version} would be marked unaffected`

const GOES_ON = `${AT} warning the chain goes on over the later branches: all their releases count as unaffected, because 3.12.13 is`

const releases = EXAMPLE_RELEASES.releases.map((release) => ({
  release,
  status:
    release.version.text === '3.12.13' || release.version.text === '3.13.9'
      ? ('fixed' as const)
      : ('affected' as const),
  reason: { kind: 'unfixed' as const, introduced: '0' },
}))
const world: LintWorld = { project: EXAMPLE_PROJECT, assessment: { ...EXAMPLE_ASSESSMENT, releases } }

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['one entry for each branch', withVersions([before('3.12.13', '3.12.0'), before('3.13.9', '3.13.0')]), []],
  ['a chain within a branch', withVersions([chain(before('3.13.*', '3.13.0'), '3.13.9')]), []],
  ['one fix on one line, without a word about branches', withVersions([chain(before('*'), '3.12.13')]), []],
  ['one fix that begins a branch', withVersions([chain(before('*', '3.12.0'), '3.13.0')]), []],
  ['up to the start of the next branch', withVersions([chain(before('3.13.0', '3.12.0'), '3.12.13')]), []],
  [
    'a bound that is the start of a branch ends the one before',
    withVersions([chain(before('2.0.0', '1.0.0', 'semver'), '1.5.0')]),
    [],
  ],
  ['up to the end of its own branch', withVersions([chain(before('3.12.*', '3.12.0'), '3.12.13')]), []],
  [
    'a single version has no changes, as the schema says',
    withVersions([{ ...chain({ version: '3.12.0', status: 'affected', versionType: 'python' }, '3.12.13', '3.13.9') }]),
    [],
  ],
  ['the fix is the first release of its branch', withVersions([chain(before('*', '3.13.0rc1'), '3.13.0')]), []],
  [
    'what follows is unknown',
    withVersions([{ ...before('*', '3.12.0'), changes: [{ at: '3.12.13', status: 'unknown' }] }]),
    [],
  ],
  [
    'unknown in between',
    withVersions([
      {
        ...before('*', '3.12.0'),
        changes: [
          { at: '3.12.4', status: 'unaffected' },
          { at: '3.12.13', status: 'unknown' },
        ],
      },
    ]),
    [],
  ],
  ['unknown before', withVersions([{ ...chain(before('*', '3.12.0'), '3.12.13'), status: 'unknown' }]), []],
  [
    'no order, and affected anew',
    withVersions([
      {
        ...chain(before('*', '17.0', 'otp'), '26.2.5.15', '27.3.4.3'),
        changes: [
          { at: '26.2.5.15', status: 'unaffected' },
          { at: '27.3.4.3', status: 'unaffected' },
          { at: '27.0', status: 'affected' },
        ],
      },
    ]),
    [],
  ],
  [
    'a later branch unaffected from its start on',
    withVersions([chain(before('*', '3.12.0'), '3.12.13', '3.13.0')]),
    [],
  ],
  ['two changes to unaffected in one branch', withVersions([chain(before('*', '3.13.0'), '3.13.4', '3.13.9')]), []],
  [
    'the later branch is affected anew: the line says what is meant',
    withVersions([
      {
        ...before('*', '3.12.0'),
        changes: [
          { at: '3.12.13', status: 'unaffected' },
          { at: '3.13.0', status: 'affected' },
          { at: '3.13.9', status: 'unaffected' },
        ],
      },
    ]),
    [],
  ],
  ['distributions do not number branches', withVersions([chain(before('3.13.9', '3.12.0', 'rpm'), '3.12.13')]), []],
  ['the history is no line', withVersions([chain(before('*', '0', 'git'), 'a'.repeat(40), 'b'.repeat(40))]), []],

  [
    'the bound is the fix of the later branch',
    withVersions([chain(before('3.13.9', '3.12.0'), '3.12.13')]),
    [crosses('3.13.0')],
  ],
  [
    'the last affected release of the later branch',
    withVersions([
      chain({ version: '3.12.0', lessThanOrEqual: '3.13.8', status: 'affected', versionType: 'python' }, '3.12.13'),
    ]),
    [crosses('3.13.0')],
  ],
  ['the fixes of two branches', withVersions([chain(before('*', '3.12.0'), '3.12.13', '3.13.9')]), [crosses('3.13.0')]],
  ['in whatever order', withVersions([chain(before('*'), '3.13.9', '3.12.13')]), [crosses('3.13.0')]],
  ['of three', withVersions([chain(before('3.14.2'), '3.12.13', '3.13.9')]), [crosses('3.13.0')]],
  [
    'majors are branches too',
    withVersions([chain(before('*', '0', 'semver'), '4.25.8', '5.29.5')]),
    [crosses('5.29.0')],
  ],
  ['letters make no branch', withVersions([chain(before('1.1.1k', '1.0.2', 'openssl'), '1.0.2y')]), [crosses('1.1.1')]],
  [
    'no order: the lowest counts all the same',
    withVersions([chain(before('*', '17.0', 'otp'), '27.3.4.3', '26.2.5.15')]),
    [
      `${AT} warning the chain turns to unaffected at "27.3.4.3" and at "26.2.5.15": on one line only the lower of them counts`,
    ],
  ],
  ['no order, and one fix', withVersions([chain(before('*', '17.0', 'otp'), '27.3.4.3')]), []],
  [
    'the project says that branches have one number',
    withVersions(
      [chain(before('3.13.9', '3.12.0'), '3.12.13')],
      {},
      {
        project: { ...EXAMPLE_PROJECT, branches: [], seriesNumbers: 1 },
      },
    ),
    [],
  ],
  [
    'git says that a later release is affected',
    withVersions([chain(before('*', '3.12.0'), '3.12.13')], {}, world),
    [
      `${AT} error one chain of changes crosses branches: 3.13.8, which is affected, would be marked unaffected after 3.12.13`,
    ],
  ],
  [
    'the releases of another product say nothing',
    withVersions([chain(before('*'), '3.12.13')], { product: 'wick' }, world),
    [],
  ],
  ['a branch, its fix, and no end', withVersions([chain(before('*', '3.12.0'), '3.12.13')]), [GOES_ON]],
  [
    'a branch, its fix, and the end of the next',
    withVersions([chain(before('3.13.*', '3.12.0'), '3.12.13')]),
    [GOES_ON],
  ],
  [
    'a branch, its fix, and the start of the one after next',
    withVersions([chain(before('3.14.0', '3.12.0'), '3.12.13')]),
    [GOES_ON],
  ],
  [
    'releases of another order are not compared',
    withVersions([chain(before('*', '3.12.0', 'semver'), '3.12.13')], {}, world),
    [GOES_ON],
  ],
  ['git agrees with the chain', withVersions([chain(before('3.13.0', '3.12.0'), '3.12.13')], {}, world), []],
]

for (const [why, example, lines] of cases) {
  test(`STW211: ${why}`, () => assert.deepEqual(linesOf('STW211', example), lines))
}

const hints: readonly [why: string, example: RecordExample, hint: string][] = [
  [
    'what each branch would be',
    withVersions([chain(before('3.13.9', '3.12.0'), '3.12.13')]),
    'give each branch its own entry: 3.12.0 < 3.12.13, 3.13.0 < 3.13.9',
  ],
  [
    'an included end stays included',
    withVersions([
      chain({ version: '3.12.0', lessThanOrEqual: '3.13.8', status: 'affected', versionType: 'python' }, '3.12.13'),
    ]),
    'give each branch its own entry: 3.12.0 < 3.12.13, 3.13.0 <= 3.13.8',
  ],
  [
    'not where the first fix lies before the range',
    withVersions([chain(before('*', '3.13.0'), '3.12.13', '3.13.9')]),
    'give each branch its own entry',
  ],
  [
    'not where a branch is affected anew',
    withVersions([
      { ...before('*', '3.12.0'), changes: [...fixesAt('3.12.13', '3.13.9'), { at: '3.14.0', status: 'affected' }] },
    ]),
    'give each branch its own entry',
  ],
  [
    'not where one branch had no need of a fix',
    withVersions([chain(before('*', '3.12.0'), '3.12.13', '3.13.9', '3.14.0', '3.15.2')]),
    'give each branch its own entry',
  ],
  [
    'not where it was not even affected before',
    withVersions([{ ...chain(before('*', '3.12.0'), '3.12.13', '3.13.9'), status: 'unknown' }]),
    'give each branch its own entry',
  ],
  [
    'not where the chain says more than that',
    withVersions([
      {
        ...before('3.14.2', '3.12.0'),
        changes: [
          { at: '3.12.4', status: 'unknown' },
          { at: '3.13.9', status: 'unaffected' },
        ],
      },
    ]),
    'give each branch its own entry',
  ],
]

for (const [why, example, hint] of hints) {
  test(`STW211 hint: ${why}`, () => assert.equal(findingsOf('STW211', example)[0]?.hint, hint))
}

const three = chain(before('*', '3.11.0'), '3.11.15', '3.13.9')

const fixes: readonly [why: string, example: RecordExample, after: readonly JsonObject[]][] = [
  [
    'an entry for each branch',
    withVersions([chain(before('3.13.9', '3.12.0'), '3.12.13')]),
    [before('3.12.13', '3.12.0'), before('3.13.9', '3.13.0')],
  ],
  [
    'in the place of the chain; earlier branches stay with the first fix',
    withVersions([before('3.5.0', '3.4.0'), chain(before('*', '3.9.0'), '3.12.13', '3.13.9', '3.14.2')]),
    [before('3.5.0', '3.4.0'), before('3.12.13', '3.9.0'), before('3.13.9', '3.13.0'), before('3.14.2', '3.14.0')],
  ],
  [
    'the order of the list does not matter',
    withVersions([chain(before('*'), '3.13.9', '3.12.13')]),
    [before('3.12.13'), before('3.13.9', '3.13.0')],
  ],
  ['not over a branch of which nobody speaks', withVersions([three]), [three]],
  [
    'not where one of several is missing',
    withVersions([chain(before('*', '3.11.0'), '3.11.15', '3.12.13', '3.14.2')]),
    [chain(before('*', '3.11.0'), '3.11.15', '3.12.13', '3.14.2')],
  ],
  [
    'a branch that the project does not have is none',
    withVersions(
      [three],
      {},
      {
        project: { ...EXAMPLE_PROJECT, branches: EXAMPLE_PROJECT.branches.filter(({ series }) => series !== '3.12') },
      },
    ),
    [before('3.11.15', '3.11.0'), before('3.13.9', '3.13.0')],
  ],
  [
    'not where what follows would turn from unaffected to unknown',
    withVersions([chain(before('3.13.9', '3.12.0'), '3.12.13')], { defaultStatus: 'unknown' }),
    [chain(before('3.13.9', '3.12.0'), '3.12.13')],
  ],
  [
    'not where another entry speaks of the same versions',
    withVersions([
      chain(before('3.13.9', '3.12.0'), '3.12.13'),
      { version: '3.13.4', status: 'affected', versionType: 'python' },
    ]),
    [chain(before('3.13.9', '3.12.0'), '3.12.13'), { version: '3.13.4', status: 'affected', versionType: 'python' }],
  ],
  [
    'not where another entry cannot be placed',
    withVersions([chain(before('3.13.9', '3.12.0'), '3.12.13'), { version: 'nightly', status: 'affected' }]),
    [chain(before('3.13.9', '3.12.0'), '3.12.13'), { version: 'nightly', status: 'affected' }],
  ],
]

for (const [why, example, after] of fixes) {
  test(`STW211 fix: ${why}`, () => {
    const [product] = affectedAfterFix('STW211', example) as readonly JsonObject[]
    assert.deepEqual(product?.versions, after)
  })
}

// Four branches with five releases each, and a pre-release before each branch.
const BRANCHES = ['3.11', '3.12', '3.13', '3.14']
const ALL = BRANCHES.flatMap((branch) => [`${branch}.0rc1`, ...[0, 1, 2, 3, 4].map((patch) => `${branch}.${patch}`)])
const named = fc.constantFrom(...ALL.filter((version) => !version.includes('rc')))

test('STW211: the fix makes versions affected that a branch has not fixed yet, and changes no other', () => {
  let fixed = 0
  fc.assert(
    fc.property(
      fc.oneof(named, fc.constant('0')),
      fc.oneof(named, fc.constantFrom('*', '3.14.*')),
      fc.uniqueArray(named, { minLength: 1, maxLength: 4 }),
      (version, lessThan, fixes) => {
        const changes: readonly StatusChange[] = fixes.map((at) => ({ at, status: 'unaffected' }))
        const product: AffectedProduct = {
          defaultStatus: 'unaffected',
          versions: [{ version, lessThan, status: 'affected', versionType: 'python', changes }],
        }
        const [after] = affectedAfterFix(
          'STW211',
          withVersions(product.versions as readonly JsonObject[]),
        ) as readonly [AffectedProduct]
        if (after.versions?.length === 1) return
        fixed++
        const [was, is] = [statusReader(product), statusReader(after)]
        const ends = [...fixes, lessThan]
        for (const each of ALL) {
          if (is(each).status === was(each).status) continue
          assert.deepEqual([was(each).status, is(each).status], ['unaffected', 'affected'])
          assert(version === '0' || ALL.indexOf(each) >= ALL.indexOf(version))
          // A fix of its own branch is still to come, and one of an earlier branch is behind it.
          const [, branch, patch] = /^(3\.[0-9]+)\.([0-9]+)$/.exec(each) ?? []
          assert(
            ends.some(
              (end) => branch !== undefined && end.startsWith(`${branch}.`) && Number(end.slice(5)) > Number(patch),
            ),
          )
          assert(fixes.some((fix) => branch !== undefined && fix.slice(0, 4) < branch))
        }
      },
    ),
    { seed: 20300220, numRuns: 3000 },
  )
  assert(fixed > 300)
})
