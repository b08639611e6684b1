import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT, exampleAssessment, exampleReleases } from '../example-world.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const releases = exampleReleases('3.12.0', '3.12.12', '3.13.0a1', '3.13.0b1', '3.13.0rc1', '3.13.0', '3.13.1', '3.13.9')
const world = { project: EXAMPLE_PROJECT, releases }

const cases: readonly [why: string, versions: readonly JsonObject[], uncovered?: string][] = [
  ['the range begins at the first pre-release', [before('3.13.9', '3.13.0a1')]],
  ['at a later one, where the bug came in', [before('3.13.9', '3.13.0b1')]],
  ['in the middle of the branch', [before('3.13.9', '3.13.1')]],
  ['no lower bound', [before('3.13.9')]],
  ['a branch without pre-releases', [before('3.12.12', '3.12.0')]],
  ['the range of the branch before goes over them', [before('3.13.0', '3.12.0'), before('3.13.9', '3.13.0')]],
  [
    'an entry says that they are unaffected',
    [
      { version: '3.13.0a1', lessThan: '3.13.0', status: 'unaffected', versionType: 'python' },
      before('3.13.9', '3.13.0'),
    ],
  ],
  [
    'a range of what is unaffected',
    [before('3.12.12', '3.12.0'), { ...before('3.13.9', '3.13.0'), status: 'unaffected' }],
  ],
  ['a lower bound that is no release', [before('3.13.9', '3.13.0rc7')]],
  [
    'the range begins at the final release',
    [before('3.12.12', '3.12.0'), before('3.13.9', '3.13.0')],
    '3.13.0a1, 3.13.0b1 and 3.13.0rc1 come',
  ],
  [
    'in another spelling',
    [before('3.12.12', '3.12.0'), before('3.13.9', '3.13')],
    '3.13.0a1, 3.13.0b1 and 3.13.0rc1 come',
  ],
  [
    'one of them is listed',
    [{ version: '3.13.0rc1', status: 'affected', versionType: 'python' }, before('3.13.9', '3.13.0')],
    '3.13.0a1 and 3.13.0b1 come',
  ],
]

const line = (uncovered: string, lower = '3.13.0'): string =>
  `/affected/0/versions/1/version warning the pre-releases ${uncovered} before ${lower}: the record does not call them affected`

for (const [why, versions, uncovered] of cases) {
  test(`STW216: ${why}`, () => {
    const lower = versions[1]?.version === '3.13' ? '3.13' : '3.13.0'
    assert.deepEqual(
      linesOf('STW216', withVersions(versions, {}, world)),
      uncovered === undefined ? [] : [line(uncovered, lower)],
    )
  })
}

const final = [before('3.12.12', '3.12.0'), before('3.13.9', '3.13.0')]

test('STW216: where git says which pre-releases have the bug, they alone are told of', () => {
  const statuses = {
    '3.13.0a1': 'unaffected',
    '3.13.0b1': 'affected',
    '3.13.0rc1': 'affected',
    '3.13.0': 'affected',
  } as const
  const lines = linesOf('STW216', withVersions(final, {}, { ...world, assessment: exampleAssessment(statuses) }))
  assert.deepEqual(lines, [line('3.13.0b1 and 3.13.0rc1 come')])
  const none = exampleAssessment({ '3.13.0a1': 'unaffected', '3.13.0': 'affected' })
  assert.deepEqual(linesOf('STW216', withVersions(final, {}, { ...world, assessment: none })), [])
})

test('STW216: a project that leaves pre-releases out has decided so', () => {
  const project = { ...EXAMPLE_PROJECT, bounds: 'final' as const }
  assert.deepEqual(linesOf('STW216', withVersions(final, {}, { ...world, project })), [])
})

test('STW216: whatever is not listed is affected', () => {
  assert.deepEqual(linesOf('STW216', withVersions(final, { defaultStatus: 'affected' }, world)), [])
})

test('STW216: whatever is not listed is unknown, which warns nobody', () => {
  assert.deepEqual(linesOf('STW216', withVersions(final, { defaultStatus: 'unknown' }, world)).length, 1)
})
