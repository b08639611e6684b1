import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitUrl } from '#project'

const cases: readonly [why: string, repository: string, url: string | undefined][] = [
  ['GitHub', 'https://github.com/python/cpython', 'https://github.com/python/cpython/commit/abc'],
  ['an address for cloning', 'https://github.com/python/cpython.git', 'https://github.com/python/cpython/commit/abc'],
  ['a slash at the end', 'https://github.com/python/cpython/', 'https://github.com/python/cpython/commit/abc'],
  ['SSH', 'git@github.com:python/cpython.git', 'https://github.com/python/cpython/commit/abc'],
  ['SSH as an address', 'ssh://git@git.example:2222/lantern.git', 'https://git.example/lantern/commit/abc'],
  ['a user in the address', 'https://me:secret@git.example/lantern', 'https://git.example/lantern/commit/abc'],
  ['a port of the web', 'https://git.example:8443/lantern', 'https://git.example:8443/lantern/commit/abc'],
  ['GitLab', 'https://gitlab.com/a/b/c', 'https://gitlab.com/a/b/c/-/commit/abc'],
  ['Bitbucket', 'https://bitbucket.org/a/b', 'https://bitbucket.org/a/b/commits/abc'],
  ['cgit', 'https://git.kernel.org/pub/scm/git/git.git', 'https://git.kernel.org/pub/scm/git/git.git/commit/?id=abc'],
  ['Gitiles', 'https://go.googlesource.com/go', 'https://go.googlesource.com/go/+/abc'],
  ['a host that only looks like one of the table', 'https://notgitlab.com/a', 'https://notgitlab.com/a/commit/abc'],
  ['a path', '/srv/git/lantern.git', undefined],
  ['a relative path', '../lantern', undefined],
  ['a host without a path', 'https://git.example/', undefined],
  ['nothing', '', undefined],
]
for (const [why, repository, url] of cases) {
  test(`the address of a commit: ${why}`, () => assert.equal(commitUrl(repository, 'abc'), url))
}
