import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const through = (lessThanOrEqual: string, version: string, versionType = 'python'): JsonObject => ({
  version,
  lessThanOrEqual,
  status: 'affected',
  versionType,
})

const right: readonly [why: string, version: JsonObject][] = [
  ['a range', before('3.13.9', '3.13.0')],
  ['one release, as a range', through('3.13.0', '3.13.0')],
  ['the same version in two spellings, included', through('3.13', '3.13.0')],
  ['pre-releases come before', before('3.13.0', '3.13.0rc1')],
  ['10 is more than 9', before('3.10', '3.9')],
  ['in the order of its own scheme, letters follow numbers', before('1.0.2', '1.0.2~rc1', 'deb')],
  ['no lower bound', before('0.0.1')],
  ['no upper bound', before('*', '99')],
  ['a branch', before('3.13.*', '3.13.7')],
  ['nobody knows which commit comes first', before('a'.repeat(40), 'b'.repeat(40), 'git')],
  ['nobody knows the order', before('1.0', '2.0', 'custom')],
  ['a bound that is no version is for others', before('banana', '3.13.0')],
]

for (const [why, version] of right) {
  test(`STW208: ${why}`, () => assert.deepEqual(linesOf('STW208', withVersions([version])), []))
}

const AT = '/affected/0/versions/0 error'

const wrong: readonly [why: string, version: JsonObject, line: string][] = [
  [
    'ends where it begins',
    before('3.13.9', '3.13.9'),
    `${AT} the range ends before "3.13.9", where it begins: no version is in it`,
  ],
  [
    'in another spelling',
    before('3.13', '3.13.0'),
    `${AT} the range ends before "3.13", where it begins: no version is in it`,
  ],
  [
    'from 0 to before 0',
    before('0', '0', 'semver'),
    `${AT} the range ends before "0", where it begins: no version is in it`,
  ],
  [
    'the same text, in no order',
    before('R16B03', 'R16B03', 'custom'),
    `${AT} the range ends before "R16B03", where it begins: no version is in it`,
  ],
  [
    'backwards',
    before('3.12.13', '3.13.0'),
    `${AT} the range begins at "3.13.0" and ends at "3.12.13", which comes before: no version is in it`,
  ],
  [
    'backwards, included',
    through('3.13.0rc1', '3.13.0'),
    `${AT} the range begins at "3.13.0" and ends at "3.13.0rc1", which comes before: no version is in it`,
  ],
  [
    'after the end of the branch',
    before('3.12.*', '3.13.0'),
    `${AT} the range begins at "3.13.0" and ends at "3.12.*", which comes before: no version is in it`,
  ],
  [
    'backwards, although the texts are in order',
    before('1.9.0', '1.10.0', 'semver'),
    `${AT} the range begins at "1.10.0" and ends at "1.9.0", which comes before: no version is in it`,
  ],
]

for (const [why, version, line] of wrong) {
  test(`STW208: ${why}`, () => assert.deepEqual(linesOf('STW208', withVersions([version])), [line]))
}
