import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer } from '#cve'
import type { RecordExample } from '../rule.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import { rejection } from './stw506-rejection.ts'

function rejected(reason: string, replacedBy?: readonly string[]): RecordExample {
  const { metadata = {}, container = {} } = rejection.example.wrong
  return {
    metadata,
    container: { ...container, rejectedReasons: [{ lang: 'en', value: reason }], ...(replacedBy && { replacedBy }) },
  }
}

const missing = (ids: string): string[] => [
  ` error the reason speaks of a duplicate and of ${ids}, and replacedBy is missing`,
]

const cases: readonly [
  why: string,
  reason: string,
  replacedBy: readonly string[] | undefined,
  lines: readonly string[],
][] = [
  ['a reason', 'The ID was reserved and not used.', undefined, []],
  ['ten characters', 'not needed', undefined, []],
  [
    'less than ten characters, blanks apart',
    'not used.     ',
    undefined,
    ['/rejectedReasons/0/value error the reason "not used.     " has 9 characters, at least 10 explain something'],
  ],
  ['a duplicate of one', 'This is a duplicate of CVE-2030-10007.', undefined, missing('CVE-2030-10007')],
  ['a duplicate of one, which is named', 'This is a duplicate of CVE-2030-10007.', ['CVE-2030-10007'], []],
  [
    'the record names itself, too',
    'CVE-2030-10421 is a duplicate of CVE-2030-10007.',
    undefined,
    missing('CVE-2030-10007'),
  ],
  [
    'one of several',
    'A duplicate: CVE-2030-10007 or CVE-2030-10008.',
    undefined,
    missing('CVE-2030-10007, CVE-2030-10008'),
  ],
  [
    'a duplicate of nothing',
    'This is a duplicate.',
    undefined,
    [' error the reason speaks of a duplicate, and nothing says of which ID'],
  ],
  ['no duplicate', 'This is not a duplicate of CVE-2030-10007 but no vulnerability.', undefined, []],
  ['another ID, and no duplicate', 'Split into CVE-2030-10007 and CVE-2030-10008.', undefined, []],
  [
    'replaced by itself',
    'This is a duplicate.',
    ['CVE-2030-10421'],
    ['/replacedBy/0 error CVE-2030-10421 cannot replace itself'],
  ],
]

for (const [why, reason, replacedBy, lines] of cases) {
  test(`STW506: ${why}`, () => assert.deepEqual(linesOf('STW506', rejected(reason, replacedBy)), lines))
}

test('STW506 fix: names the only other ID', () => {
  const after = containerAfterFix(
    'STW506',
    rejected('CVE-2030-10421 is a duplicate of CVE-2030-10007.'),
  ) as CnaContainer
  assert.deepEqual(after.replacedBy, ['CVE-2030-10007'])
})

test('STW506 fix: a person chooses between several', () => {
  const after = containerAfterFix('STW506', rejected('A duplicate: CVE-2030-10007 or CVE-2030-10008.')) as CnaContainer
  assert.equal(after.replacedBy, undefined)
})

test('STW506: its right example is a record by the schema', () => {
  assert.deepEqual(linesOf('STW003', rejection.example.right), [])
})
