import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const single = (version: string, versionType: string): JsonObject => ({ version, status: 'affected', versionType })
const HASH = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'

const right: readonly [why: string, ...versions: JsonObject[]][] = [
  ['semantic versions', single('1.4.0', 'semver'), single('1.4.0-rc.1+build.5', 'semver'), single('1.4.0', 'SemVer')],
  ['0 begins a range of any type', before('1.4.0', '0', 'semver'), before(HASH, '0', 'git')],
  [
    'no end, and the end of a branch',
    before('*', '1.4.0', 'semver'),
    before('1.*', '1.0.0', 'semver'),
    before('3.12.*', '3.12.0'),
  ],
  [
    'versions of Python',
    single('3.10', 'python'),
    single('v3.14.0rc1', 'python'),
    single('1!2.0.post1.dev3+local', 'python'),
  ],
  [
    'commits by SHA-1 and SHA-256',
    single(HASH, 'git'),
    single(HASH.toUpperCase(), 'git'),
    single('a'.repeat(64), 'git'),
  ],
  ['versions of Maven', single('2.1.0-rc-1', 'maven'), single('1.0.RELEASE', 'maven')],
  ['versions of distributions', single('1:2.30.2-1.el9', 'rpm'), single('1:2.30.2-1~deb12u1', 'deb')],
  ['gems', single('1.0.0.rc2', 'gem')],
  ['nobody knows what is right here', single('banana0', 'custom'), single('banana0', 'otp')],
  [
    'what is no version at all is the subject of others',
    single('< 3.9', 'semver'),
    single('all', 'semver'),
    single('4.x', 'semver'),
  ],
  ['blanks at the ends are the subject of others', single(' 1.4.0 ', 'semver')],
]

for (const [why, ...versions] of right) {
  test(`STW206: ${why}`, () => assert.deepEqual(linesOf('STW206', withVersions(versions)), []))
}

const UNORDERED = 'no tool can tell which versions come before it'
const SEMVER = 'is no version under Semantic Versioning 2.0.0'

const wrong: readonly [why: string, version: JsonObject, at: string, message: string][] = [
  ['two numbers', single('3.10', 'semver'), 'version', `"3.10" ${SEMVER}: ${UNORDERED}`],
  ['four numbers', single('1.2.3.4', 'semver'), 'version', `"1.2.3.4" ${SEMVER}: ${UNORDERED}`],
  ['a letter in front', single('v1.2.3', 'semver'), 'version', `"v1.2.3" ${SEMVER}: ${UNORDERED}`],
  ['a fruit', single('banana0', 'semver'), 'version', `"banana0" ${SEMVER}: ${UNORDERED}`],
  ['leading zeros', single('1.02.3', 'semver'), 'version', `"1.02.3" ${SEMVER}: ${UNORDERED}`],
  ['a version inside of other text', single('x1.2.3', 'semver'), 'version', `"x1.2.3" ${SEMVER}: ${UNORDERED}`],
  ['0 as a single version', single('0', 'semver'), 'version', `"0" ${SEMVER}: ${UNORDERED}`],
  ['blanks inside', single('1.4.0 rc1', 'semver'), 'version', `"1.4.0 rc1" ${SEMVER}: ${UNORDERED}`],
  ['an upper bound', before('1.18', '0', 'semver'), 'lessThan', `"1.18" ${SEMVER}: ${UNORDERED}`],
  [
    'an inclusive one',
    { version: '0', lessThanOrEqual: '1.18', status: 'affected', versionType: 'semver' },
    'lessThanOrEqual',
    `"1.18" ${SEMVER}: ${UNORDERED}`,
  ],
  [
    'a branch',
    before('banana.*', '1.0.0', 'semver'),
    'lessThan',
    '"banana.*" is no branch of versions under Semantic Versioning 2.0.0: the range ends nowhere',
  ],
  [
    'a change',
    { ...before('2.0.0', '1.0.0', 'semver'), changes: [{ at: '1.5', status: 'unaffected' }] },
    'changes/0/at',
    `"1.5" ${SEMVER}: ${UNORDERED}`,
  ],
  [
    'no version of Python',
    single('3.14-final', 'python'),
    'version',
    `"3.14-final" is no version under PEP 440: ${UNORDERED}`,
  ],
  [
    'a short hash',
    single('6ceb8ae', 'git'),
    'version',
    `"6ceb8ae" is no version under git commits and tags: ${UNORDERED}`,
  ],
  [
    'a tag',
    before('v3.13.9', '0', 'git'),
    'lessThan',
    `"v3.13.9" is no version under git commits and tags: ${UNORDERED}`,
  ],
  [
    'a colon',
    single('1:2', 'maven'),
    'version',
    `"1:2" is no version under Maven versions (ComparableVersion): ${UNORDERED}`,
  ],
  [
    'two hyphens',
    single('1-2-3', 'rpm'),
    'version',
    `"1-2-3" is no version under RPM versions (rpmvercmp): ${UNORDERED}`,
  ],
]

for (const [why, version, at, message] of wrong) {
  test(`STW206: ${why}`, () => {
    assert.deepEqual(linesOf('STW206', withVersions([version])), [`/affected/0/versions/0/${at} error ${message}`])
  })
}

test('STW206: the hint shows what such a version looks like', () => {
  const hints = ['semver', 'git'].map((type) => findingsOf('STW206', withVersions([single('banana0', type)]))[0]?.hint)
  assert.deepEqual(hints, [
    'a semantic version looks like 1.4.0-rc.1',
    'write the full hash of a commit, 40 or 64 hexadecimal digits',
  ])
})

test('STW206: the fix takes the letter away where that is all', () => {
  const versions = [before('v1.4.2', 'v1.4.0', 'semver'), single('v1.5', 'semver'), single('V1.5.0', 'semver')]
  const [product] = affectedAfterFix('STW206', withVersions(versions)) as readonly JsonObject[]
  assert.deepEqual(product?.versions, [
    before('1.4.2', '1.4.0', 'semver'),
    single('v1.5', 'semver'),
    single('V1.5.0', 'semver'),
  ])
})
