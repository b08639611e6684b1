import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'
import type { CaseFacts, IdentifierFacts } from '../world.ts'

const cveId = 'CVE-2030-10421'
const own: CaseFacts = { id: 'LSF-2030-4', cveId, disclosed: { at: '2030-02-20T08:00:00Z', by: 'us' } }
const others: CaseFacts = { ...own, disclosed: { at: '2030-02-20T08:00:00Z', by: 'others' } }
const reserved: IdentifierFacts = { cveId, state: 'RESERVED', reserved: '2030-02-10T09:00:00Z', inUse: true }

type Row = readonly [
  why: string,
  facts: CaseFacts,
  now: string,
  lines: readonly string[],
  identifiers?: readonly IdentifierFacts[],
]

const rows: readonly Row[] = [
  [
    'a minute too late',
    own,
    '2030-02-21T08:01:00Z',
    [
      '/cases/0 error CVE-2030-10421 is public since 2030-02-20T08:00:00Z, and its record was due by 2030-02-21T08:00:00Z (we made it public: 24 hours)',
    ],
  ],
  [
    'just in time',
    own,
    '2030-02-21T08:00:00Z',
    [
      '/cases/0 info CVE-2030-10421 is public since 2030-02-20T08:00:00Z, and its record is due by 2030-02-21T08:00:00Z (we made it public: 24 hours)',
    ],
  ],
  [
    'others made it public: two more days',
    others,
    '2030-02-22T08:00:00Z',
    [
      '/cases/0 info CVE-2030-10421 is public since 2030-02-20T08:00:00Z, and its record is due by 2030-02-23T08:00:00Z (others made it public: 72 hours)',
    ],
  ],
  [
    'others made it public, long ago',
    others,
    '2030-03-20T08:00:00Z',
    [
      '/cases/0 error CVE-2030-10421 is public since 2030-02-20T08:00:00Z, and its record was due by 2030-02-23T08:00:00Z (others made it public: 72 hours)',
    ],
  ],
  [
    'the same with a date alone, which is its first moment',
    { ...own, disclosed: { at: '2030-02-20', by: 'us' } },
    '2030-02-21T01:00:00Z',
    [
      '/cases/0 error CVE-2030-10421 is public since 2030-02-20, and its record was due by 2030-02-21T00:00:00Z (we made it public: 24 hours)',
    ],
  ],
  ['the record is published', { ...own, recordPublished: '2030-02-20T09:00:00Z' }, '2030-03-01T00:00:00Z', []],
  ['the server says so', own, '2030-03-01T00:00:00Z', [], [{ ...reserved, state: 'PUBLISHED' }]],
  ['the ID is rejected', own, '2030-03-01T00:00:00Z', [], [{ ...reserved, state: 'REJECTED' }]],
  ['the ID is not ours', own, '2030-03-01T00:00:00Z', [], []],
  ['not public', { id: 'LSF-2030-4', cveId }, '2030-03-01T00:00:00Z', []],
  ['no ID', { id: 'LSF-2030-4', disclosed: { at: '2030-02-20T08:00:00Z', by: 'us' } }, '2030-03-01T00:00:00Z', []],
]

for (const [why, facts, now, lines, identifiers = [reserved]] of rows) {
  test(`STW601: ${why}`, () => assert.deepEqual(deskLinesOf('STW601', { cases: [facts], identifiers }, { now }), lines))
}
