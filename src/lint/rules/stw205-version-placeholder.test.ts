import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { RecordExample } from '../rule.ts'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const single = (version: string): JsonObject => ({ version, status: 'affected' })
const AT = '/affected/0/versions/0'

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['the beginning of all versions, and no end', withVersions([before('*')]), []],
  ['the end of a branch', withVersions([before('3.13.*', '3.13.0')]), []],
  [
    'a version in which letters stand for themselves',
    withVersions([single('R16x'), single('xenial'), single('allspice')]),
    [],
  ],
  [
    'a range from nowhere',
    withVersions([before('3.12.13', 'unspecified')]),
    [
      `${AT}/version warning the range begins at "unspecified", which is no version: the beginning of all versions is written 0`,
    ],
  ],
  [
    'a range from the asterisk',
    withVersions([before('3.12.13', '*')]),
    [`${AT}/version warning the range begins at "*", which is no version: the beginning of all versions is written 0`],
  ],
  [
    'every version as one',
    withVersions([single('*')]),
    [
      `${AT}/version warning "*" counts as the name of one version, and no version is called so: nothing is affected by this entry`,
    ],
  ],
  [
    'no version as one',
    withVersions([single('N/A')]),
    [
      `${AT}/version warning "N/A" counts as the name of one version, and no version is called so: nothing is affected by this entry`,
    ],
  ],
  [
    'a branch as a version',
    withVersions([single('4.x')]),
    [
      `${AT}/version error "4.x" counts as the name of one version, and no version is called so: the branch 4 was probably meant`,
    ],
  ],
  [
    'a pattern',
    withVersions([single('3.12.*')]),
    [
      `${AT}/version error "3.12.*" counts as the name of one version, and no version is called so: the branch 3.12 was probably meant`,
    ],
  ],
  [
    'an asterisk in the middle, also of a bound',
    withVersions([single('3.*.1'), before('3*', '3.0')]),
    [
      `${AT}/version error "3.*.1" is no version: an asterisk stands at the end of an upper bound, and is no pattern`,
      '/affected/0/versions/1/lessThan error "3*" is no version: an asterisk stands at the end of an upper bound, and is no pattern',
    ],
  ],
  [
    'a letter for the asterisk of a bound',
    withVersions([before('3.x', '3.0')]),
    [`${AT}/lessThan error "3.x" is no version: the end of a branch is written 3.*`],
  ],
  [
    'a word for the end of a range',
    withVersions([before('latest', '3.12.0')]),
    [`${AT}/lessThan error the range ends at "latest", which is no version: nothing can be compared with it`],
  ],
  [
    'a change anywhere',
    withVersions([{ ...before('3.13.*', '3.13.0'), changes: [{ at: '*', status: 'unaffected' }] }]),
    [`${AT}/changes/0/at error the status changes at "*", which is no version: nothing can be compared with it`],
  ],
]

for (const [why, example, lines] of cases) {
  test(`STW205: ${why}`, () => assert.deepEqual(linesOf('STW205', example), lines))
}

const all: JsonObject = { version: '0', status: 'affected', versionType: 'custom', lessThan: '*' }

const fixes: readonly [why: string, versions: readonly JsonObject[], after: readonly JsonObject[]][] = [
  ['the beginning is 0', [before('3.12.13', 'unspecified')], [before('3.12.13')]],
  ['for whatever word', [before('3.12.13', 'n/a')], [before('3.12.13')]],
  ['all versions are a range, under any type', [single('all')], [all]],
  ['the type stays', [{ ...single('*'), versionType: 'python' }], [{ ...all, versionType: 'python' }]],
  ['where another entry has a say, a person decides', [single('*'), before('3.9')], [single('*'), before('3.9')]],
  ['unspecified is not all', [single('unspecified')], [single('unspecified')]],
  ['the end of a branch', [before('3.X', '3.0')], [before('3.*', '3.0')]],
]

for (const [why, versions, after] of fixes) {
  test(`STW205 fix: ${why}`, () => {
    const [product] = affectedAfterFix('STW205', withVersions(versions)) as readonly JsonObject[]
    assert.deepEqual(product?.versions, after)
  })
}

test('STW205: hints say how to write it', () => {
  const hints = ['*', 'n/a', '4.x'].map((text) => findingsOf('STW205', withVersions([single(text)]))[0]?.hint)
  assert.deepEqual(hints, [
    'for every version write "version": "0" with "lessThan": "*"',
    'name the versions; while they are not known, leave them out and set defaultStatus to unknown',
    'write a range from the first version of the branch to before "4.*", and say its versionType',
  ])
  assert.equal(
    findingsOf('STW205', withVersions([before('all', '1.0')]))[0]?.hint,
    'a range without an end is written "lessThan": "*"',
  )
})
