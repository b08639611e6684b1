import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'
import type { LintWorld } from '../world.ts'

/** Commits by one hexadecimal digit; the second branch leaves the first after `b`. */
const hash = (digit: string): string => digit.repeat(40)
const ANCESTORS: Readonly<Record<string, string>> = { a: 'a', b: 'ab', c: 'abc', d: 'abd' }
const repository: LintWorld['repository'] = {
  hasCommit: (commit) => commit.toLowerCase().charAt(0) in ANCESTORS,
  isAncestor: (ancestor, descendant) =>
    ANCESTORS[descendant.toLowerCase().charAt(0)]?.includes(ancestor.toLowerCase().charAt(0)),
}

const git = (from: string, to: string): JsonObject => before(to, from, 'git')
const REPO = { repo: 'https://git.example/lantern' }

const cases: readonly [why: string, versions: readonly JsonObject[], line?: string][] = [
  ['the fix comes after the bug', [git(hash('a'), hash('c'))]],
  ['capitals are no difference', [git(hash('A'), hash('C'))]],
  ['from the beginning', [git('0', hash('c'))]],
  ['to no end', [git(hash('a'), '*')]],
  ['a commit that is on both sides is another defect', [git(hash('c'), hash('c'))]],
  ['a part of a hash is another defect', [git('aaaaaaa', 'ccccccc')]],
  ['a tag cannot be looked up here', [git('v3.13.0', 'v3.13.9')]],
  ['a single commit', [{ version: hash('a'), status: 'affected', versionType: 'git' }]],
  ['another type', [before('3.13.9', '3.13.0')]],
  [
    'a fix that is not there',
    [git(hash('a'), hash('f'))],
    `versions/0/lessThan error the repository has no commit ${hash('f')}`,
  ],
  [
    'a bug that is not there',
    [git(hash('f'), hash('c'))],
    `versions/0/version error the repository has no commit ${hash('f')}`,
  ],
  [
    'a single commit that is not there',
    [{ version: hash('f'), status: 'affected', versionType: 'git' }],
    `versions/0/version error the repository has no commit ${hash('f')}`,
  ],
  [
    'a fix on another branch',
    [git(hash('a'), hash('c')), git(hash('d'), hash('c'))],
    'versions/1/lessThan error cccccccccccc does not come after dddddddddddd: the range holds no commit',
  ],
  [
    'a fix before the bug',
    [git(hash('c'), hash('a'))],
    'versions/0/lessThan error aaaaaaaaaaaa does not come after cccccccccccc: the range holds no commit',
  ],
  [
    'the last affected commit on another branch',
    [{ version: hash('d'), lessThanOrEqual: hash('c'), status: 'affected', versionType: 'git' }],
    'versions/0/lessThanOrEqual error cccccccccccc does not come after dddddddddddd: the range holds no commit',
  ],
  [
    'a change on another branch',
    [{ ...git(hash('d'), '*'), changes: [{ at: hash('c'), status: 'unaffected' }] }],
    'versions/0/changes/0/at error cccccccccccc does not come after dddddddddddd: the range holds no commit',
  ],
]

for (const [why, versions, line] of cases) {
  test(`STW217: ${why}`, () => {
    const lines = linesOf('STW217', withVersions(versions, REPO, { repository }))
    assert.deepEqual(lines, line === undefined ? [] : [`/affected/0/${line}`])
    assert.deepEqual(linesOf('STW217', withVersions(versions, REPO)), [])
  })
}

test('STW217: commits without a repository', () => {
  const lines = linesOf('STW217', withVersions([git(hash('a'), hash('c')), git(hash('b'), hash('d'))]))
  assert.deepEqual(lines, [
    '/affected/0 error there are versions of the type git, and no repo says in which repository they are',
  ])
})

test('STW217: of two products, the one of the project alone is looked for in its repository', () => {
  const product = { vendor: 'LSF', defaultStatus: 'unaffected', ...REPO, versions: [git(hash('a'), hash('f'))] }
  const container = {
    affected: [
      { ...product, product: 'candle' },
      { ...product, product: 'lantern' },
    ],
  }
  const places = (world: LintWorld): readonly string[] =>
    linesOf('STW217', { container, world }).map((line) => line.slice(0, 11))
  assert.deepEqual(places({ repository }), [])
  assert.deepEqual(places({ repository, project: EXAMPLE_PROJECT }), ['/affected/1'])
})
