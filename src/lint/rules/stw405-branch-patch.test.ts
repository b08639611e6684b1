import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer } from '#cve'
import type { Assessment } from '#vulnerability'
import { EXAMPLE_ASSESSMENT, EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { containerAfterFix, findingsOf, linesOf } from '../testdata/findings-of.ts'

const ON_312 = '5585334d772b253a01a6730e8202ffb1607c3d25'
const ON_313 = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'
const BEFORE_313 = '81c16cd94ec38d61aa478b9a452436dc3b1b524d'
const COMMIT_312 = { url: `https://git.example/lantern/commit/${ON_312}`, tags: ['patch'] }
const COMMIT_313 = { url: `https://git.example/lantern/commit/${ON_313}`, tags: ['patch'] }
const REQUEST = { url: 'https://github.com/lantern/lantern/pull/133', tags: ['patch'] }
const ADVISORY = { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] }

const [, , , fixed312, , fixed313] = EXAMPLE_RELEASES.releases
assert.ok(fixed312 !== undefined && fixed313 !== undefined)

const assessment: Assessment = {
  ...EXAMPLE_ASSESSMENT,
  branches: [
    { branch: '3.13', series: '3.13', fixedIn: fixed313, why: 'fixed in 3.13.9' },
    { branch: '3.12', series: '3.12', planned: fixed312.version, why: 'to be fixed in 3.12.13' },
    { branch: '3.11', series: '3.11', why: 'not fixed' },
  ],
  fixCommits: [
    { branch: '3.13', commits: [BEFORE_313, ON_313] },
    { branch: '3.12', commits: [ON_312] },
    { branch: '3.11', commits: ['d54e22a669ae6e987199bb5d2c69bb5a46b0083b'] },
    { commits: ['02a9259c717738dfe6b463c44d7e17f2b6d2cb3a'] },
  ],
}

const no312 = '/references warning no reference leads to the fix of branch 3.12, commit 5585334d772b'
const no313 = '/references warning no reference leads to the fix of branch 3.13, commit 6ceb8aeda504'

const cases: readonly [why: string, references: readonly { readonly url: string }[], lines: readonly string[]][] = [
  [
    'a commit for each fixed branch; 3.11 is not fixed, and no branch is known of the last',
    [COMMIT_312, COMMIT_313],
    [],
  ],
  ['a fix that is not released yet counts as well', [COMMIT_313], [no312]],
  ['no commit at all', [ADVISORY], [no313, no312]],
  ['one commit of a fix is enough', [COMMIT_312, { url: `https://git.example/lantern/commit/${BEFORE_313}` }], []],
  ['an abbreviated hash, in capitals', [COMMIT_312, { url: 'https://git.example/lantern/commit/6CEB8AEDA5' }], []],
  ['a hash that only begins alike', [COMMIT_312, { url: 'https://git.example/lantern/commit/6ceb8aef' }], [no313]],
  ['a pull request may be what is missing', [COMMIT_313, REQUEST], []],
  ['one pull request is not the fix of two branches', [REQUEST], [no313, no312]],
]

for (const [why, references, lines] of cases) {
  test(`STW405: ${why}`, () => {
    assert.deepEqual(linesOf('STW405', { container: { references }, world: { assessment } }), lines)
  })
}

test('STW405 fix: refers to the last commit of the fix', () => {
  const example = { container: { references: [ADVISORY] }, world: { assessment, project: EXAMPLE_PROJECT } }
  const { references } = containerAfterFix('STW405', example) as CnaContainer
  assert.deepEqual(references, [ADVISORY, COMMIT_313, COMMIT_312])
})

test('STW405: without the address of the repository there is no fix', () => {
  const { repository: _, ...project } = EXAMPLE_PROJECT
  const found = findingsOf('STW405', { container: { references: [ADVISORY] }, world: { assessment, project } })
  assert.deepEqual(
    found.map(({ fix }) => fix),
    [undefined, undefined],
  )
})
