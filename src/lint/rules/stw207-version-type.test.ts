import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import type { RecordExample } from '../rule.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const single = (version: string, versionType?: string): JsonObject => ({
  version,
  status: 'affected',
  ...(versionType !== undefined && { versionType }),
})
const AT = '/affected/0/versions'
const world = { project: EXAMPLE_PROJECT }

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['types with an order', withVersions([before('3.12.13'), before('1.0.0', '0', 'npm'), single('1.0', 'Maven')]), []],
  ['the order of git is its history', withVersions([single('6ceb8aeda504b079fef7a57b8d81472f15cdd9a5', 'git')]), []],
  ['all versions need no order', withVersions([before('*', '0', 'custom')]), []],
  [
    'custom',
    withVersions([before('7.1', '7.0', 'custom')]),
    [
      `${AT}/0/versionType warning the order of versionType "custom" is not known: which versions lie between "7.0" and "7.1" cannot be told`,
    ],
  ],
  [
    'a word of its own',
    withVersions([before('26.2.5.15', '26.0', 'otp')]),
    [
      `${AT}/0/versionType warning the order of versionType "otp" is not known: which versions lie between "26.0" and "26.2.5.15" cannot be told`,
    ],
  ],
  [
    'no type: once for all entries of a product',
    withVersions([single('3.12.0'), before('3.13.9'), single('3.12.1'), single('3.12.2')]),
    [
      `${AT}/0 warning there is no versionType: "3.12.0" matches the very same text and nothing else; so it is with 2 more entries`,
    ],
  ],
  [
    'each type by itself',
    withVersions([single('R16B03', 'custom'), single('17.0', 'otp'), single('18.0', 'otp')]),
    [
      `${AT}/0/versionType warning the order of versionType "custom" is not known: "R16B03" matches the very same text and nothing else`,
      `${AT}/1/versionType warning the order of versionType "otp" is not known: "17.0" matches the very same text and nothing else; so it is with 1 more entry`,
    ],
  ],
  [
    'a range without type is for the schema',
    withVersions([{ version: '1.0', lessThan: '1.2', status: 'affected' }]),
    [],
  ],
  ['a text that is no version is for others', withVersions([single('n/a'), single('< 3.9')]), []],
  [
    'a project whose own order has no word',
    withVersions([before('3.0.9', '3.0.0', 'custom')], {}, { project: { ...EXAMPLE_PROJECT, scheme: 'openssl' } }),
    [],
  ],
  [
    'a project that chose its word',
    withVersions(
      [before('3.0.9', '3.0.0', 'lantern')],
      {},
      { project: { ...EXAMPLE_PROJECT, template: { versionType: 'lantern' } } },
    ),
    [],
  ],
  [
    'a project that could say better',
    withVersions([before('3.0.9', '3.0.0', 'custom')], {}, world),
    [
      `${AT}/0/versionType warning the order of versionType "custom" is not known: which versions lie between "3.0.0" and "3.0.9" cannot be told`,
    ],
  ],
]

for (const [why, example, lines] of cases) {
  test(`STW207: ${why}`, () => assert.deepEqual(linesOf('STW207', example), lines))
}

const fixes: readonly [why: string, example: RecordExample, versions: readonly JsonObject[]][] = [
  [
    'the type of the project',
    withVersions([single('3.12.0'), before('3.13.9', '0', 'custom'), single('3.13rc1')], {}, world),
    [single('3.12.0', 'python'), before('3.13.9'), single('3.13rc1', 'python')],
  ],
  [
    '0 and the asterisk are of every type',
    withVersions(
      [before('3.0.9', '0', 'custom'), before('*', '3.1.0', 'custom')],
      {},
      { project: { ...EXAMPLE_PROJECT, scheme: 'semver' } },
    ),
    [before('3.0.9', '0', 'semver'), before('*', '3.1.0', 'semver')],
  ],
  [
    'a change must be a version of it too',
    withVersions(
      [{ ...before('3.1.0', '3.0.0', 'custom'), changes: [{ at: 'nightly', status: 'unaffected' }] }],
      {},
      world,
    ),
    [{ ...before('3.1.0', '3.0.0', 'custom'), changes: [{ at: 'nightly', status: 'unaffected' }] }],
  ],
  [
    'not where one of the versions is none of it',
    withVersions([single('3.12.0'), single('3.12-final')], {}, world),
    [single('3.12.0'), single('3.12-final')],
  ],
  ['not for another product', withVersions([single('3.12.0')], { product: 'wick' }, world), [single('3.12.0')]],
]

for (const [why, example, versions] of fixes) {
  test(`STW207 fix: ${why}`, () => {
    const [product] = affectedAfterFix('STW207', example) as readonly JsonObject[]
    assert.deepEqual(product?.versions, versions)
  })
}
