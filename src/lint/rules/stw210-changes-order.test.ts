import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'

const change = (at: string, status = 'unaffected'): JsonObject => ({ at, status })
const chain = (entry: JsonObject, ...changes: JsonObject[]): JsonObject => ({ ...entry, changes })
const range = before('3.14.0', '3.13.0')
const AT = '/affected/0/versions/0/changes'

const cases: readonly [why: string, version: JsonObject, lines: readonly string[]][] = [
  ['no changes', range, []],
  ['in order', chain(range, change('3.13.4'), change('3.13.9', 'affected'), change('3.13.10')), []],
  ['one change at the very start', chain(range, change('3.13.0')), []],
  [
    'up to an end that belongs to the range',
    chain(
      { version: '3.13.0', lessThanOrEqual: '3.13.9', status: 'affected', versionType: 'python' },
      change('3.13.9'),
    ),
    [],
  ],
  ['no ends', chain(before('*'), change('0.1'), change('99')), []],
  ['inside of the branch', chain(before('3.13.*', '3.13.0'), change('3.13.99')), []],
  [
    'out of order: 9 is before 10',
    chain(range, change('3.13.10'), change('3.13.9', 'affected')),
    [`${AT} error "3.13.9" stands after a higher version: whoever does not sort the changes goes wrong here`],
  ],
  [
    'the same version twice',
    chain(range, change('3.13.4'), change('3.13.4', 'affected')),
    [`${AT}/1 error the status changes twice at "3.13.4": here and in changes/0`],
  ],
  [
    'the same version in two spellings',
    chain(before('3.14.0', '3.12.0'), change('3.13'), change('3.13.0', 'affected')),
    [`${AT}/1 error the status changes twice at "3.13.0": here and in changes/0`],
  ],
  [
    'twice is twice in any order',
    chain(before('z', 'a', 'custom'), change('k'), change('k', 'unknown')),
    [`${AT}/1 error the status changes twice at "k": here and in changes/0`],
  ],
  ['no order, nothing to say', chain(before('z', 'a', 'custom'), change('k'), change('b')), []],
  [
    'commits come in the order of their history',
    chain(before('*', '0', 'git'), change('b'.repeat(40)), change('a'.repeat(40))),
    [],
  ],
  [
    'before the range',
    chain(range, change('3.12.13'), change('3.13.9')),
    [`${AT}/0 error the status changes at "3.12.13", before the range begins: affected holds for none of its versions`],
  ],
  [
    'at the end of the range',
    chain(before('3.13.9', '3.13.0'), change('3.13.9')),
    [`${AT}/0 error the status changes at "3.13.9", where the range has ended: the change never takes place`],
  ],
  [
    'behind the end of the branch',
    chain(before('3.13.*', '3.13.0'), change('3.14.0')),
    [`${AT}/0 error the status changes at "3.14.0", where the range has ended: the change never takes place`],
  ],
  [
    'a single version has no changes, as the schema says',
    chain({ version: '3.13.0', status: 'affected', versionType: 'python' }, change('3.13.9'), change('3.13.4')),
    [],
  ],
  ['a text that is no version is for others', chain(range, change('banana')), []],
]

for (const [why, version, lines] of cases) {
  test(`STW210: ${why}`, () => assert.deepEqual(linesOf('STW210', withVersions([version])), lines))
}

const fixes: readonly [why: string, before: JsonObject, after: JsonObject][] = [
  [
    'sorts',
    chain(range, change('3.13.10'), change('3.13.9', 'affected'), change('3.13.2')),
    chain(range, change('3.13.2'), change('3.13.9', 'affected'), change('3.13.10')),
  ],
  [
    'takes out what never takes place',
    chain(range, change('3.13.9'), change('3.14.0', 'affected')),
    chain(range, change('3.13.9')),
  ],
  ['an empty list does not stay', chain(before('3.13.9', '3.13.0'), change('3.13.9')), before('3.13.9', '3.13.0')],
  [
    'both, one after the other',
    chain(range, change('3.14.0'), change('3.13.9'), change('3.13.4', 'unknown')),
    chain(range, change('3.13.4', 'unknown'), change('3.13.9')),
  ],
  [
    'of two changes at one version a person chooses',
    chain(range, change('3.13.4'), change('3.13.4', 'affected')),
    chain(range, change('3.13.4'), change('3.13.4', 'affected')),
  ],
  [
    'what is no version is not moved',
    chain(range, change('3.13.9'), change('banana'), change('3.13.4', 'unknown')),
    chain(range, change('3.13.9'), change('banana'), change('3.13.4', 'unknown')),
  ],
]

for (const [why, wrong, after] of fixes) {
  test(`STW210 fix: ${why}`, () => {
    const [product] = affectedAfterFix('STW210', withVersions([wrong])) as readonly JsonObject[]
    assert.deepEqual(product?.versions, [after])
  })
}
