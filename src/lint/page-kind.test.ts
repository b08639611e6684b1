import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitInAddress, type PageKind, pageKind } from './page-kind.ts'

const HASH = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'

const cases: readonly [why: string, url: string, kind?: PageKind, commit?: string][] = [
  ['GitHub', `https://github.com/lantern/lantern/commit/${HASH}`, 'commit', HASH],
  ['an abbreviated hash, as a patch', 'https://github.com/lantern/lantern/commit/6CEB8AE.patch', 'commit', '6ceb8ae'],
  ['GitLab', `https://gitlab.com/lantern/core/lantern/-/commit/${HASH}`, 'commit', HASH],
  ['Bitbucket', `https://bitbucket.org/lantern/lantern/commits/${HASH}`, 'commit', HASH],
  ['Mercurial', 'https://hg.lantern.example/lantern/rev/6ceb8aeda504', 'commit', '6ceb8aeda504'],
  ['Gitiles', `https://go.googlesource.com/go/+/${HASH}`, 'commit', HASH],
  ['cgit', `https://git.lantern.example/lantern.git/commit/lib?h=main&id=${HASH}`, 'commit', HASH],
  ['gitweb', `https://git.lantern.example/?p=lantern.git;a=commitdiff;h=${HASH}`, 'commit', HASH],
  ['kernel.org', `https://git.kernel.org/stable/c/${HASH}`, 'commit', HASH],
  ['a list of commits', 'https://github.com/lantern/lantern/commits/main'],
  ['a file at a commit', `https://github.com/lantern/lantern/blob/${HASH}/src/remove.c`],
  ['a page about a commit', 'https://lantern.example/commit/'],

  ['a pull request of GitHub', 'https://github.com/lantern/lantern/pull/133', 'pull-request'],
  ['one commit of a pull request', `https://github.com/lantern/lantern/pull/133/commits/${HASH}`, 'pull-request', HASH],
  ['Gitea', 'https://codeberg.org/lantern/lantern/pulls/133#issuecomment-1', 'pull-request'],
  ['a merge request of GitLab', 'https://gitlab.com/lantern/lantern/-/merge_requests/133', 'pull-request'],
  ['a change in Gerrit', 'https://review.lantern.example/c/lantern/+/133', 'pull-request'],
  ['a change of Go', 'https://go.dev/cl/442235', 'pull-request'],
  ['all pull requests', 'https://github.com/lantern/lantern/pulls'],

  ['an issue of GitHub', 'https://github.com/lantern/lantern/issues/133', 'issue'],
  ['a comment on it', 'https://github.com/lantern/lantern/issues/133#issuecomment-1', 'issue'],
  ['an issue of GitLab', 'https://gitlab.com/lantern/core/lantern/-/issues/133', 'issue'],
  ['Bugzilla', 'https://bugzilla.redhat.com/show_bug.cgi?id=2272210', 'issue'],
  ['Roundup', 'https://bugs.python.org/issue43882', 'issue'],
  ["Go's tracker", 'https://go.dev/issue/56152', 'issue'],
  ['Jira', 'https://issues.lantern.example/jira/browse/LANTERN-133', 'issue'],
  ['Launchpad', 'https://bugs.launchpad.net/ubuntu/+source/lantern/+bug/133', 'issue'],
  ['all issues', 'https://github.com/lantern/lantern/issues'],
  ['an issue of a magazine', 'https://phrack.org/issues/49/14.html'],

  [
    'an advisory of a repository',
    'https://github.com/lantern/lantern/security/advisories/GHSA-2c4m-59x9-fr2g',
    'repository-advisory',
  ],
  ['an advisory of the whole of GitHub', 'https://github.com/advisories/GHSA-2c4m-59x9-fr2g'],
  ['any page', 'https://lantern.example/advisories/LSF-2030-4'],
]

for (const [why, url, kind, commit] of cases) {
  test(`pageKind: ${why}`, () => assert.equal(pageKind(url), kind))
  if (commit !== undefined) test(`commitInAddress: ${why}`, () => assert.equal(commitInAddress(url), commit))
}
