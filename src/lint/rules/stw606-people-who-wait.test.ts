import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'
import type { CaseFacts } from '../world.ts'

const cveId = 'CVE-2030-10421'
// A Wednesday: three business days later is Monday 25, eight is Monday 4 March, and 23 is Monday 25 March.
const opened = '2030-02-20T09:00:00Z'
const acknowledged = '2030-02-21T09:00:00Z'

type Row = readonly [why: string, facts: Partial<CaseFacts>, now: string, lines: readonly string[]]

const rows: readonly Row[] = [
  ['the reporter knows', { cveId, reporter: { toldCveId: true } }, opened, []],
  [
    'the reporter does not know',
    { cveId, reporter: { toldCveId: false } },
    opened,
    ['/cases/0/reporter warning the reporter of LSF-2030-4 was not told CVE-2030-10421'],
  ],
  ['there is nothing to tell yet', { reporter: { toldCveId: false } }, opened, []],
  ['the last day to acknowledge', { cveId, dispute: { opened } }, '2030-02-25T23:59:59Z', []],
  [
    'the day after',
    { cveId, dispute: { opened } },
    '2030-02-26T00:00:00Z',
    ['/cases/0/dispute warning the dispute over CVE-2030-10421 of 2030-02-20 was to be acknowledged by 2030-02-25'],
  ],
  ['the last day to decide', { cveId, dispute: { opened, acknowledged } }, '2030-03-04T23:00:00Z', []],
  [
    'the day after that',
    { cveId, dispute: { opened, acknowledged } },
    '2030-03-05T00:00:00Z',
    ['/cases/0/dispute warning the dispute over CVE-2030-10421 of 2030-02-20 was to be decided by 2030-03-04'],
  ],
  [
    'neither acknowledged nor decided: the worse is told',
    { dispute: { opened } },
    '2030-03-05T00:00:00Z',
    ['/cases/0/dispute warning the dispute over LSF-2030-4 of 2030-02-20 was to be decided by 2030-03-04'],
  ],
  ['extended', { cveId, dispute: { opened, acknowledged, extended: true } }, '2030-03-25T12:00:00Z', []],
  [
    'extended, and longer than that',
    { cveId, dispute: { opened, acknowledged, extended: true } },
    '2030-03-26T00:00:00Z',
    ['/cases/0/dispute warning the dispute over CVE-2030-10421 of 2030-02-20 was to be decided by 2030-03-25'],
  ],
  [
    'decided',
    { cveId, dispute: { opened, acknowledged, decided: '2030-03-04T09:00:00Z' } },
    '2031-01-01T00:00:00Z',
    [],
  ],
]

for (const [why, facts, now, lines] of rows) {
  test(`STW606: ${why}`, () =>
    assert.deepEqual(deskLinesOf('STW606', { cases: [{ id: 'LSF-2030-4', ...facts }] }, { now }), lines))
}
