import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { Project } from '#project'
import { schemeNamed } from '#versions'
import { EXAMPLE_FACTS, EXAMPLE_PROJECT, exampleReleases } from '../example-world.ts'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const releases = exampleReleases('3.12.0', '3.12.12', '3.13.0a1', '3.13.0', '3.13.8', '3.13.10')
const project: Project = {
  ...EXAMPLE_PROJECT,
  branches: [
    ...EXAMPLE_PROJECT.branches.map((branch) => (branch.name === '3.13' ? { ...branch, next: '3.13.11' } : branch)),
    { name: 'main', series: '3.14', ref: 'main', lifecycle: 'prerelease' },
  ],
}
const facts = {
  ...EXAMPLE_FACTS,
  provisional: [{ branch: '3.12', version: '3.12.13', commit: '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5' }],
}
const single = (version: string): JsonObject => ({ version, status: 'affected', versionType: 'python' })
const PLANNED = 'is neither a release of the project nor planned: nobody will find the fix there'

const cases: readonly [why: string, versions: readonly JsonObject[], line?: string][] = [
  ['releases', [before('3.12.12', '3.12.0'), single('3.13.8')]],
  ['the same release in another spelling', [before('3.12.12.0', '3.12')]],
  ['no bounds', [before('*')]],
  ['the end of a branch', [before('3.12.*', '3.12.0')]],
  ['the next release of a branch', [before('3.13.11', '3.13.0')]],
  ['a provisional bound of the facts', [before('3.12.13', '3.12.0')]],
  ['the first release of a branch that has none', [before('3.14.0', '3.13.0')]],
  ['older than anything that is known', [before('3.12.0', '2.7'), single('1.5')]],
  ['no version of the project’s scheme is another defect', [single('banana')]],
  ['a commit', [before('b2c0ffee5504b079fef7a57b8d81472f15cdd9a5', '0', 'git')]],
  ['a release that was skipped', [before('3.13.9', '3.13.0')], `versions/0/lessThan error "3.13.9" ${PLANNED}`],
  ['newer than all', [before('3.13.12', '3.13.0')], `versions/0/lessThan error "3.13.12" ${PLANNED}`],
  [
    'another number of the branch that has none',
    [before('3.14.1', '3.13.0')],
    `versions/0/lessThan error "3.14.1" ${PLANNED}`,
  ],
  [
    'the first number of a series that nobody plans: the end of what is before',
    [before('4.0.0', '3.13.0')],
    `versions/0/lessThan warning "4.0.0" ${PLANNED}`,
  ],
  [
    'a lower bound',
    [before('3.13.8', '3.13.0b1')],
    'versions/0/version warning the range begins at "3.13.0b1", which is no release',
  ],
  [
    'the last that is affected',
    [{ version: '0', lessThanOrEqual: '3.13.9', status: 'affected', versionType: 'python' }],
    'versions/0/lessThanOrEqual error "3.13.9" is no release of the project',
  ],
  [
    'a single version',
    [single('3.13.0'), single('3.13.1')],
    'versions/1/version error "3.13.1" is no release of the project',
  ],
  [
    'of a type that nobody can order',
    [{ version: '3.13.1', status: 'affected' }],
    'versions/0/version error "3.13.1" is no release of the project',
  ],
  [
    'where a status changes',
    [
      {
        ...before('*', '3.12.0'),
        changes: [
          { at: '3.12.12', status: 'unaffected' },
          { at: '3.13.9', status: 'affected' },
        ],
      },
    ],
    `versions/0/changes/1/at error "3.13.9" ${PLANNED}`,
  ],
]

for (const [why, versions, line] of cases) {
  test(`STW214: ${why}`, () => {
    const lines = linesOf('STW214', withVersions(versions, {}, { project, releases, vulnerability: facts }))
    assert.deepEqual(lines, line === undefined ? [] : [`/affected/0/${line}`])
  })
}

const hints: readonly [lessThan: string, hint: string][] = [
  ['3.13.9', 'the releases around it are 3.13.8 and 3.13.10'],
  ['3.13.12', 'the newest release is 3.13.10; a planned one is named as next of its branch in steward.yaml'],
]

for (const [lessThan, hint] of hints) {
  test(`STW214: the hint for ${lessThan}`, () => {
    const [finding] = findingsOf('STW214', withVersions([before(lessThan)], {}, { project, releases }))
    assert.equal(finding?.hint, hint)
  })
}

test('STW214: in a scheme without an order, names are all there is', () => {
  const scheme = schemeNamed('custom')
  const version = scheme.ok ? scheme.value.parse('3.12.0') : scheme
  assert(version.ok)
  const named = { releases: [{ version: version.value, series: '', tags: [], commits: [] }], ignored: [] }
  const lines = (text: string): readonly string[] => {
    const world = { project: { ...project, scheme: 'custom' as const, branches: [] }, releases: named }
    return linesOf('STW214', withVersions([{ version: text, status: 'affected' }], {}, world))
  }
  assert.deepEqual(lines('3.12.0'), [])
  assert.deepEqual(lines('3.12'), ['/affected/0/versions/0/version error "3.12" is no release of the project'])
})

test('STW214: a list of no releases is no list', () => {
  assert.deepEqual(
    linesOf('STW214', withVersions([before('3.13.9')], {}, { project, releases: exampleReleases() })),
    [],
  )
})
