import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import type { LintWorld } from '../world.ts'

const product = (fields: JsonObject): JsonObject => ({
  vendor: 'Lantern Software Foundation',
  product: 'lantern',
  defaultStatus: 'unaffected',
  versions: [{ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
  ...fields,
})
const linesFor = (fields: JsonObject, world: LintWorld = {}): readonly string[] =>
  linesOf('STW222', { container: { affected: [product(fields)] }, world })

const addresses: readonly [why: string, repo: string, message?: string, fixed?: string][] = [
  ['as a browser opens it', 'https://github.com/lantern/lantern'],
  ['a slash at the end changes nothing', 'https://github.com/lantern/lantern/'],
  ['on a host of one’s own, .git may be part of the address', 'https://git.example/pub/scm/lantern.git'],
  ['.git in the middle', 'https://github.com/lantern/lantern.git-hooks'],
  ['another system than git', 'svn://svn.example/lantern'],
  ['ssh on a host of one’s own', 'ssh://git@git.example/lantern'],
  ['a host that only begins like a forge', 'https://github.com.example/lantern.git'],
  [
    '.git on a forge',
    'https://github.com/lantern/lantern.git',
    'repo ends in .git, and the pages of the forge do not',
    'https://github.com/lantern/lantern',
  ],
  [
    'on a GitLab of one’s own',
    'https://gitlab.lantern.example/lantern/lantern.git',
    'repo ends in .git, and the pages of the forge do not',
    'https://gitlab.lantern.example/lantern/lantern',
  ],
  [
    'http on a forge',
    'http://github.com/lantern/lantern',
    'repo begins with "http://": no browser opens it safely',
    'https://github.com/lantern/lantern',
  ],
  [
    'both',
    'git://github.com/lantern/lantern.git',
    'repo begins with "git://": no browser opens it safely',
    'https://github.com/lantern/lantern',
  ],
  [
    'the address of a clone by ssh',
    'ssh://git@codeberg.org/lantern/lantern.git',
    'repo begins with "ssh://": no browser opens it safely',
    'https://codeberg.org/lantern/lantern',
  ],
  [
    'the notation of package managers',
    'git+https://github.com/lantern/lantern.git',
    'repo begins with "git+https://": no browser opens it safely',
    'https://github.com/lantern/lantern',
  ],
  [
    'http on a host of one’s own',
    'http://git.example:8080/lantern',
    'repo begins with "http://": what is read there may have been changed on its way',
  ],
]

for (const [why, repo, message, fixed = repo] of addresses) {
  test(`STW222: ${why}`, () => {
    assert.deepEqual(linesFor({ repo }), message === undefined ? [] : [`/affected/0/repo warning ${message}`])
    const after = containerAfterFix('STW222', { container: { affected: [product({ repo })] } })
    assert.deepEqual((after as { affected: unknown }).affected, [product({ repo: fixed })])
  })
}

const project = { project: EXAMPLE_PROJECT }
const spellings: readonly [why: string, repo: string, line?: string][] = [
  ['as the project spells it', 'https://git.example/lantern'],
  ['another repository', 'https://git.example/lantern-docs'],
  ['with .git', 'https://git.example/lantern.git', 'repo is https://git.example/lantern in another spelling'],
  ['with a slash', 'https://git.example/lantern/', 'repo is https://git.example/lantern in another spelling'],
  ['http and capitals', 'http://Git.Example/lantern', 'repo is https://git.example/lantern in another spelling'],
]

for (const [why, repo, message] of spellings) {
  test(`STW222, beside the project: ${why}`, () => {
    const lines = message === undefined ? [] : [`/affected/0/repo warning ${message}`]
    assert.deepEqual(linesFor({ repo }, project), lines)
    const after = containerAfterFix('STW222', { container: { affected: [product({ repo })] }, world: project })
    const fixed = message === undefined ? repo : 'https://git.example/lantern'
    assert.deepEqual((after as { affected: unknown }).affected, [product({ repo: fixed })])
  })
}

test('STW222: the repository of another product is not compared with that of the project', () => {
  assert.deepEqual(linesFor({ product: 'other', repo: 'https://git.example/lantern/' }, project), [])
})

test('STW222: a long address takes no time', () => {
  const started = performance.now()
  for (const end of ['#', '@', '/', '.git', '?']) linesFor({ repo: `https://${'a'.repeat(200_000)}${end}` })
  assert(performance.now() - started < 2000)
})

const paths = new Set(['Lib/http/cookies.py', 'Lib', 'src/a b.c'])
const repository: LintWorld['repository'] = {
  hasCommit: () => true,
  isAncestor: () => true,
  hasPath: (path) => (path.startsWith('vendor/') ? undefined : paths.has(path)),
}
const files: readonly [why: string, fields: JsonObject, line?: string][] = [
  ['a file that is there', { programFiles: ['Lib/http/cookies.py'] }],
  ['a folder that is there', { programFiles: ['Lib'] }],
  ['with ./ in front', { programFiles: ['./Lib/http/cookies.py'] }],
  ['with / in front', { programFiles: ['/Lib/http/cookies.py'] }],
  ['with a line', { programFiles: ['Lib/http/cookies.py:133'] }],
  ['an address', { programFiles: ['https://git.example/lantern/blob/main/Lib/nowhere.py'] }],
  ['a pattern', { programFiles: ['Lib/nowhere/*.py'] }],
  ['a path of another system', { programFiles: ['Lib\\nowhere.py'] }],
  ['words', { programFiles: ['the file nowhere.py'] }],
  ['not looked up', { programFiles: ['vendor/nowhere.c'] }],
  [
    'a file that is not there',
    { programFiles: ['Lib/http/cookies.py', 'Lib/nowhere.py'] },
    '/affected/0/programFiles/1 warning no branch of the repository has "Lib/nowhere.py"',
  ],
  ['modules have names of their own', { modules: ['http.cookies', 'net/http', 'tarfile', 'TLS 1.3', 'nowhere.py'] }],
  ['a module that is a file', { modules: ['Lib/http/cookies.py'] }],
  [
    'a module that is a file and not there',
    { modules: ['Lib/nowhere.py'] },
    '/affected/0/modules/0 warning no branch of the repository has "Lib/nowhere.py"',
  ],
]

for (const [why, fields, line] of files) {
  test(`STW222, paths: ${why}`, () => {
    assert.deepEqual(linesFor(fields, { repository }), line === undefined ? [] : [line])
    assert.deepEqual(linesFor(fields), [])
    const { hasPath: _, ...commitsOnly } = repository
    assert.deepEqual(linesFor(fields, { repository: commitsOnly }), [])
  })
}

test('STW222: of two products only the project’s own is looked for in its repository', () => {
  const affected = [product({ programFiles: ['Lib/nowhere.py'] }), product({ product: 'other', programFiles: ['x.c'] })]
  const at = (world: LintWorld): readonly string[] =>
    linesOf('STW222', { container: { affected }, world }).map((line) => line.slice(0, 11))
  assert.deepEqual(at({ repository }), [])
  assert.deepEqual(at({ repository, ...project }), ['/affected/0'])
})
