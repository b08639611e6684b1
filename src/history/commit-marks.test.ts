import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readMarks } from '#history'

const subjects: readonly [why: string, subject: string, same: string][] = [
  ['a branch in brackets', '[3.8] Fix the lamp', 'fix the lamp'],
  ['a development branch', '[3.x] Fix the lamp', 'fix the lamp'],
  ['a long branch name', '[release-3.2] Fix the lamp', 'fix the lamp'],
  ['a branch with a slash', '[stable/5.x] Fix the lamp', 'fix the lamp'],
  ['two marks', '[backport][3.8] Fix the lamp', 'fix the lamp'],
  ['a branch and a colon', '3.8: Fix the lamp', 'fix the lamp'],
  ['a version and a colon', 'v5.4: Fix the lamp', 'fix the lamp'],
  ['the word and a colon', 'Backport: Fix the lamp', 'fix the lamp'],
  ['a request', 'Fix the lamp (GH-123)', 'fix the lamp'],
  ['two requests', 'Fix the lamp (GH-123) (#456)', 'fix the lamp'],
  ['a backport note', 'Fix the lamp (backport #12)', 'fix the lamp'],
  ['a branch at the end', 'Fix the lamp [2.x]', 'fix the lamp'],
  ['an issue in front', 'bpo-123: Fix the lamp', 'fix the lamp'],
  ['all together', '[3.8] gh-123:  Fix  the LAMP. (GH-1) (GH-2)', 'fix the lamp'],
  ['a full stop', 'Fix the lamp.', 'fix the lamp'],
  ['a bracket that is no branch stays', '[lamp] Fix the switch', '[lamp] fix the switch'],
  ['an identifier in brackets stays', '[CVE-2030-1234] Fix the lamp', '[cve-2030-1234] fix the lamp'],
  ['a component and a colon stay', 'lamp: fix the switch', 'lamp: fix the switch'],
  ['a remark at the end stays', 'Fix the lamp (again)', 'fix the lamp (again)'],
  ['nothing but an issue stays', 'gh-123', 'gh-123'],
  ['nothing but a branch leaves nothing', '[3.8]', ''],
]
for (const [why, subject, same] of subjects) {
  test(`the subject without marks: ${why}`, () => assert.equal(readMarks(subject, '').subject, same))
}

test('a subject that a forge cut off goes on in the body', () => {
  const whole = 'Fix the lamp of the light-house that burns only at noon'
  const cut = readMarks('[3.8] Fix the lamp of the light-house… (#7)', '\n…that burns only at noon (#7)\n')
  assert.equal(cut.subject, readMarks(whole, '').subject.replace('house that', 'housethat'))
})

const issues: readonly [subject: string, body: string, issues: string[], requests: string[]][] = [
  ['bpo-12: Fix', '', ['bpo-12'], []],
  ['gh-12: Fix', '', ['gh-12'], []],
  ['Issue #12: Fix', '', ['gh-12'], []],
  ['Fix bug 12', '', ['bug-12'], []],
  ['Fix bug #12', '', ['bug-12'], []],
  ['Fixed #12 -- Lamp', '', ['gh-12'], []],
  ['Fix CVE-2030-12345', '', ['cve-2030-12345'], []],
  ['Fix (GH-12) (#13)', '', [], ['gh-13', 'gh-12']],
  ['Fix', 'Fixes: #12\nCloses bug 13', ['gh-12', 'bug-13'], []],
  ['Fix', 'This is like #12 but not the same.', [], []],
  ['Fix the debug 12 output', '', [], []],
  ['Fix colour #12ab', '', [], []],
]
for (const [subject, body, named, requests] of issues) {
  test(`issues of ${JSON.stringify([subject, body])}`, () => {
    const marks = readMarks(subject, body)
    assert.deepEqual([marks.issues, marks.requests], [named, requests])
  })
}

const X = '1234567890abcdef1234567890abcdef12345678'
const Y = 'fedcba0987654321fedcba0987654321fedcba09'
const links: readonly [why: string, body: string, origins: string[], reverts: string[]][] = [
  ['git cherry-pick -x', `(cherry picked from commit ${X})`, [X], []],
  ['an abbreviated hash', '(cherry picked from commit 1234567890)', ['1234567890'], []],
  ['six digits are no hash', '(cherry picked from commit 123456)', [], []],
  ['several lines', `(cherry picked from commit ${X})\n(cherry picked from commit ${Y})`, [X, Y], []],
  ['several in one line', `(cherry picked from commits ${X} and ${Y})`, [X, Y], []],
  ['a line that was broken', `(cherry picked from commit\n${X})`, [X], []],
  ['backport', `Backport of ${X} from main.`, [X], []],
  ['backport of an address', `Backport of https://git.example/lantern/commit/${X}`, [X], []],
  ['backported', `(backported from commit ${X})`, [X], []],
  ['a trailer', `Upstream-commit: ${X}`, [X], []],
  ['the kernel, in brackets', `[ Upstream commit ${X} ]`, [X], []],
  ['the kernel, in words', `commit ${X} upstream.`, [X], []],
  ['capitals', `(cherry picked from commit ${X.toUpperCase()})`, [X], []],
  ['a mention is no origin', `This completes commit ${X}.`, [], []],
  ['an issue is no commit', 'Backport of #1234567', [], []],
  ['a word that is not all hex', 'Backport of deadbeef-feature', [], []],
  ['a revert', `This reverts commit ${X}.`, [], [X]],
  [
    'a revert of a merge names what stays as well',
    `This reverts commit ${X}, reversing\nchanges made to ${Y}.`,
    [],
    [X],
  ],
  ['a revert whose line was broken', `This reverts commit\n${X}.`, [], [X]],
  ['a revert that is itself a backport', `This reverts commit ${X}.\n\n(cherry picked from commit ${Y})`, [Y], [X]],
]
for (const [why, body, origins, reverts] of links) {
  test(`links in a message: ${why}`, () => {
    const marks = readMarks('Fix the lamp', body)
    assert.deepEqual([marks.origins, marks.reverts], [origins, reverts])
  })
}

test('reading takes no longer than the message is long', () => {
  const start = performance.now()
  for (const piece of [
    '[3.8]',
    '(#1)',
    '(',
    '[',
    '#',
    'gh-',
    ' ',
    '.',
    'cherry picked from ',
    'commit 1234567 ',
    '1',
  ]) {
    const long = piece.repeat(Math.ceil(200_000 / piece.length))
    readMarks(long, long)
    readMarks('x', `${long}\n`.repeat(3))
  }
  assert(performance.now() - start < 5000)
})

test('no message makes an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (subject, body) => void readMarks(subject, body)),
    { seed: 1 },
  )
})
