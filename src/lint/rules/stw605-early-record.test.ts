import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'
import type { CaseFacts, IdentifierFacts } from '../world.ts'

const cveId = 'CVE-2030-10421'
const now = '2030-02-20T09:00:00Z'
const published: IdentifierFacts = { cveId, state: 'PUBLISHED', reserved: '2030-02-10T09:00:00Z', inUse: true }

type Row = readonly [
  why: string,
  facts: Partial<CaseFacts>,
  lines: readonly string[],
  identifiers?: readonly IdentifierFacts[],
]

const rows: readonly Row[] = [
  ['nothing is out', { embargoUntil: '2030-03-01' }, []],
  ['the advisory first', { advisoryPublished: '2030-02-19', recordPublished: '2030-02-19T16:00:00Z' }, []],
  ['both at once', { advisoryPublished: now, recordPublished: now }, []],
  [
    'the record first',
    { advisoryPublished: '2030-02-20T08:00:00Z', recordPublished: '2030-02-19T16:00:00Z' },
    [
      '/cases/0 error the record of CVE-2030-10421 was published on 2030-02-19T16:00:00Z, before its advisory (2030-02-20T08:00:00Z)',
    ],
  ],
  [
    'no advisory',
    { recordPublished: '2030-02-19T16:00:00Z' },
    ['/cases/0 warning the record of CVE-2030-10421 is published, and nothing says when its advisory was'],
  ],
  [
    'under an embargo that holds',
    { embargoUntil: '2030-03-01', recordPublished: '2030-02-19T16:00:00Z' },
    ['/cases/0 error the record of CVE-2030-10421 is published, and its embargo holds until 2030-03-01'],
  ],
  [
    'under an embargo that is over by now',
    { embargoUntil: '2030-02-20', recordPublished: '2030-02-19T16:00:00Z', advisoryPublished: '2030-02-20' },
    ['/cases/0 error the record of CVE-2030-10421 is published, and its embargo held until 2030-02-20'],
  ],
  ['after the embargo', { embargoUntil: '2030-02-19', recordPublished: now, advisoryPublished: '2030-02-19' }, []],
  [
    'under an embargo: only the server tells',
    { embargoUntil: '2030-03-01' },
    ['/cases/0 error the record of CVE-2030-10421 is published, and its embargo holds until 2030-03-01'],
    [published],
  ],
  ['the server tells of a reserved ID', { embargoUntil: '2030-03-01' }, [], [{ ...published, state: 'RESERVED' }]],
]

for (const [why, facts, lines, identifiers] of rows) {
  test(`STW605: ${why}`, () => {
    const desk = { cases: [{ id: 'LSF-2030-4', cveId, ...facts }], ...(identifiers && { identifiers }) }
    assert.deepEqual(deskLinesOf('STW605', desk, { now }), lines)
  })
}
