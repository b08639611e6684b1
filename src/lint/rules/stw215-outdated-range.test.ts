import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT, exampleAssessment } from '../example-world.ts'
import { findingsOf, linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const COMMIT = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'
const assessment = exampleAssessment(
  {
    '3.11.15': 'unaffected',
    '3.12.11': 'affected',
    '3.12.12': 'affected',
    '3.12.13': 'fixed',
    '3.13.0rc1': 'affected',
    '3.13.7': 'affected',
    '3.13.8': 'affected',
    '3.13.9': 'fixed',
    '3.13.10': 'fixed',
    '3.14.0a1': 'affected',
    '3.14.0a2': 'fixed',
  },
  { provisional: [{ branch: '3.13', version: '3.13.8', commit: COMMIT }] },
)
const world = { project: EXAMPLE_PROJECT, assessment }

const b312 = before('3.12.13', '3.12.0')
const b313 = before('3.13.9', '3.13.0rc1')
const b314 = before('3.14.0a2', '3.14.0a1')
const single = (version: string, status = 'affected'): JsonObject => ({ version, status, versionType: 'python' })

const cases: readonly [why: string, versions: readonly JsonObject[], ...lines: string[]][] = [
  ['all is as git says', [b312, b313, b314]],
  ['releases by their numbers', ['3.12.11', '3.12.12', '3.13.7', '3.13.8', '3.14.0a1'].map((each) => single(each))],
  ['a branch that is left out is another defect', [b312, b314]],
  ['pre-releases of what is out are another defect', [b312, before('3.13.9', '3.13.0'), b314]],
  ['never affected, and called affected: the record may know more', [before('3.12.13', '3.11.0'), b313, b314]],
  [
    'the fix came out',
    [b312, before('3.13.11', '3.13.0rc1'), b314],
    '/versions/1/lessThan error 3.13.9 and 3.13.10 have the fix, and the record calls them affected',
  ],
  [
    'the last release has the fix',
    [b312, { version: '3.13.0rc1', lessThanOrEqual: '3.13.9', status: 'affected', versionType: 'python' }, b314],
    '/versions/1/lessThanOrEqual error 3.13.9 has the fix, and the record calls it affected',
  ],
  [
    'a fixed release that is listed',
    [b312, b313, single('3.13.10'), b314],
    '/versions/2/version error 3.13.10 has the fix, and the record calls it affected',
  ],
  [
    'no end',
    [before('*', '3.12.0')],
    '/versions/0/lessThan error 3.12.13, 3.13.9, 3.13.10 and 3.14.0a2 have the fix, and the record calls them affected',
  ],
  [
    'pre-releases of what is not out count',
    [b312, b313, before('3.14.0', '3.14.0a1')],
    '/versions/2/lessThan error 3.14.0a2 has the fix, and the record calls it affected',
  ],
  [
    'the range ends before the fix',
    [before('3.12.12', '3.12.0'), b313, b314],
    '/versions/0/lessThan warning 3.12.12 is affected, and the record calls it unaffected',
  ],
  [
    'an affected release that is called safe',
    [single('3.12.11', 'unaffected'), before('3.12.13', '3.12.0'), b313, b314],
    '/versions/0/version warning 3.12.11 is affected, and the record calls it unaffected',
  ],
  [
    'a release before the range',
    [before('3.12.13', '3.12.12'), b313, b314],
    '/versions warning 3.12.11 is affected, and the record calls it unaffected',
  ],
  [
    'a release that is missing in a list',
    [single('3.12.11'), b313, b314],
    '/versions warning 3.12.12 is affected, and the record calls it unaffected',
  ],
  [
    'the release that was to bring the fix',
    [b312, before('3.13.8', '3.13.0rc1'), b314],
    '/versions/1/lessThan error 3.13.8 was to bring the fix and came out without it: the record calls it unaffected',
  ],
]

for (const [why, versions, ...lines] of cases) {
  test(`STW215: ${why}`, () => {
    const found = linesOf('STW215', withVersions(versions, {}, world))
    assert.deepEqual(
      found,
      lines.map((line) => `/affected/0${line}`),
    )
  })
}

test('STW215: a chain of changes makes later branches safe', () => {
  const chain = { ...before('3.15.0', '3.12.0'), changes: [{ at: '3.12.13', status: 'unaffected' }] }
  const [finding, ...others] = findingsOf('STW215', withVersions([chain], {}, world))
  assert.equal(finding?.at, '/containers/cna/affected/0/versions/0/lessThan')
  assert.deepEqual(others, [])
})

test('STW215: whatever is not listed is affected, and a listed release is not enough', () => {
  const lines = linesOf('STW215', withVersions([single('3.13.9', 'unaffected')], { defaultStatus: 'affected' }, world))
  assert.deepEqual(lines, [
    '/affected/0/defaultStatus error 3.12.13, 3.13.10 and 3.14.0a2 have the fix, and the record calls them affected',
  ])
})

const hints: readonly [why: string, versions: readonly JsonObject[], hint: string][] = [
  ['one branch', [b312, before('3.13.11', '3.13.0rc1'), b314], 'end the range before 3.13.9'],
  ['several branches', [before('*', '3.12.0')], 'end a range of its own before each of 3.12.13, 3.13.9 and 3.14.0a2'],
  ['too early', [before('3.12.12', '3.12.0'), b313, b314], 'end the range before 3.12.13'],
]

for (const [why, versions, hint] of hints) {
  test(`STW215, the hint: ${why}`, () => {
    const [finding] = findingsOf('STW215', withVersions(versions, {}, world))
    assert.equal(finding?.hint, hint)
  })
}
