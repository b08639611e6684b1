import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import type { RecordExample } from '../rule.ts'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const single = (version: string, more: JsonObject = {}): JsonObject => ({ version, status: 'affected', ...more })
const python = { versionType: 'python' }

const NAME = 'counts as the name of one version, and no version is called so'

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['a version', withVersions([single('3.13.8')]), []],
  ['a version with everything in it', withVersions([single('1!3.13.8rc1.post2+local', python)]), []],
  ['a name that only looks odd', withVersions([single('12.2(33)SXI')]), []],
  [
    'a comparison',
    withVersions([single('< 3.9')]),
    [`/affected/0/versions/0/version error "< 3.9" ${NAME}: the versions before 3.9 were probably meant`],
  ],
  [
    'two of them',
    withVersions([single('>= 1.7.0, < 1.18.4')]),
    [
      `/affected/0/versions/0/version error ">= 1.7.0, < 1.18.4" ${NAME}: the versions from 1.7.0 to before 1.18.4 were probably meant`,
    ],
  ],
  [
    'a comparison that no entry can hold',
    withVersions([single('> 1.0')]),
    [`/affected/0/versions/0/version error "> 1.0" ${NAME}`],
  ],
  [
    'words',
    withVersions([single('3.9 and earlier')]),
    [`/affected/0/versions/0/version error "3.9 and earlier" ${NAME}: the versions through 3.9 were probably meant`],
  ],
  [
    'words that leave the end open',
    withVersions([single('3.8 to 3.9')]),
    [`/affected/0/versions/0/version error "3.8 to 3.9" ${NAME}: the versions from 3.8 up to 3.9 were probably meant`],
  ],
  [
    'words without an end',
    withVersions([single('3.8+')]),
    [`/affected/0/versions/0/version error "3.8+" ${NAME}: the versions from 3.8 on were probably meant`],
  ],
  [
    'a sign before one version',
    withVersions([single('= 3.1')]),
    [`/affected/0/versions/0/version error "= 3.1" ${NAME}: 3.1 was probably meant`],
  ],
  [
    'a list',
    withVersions([single('1.2, 1.3')]),
    [`/affected/0/versions/0/version error "1.2, 1.3" ${NAME}: 1.2 and 1.3 were probably meant`],
  ],
  [
    'a long list',
    withVersions([single('1.2, 1.3, 1.4, 1.5')]),
    [`/affected/0/versions/0/version error "1.2, 1.3, 1.4, 1.5" ${NAME}: 1.2, 1.3, 1.4 and 1 more were probably meant`],
  ],
  [
    'a comma that explains nothing',
    withVersions([single('1.2, and others')]),
    [`/affected/0/versions/0/version error "1.2, and others" ${NAME}`],
  ],
  [
    'blanks in a name',
    withVersions([single('4.1 SP2')]),
    ['/affected/0/versions/0/version warning there is a blank in "4.1 SP2": a version is one word to most tools'],
  ],
  ['blanks under a type that knows none: its syntax is wrong', withVersions([single('4.1 SP2', python)]), []],
  ['blanks at the ends are for those who trim', withVersions([single(' 4.1 ')]), []],
  [
    'the sign again in the value of a bound',
    withVersions([before('< 3.13.9')]),
    [
      '/affected/0/versions/0/lessThan error "< 3.13.9" is no version: the name of the field is the sign, and its value the version alone',
    ],
  ],
  [
    'another sign in the value of a bound',
    withVersions([before('<= 3.13.9')]),
    [
      '/affected/0/versions/0/lessThan error "<= 3.13.9" is no version: nothing can be compared with it, and the range means nothing',
    ],
  ],
  [
    'words as the start of a range, and as the place of a change',
    withVersions([{ ...before('3.13.9', '3.12 and 3.13'), changes: [{ at: 'after 3.13.4', status: 'unknown' }] }]),
    [
      '/affected/0/versions/0/version error "3.12 and 3.13" is no version: nothing can be compared with it, and the range means nothing',
    ],
  ],
  ['the end of a branch, and no end at all', withVersions([before('3.13.*', '3.13.0'), before('*', '3.14.0')]), []],
]

for (const [why, example, lines] of cases) {
  test(`STW204: ${why}`, () => assert.deepEqual(linesOf('STW204', example), lines))
}

const world = { project: EXAMPLE_PROJECT }

const fixes: readonly [why: string, example: RecordExample, versions: readonly JsonObject[]][] = [
  [
    'the entry has a type: it becomes a range',
    withVersions([single('< 3.9', python), single('>= 3.10.0', python), single('>= 3.9.1, <= 3.9.4', python)]),
    [
      { version: '0', status: 'affected', versionType: 'python', lessThan: '3.9' },
      { version: '3.10.0', status: 'affected', versionType: 'python', lessThan: '*' },
      { version: '3.9.1', status: 'affected', versionType: 'python', lessThanOrEqual: '3.9.4' },
    ],
  ],
  [
    'the project has one',
    withVersions([single('< 3.9')], {}, world),
    [{ version: '0', status: 'affected', versionType: 'python', lessThan: '3.9' }],
  ],
  [
    'another product than that of the project',
    withVersions([single('< 3.9')], { product: 'wick' }, world),
    [single('< 3.9')],
  ],
  ['nobody has one: no range without an order', withVersions([single('< 3.9')]), [single('< 3.9')]],
  [
    'the type cannot read it',
    withVersions([single('< 3.9', { versionType: 'semver' })]),
    [single('< 3.9', { versionType: 'semver' })],
  ],
  ['words leave too much open', withVersions([single('3.9 and earlier', python)]), [single('3.9 and earlier', python)]],
  ['one version', withVersions([single('== 3.1', python)]), [single('3.1', python)]],
  [
    'a list, in its place',
    withVersions([single('1.2, 1.3', python), single('2.0', python)]),
    [single('1.2', python), single('1.3', python), single('2.0', python)],
  ],
  [
    'a list in the second place',
    withVersions([single('1.0', python), single('1.2; 1.3; 1.4', python), single('2.0', python)]),
    [single('1.0', python), single('1.2', python), single('1.3', python), single('1.4', python), single('2.0', python)],
  ],
  ['one of a list may be a branch', withVersions([single('1.2, 13', python)]), [single('1.2, 13', python)]],
  [
    '0 begins a range of any type',
    withVersions([single('>= 0, < 2.0.0', { versionType: 'semver' })]),
    [{ version: '0', status: 'affected', versionType: 'semver', lessThan: '2.0.0' }],
  ],
  [
    'both ends must be versions of the type',
    withVersions([single('>= 1.0.0, < 2.0', { versionType: 'semver' })]),
    [single('>= 1.0.0, < 2.0', { versionType: 'semver' })],
  ],
  ['`11` may be a branch', withVersions([single('11, 12')]), [single('11, 12')]],
  [
    'an included bound, and a change',
    withVersions([
      {
        version: '0',
        status: 'affected',
        ...python,
        lessThanOrEqual: '<= 3.13.8',
        changes: [{ at: '>= 3.13.4', status: 'unknown' }],
      },
    ]),
    [
      {
        version: '0',
        status: 'affected',
        ...python,
        lessThanOrEqual: '3.13.8',
        changes: [{ at: '3.13.4', status: 'unknown' }],
      },
    ],
  ],
  ['a bound equal to a version', withVersions([before('= 3.13.9')]), [before('3.13.9')]],
  [
    'not where sign and field disagree',
    withVersions([{ version: '<3.0', status: 'affected', ...python, lessThanOrEqual: '< 3.13.9' }]),
    [{ version: '<3.0', status: 'affected', ...python, lessThanOrEqual: '< 3.13.9' }],
  ],
  [
    'not where the bound is a range of its own',
    withVersions([before('>= 3.13.0, < 3.13.9')]),
    [before('>= 3.13.0, < 3.13.9')],
  ],
  ['bounds', withVersions([before('<3.13.9', '>=3.13.0')]), [before('3.13.9', '3.13.0')]],
]

for (const [why, example, versions] of fixes) {
  test(`STW204 fix: ${why}`, () => {
    const [product] = affectedAfterFix('STW204', example) as readonly JsonObject[]
    assert.deepEqual(product?.versions, versions)
  })
}

test('STW204: hints say how to write what was meant', () => {
  const hints = ['< 3.9', '3.8 to 3.9', '> 1.0', '1.2, 1.3'].map(
    (text) => findingsOf('STW204', withVersions([single(text)]))[0]?.hint,
  )
  assert.deepEqual(hints, [
    'write the range {"version":"0","lessThan":"3.9"}, and say its versionType',
    'write a range, and say its versionType',
    'write single versions, or a range with lessThan',
    'give each of them an entry of its own',
  ])
})
