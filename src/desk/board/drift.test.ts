import assert from 'node:assert/strict'
import { test } from 'node:test'
import { driftByWeek, driftChanges, driftOf } from './drift.ts'
import type { DriftRow } from './ports.ts'

const row = (vulnerability: string, version: string, since: string, until?: string): DriftRow => ({
  project: 'lantern',
  vulnerability,
  version,
  since: `2030-03-${since}`,
  ...(until !== undefined && { until: `2030-03-${until}` }),
})
const now = '2030-03-14T12:00:00.000Z'

const rows: readonly (readonly [why: string, rows: readonly DriftRow[], said: string])[] = [
  ['nothing was ever wrong', [], '0 records, 0 versions, 0 record-days, 0 version-days'],
  [
    'one version, for two days and a half so far',
    [row('A', '1', '12T00:00:00.000Z')],
    '1 records, 1 versions, 2.5 record-days, 2.5 version-days',
  ],
  [
    'two versions of one record are wrong for the same time once',
    [row('A', '1', '12T00:00:00.000Z'), row('A', '2', '13T00:00:00.000Z')],
    '1 records, 2 versions, 2.5 record-days, 4 version-days',
  ],
  [
    'what is right again counts for as long as it was wrong',
    [row('A', '1', '01T00:00:00.000Z', '02T00:00:00.000Z'), row('B', '1', '12T00:00:00.000Z', '12T12:00:00.000Z')],
    '0 records, 0 versions, 1.5 record-days, 1.5 version-days',
  ],
  [
    'a gap between two stretches is not counted',
    [row('A', '1', '01T00:00:00.000Z', '02T00:00:00.000Z'), row('A', '2', '14T00:00:00.000Z')],
    '1 records, 1 versions, 1.5 record-days, 1.5 version-days',
  ],
]

for (const [why, drift, said] of rows) {
  test(`drift: ${why}`, () => {
    const { records, versions, recordDays, versionDays } = driftOf(drift, now)
    assert.equal(
      `${records} records, ${versions} versions, ${recordDays} record-days, ${versionDays} version-days`,
      said,
    )
  })
}

test('drift by week: a stretch over a weekend falls into two weeks, from Monday to Monday', () => {
  // 2030-03-11 was a Monday.
  const weeks = driftByWeek([row('A', '1', '09T12:00:00.000Z', '12T00:00:00.000Z')], now)
  assert.deepEqual(
    [...weeks],
    [
      ['2030-03-04', 1.5],
      ['2030-03-11', 1],
    ],
  )
})

test('drift changes: what is wrong and new is opened, what is right again is closed, the rest stays', () => {
  const known = [
    row('A', '1', '01T00:00:00.000Z'),
    row('A', '2', '01T00:00:00.000Z'),
    row('B', '1', '01T00:00:00.000Z', '02T00:00:00.000Z'),
  ]
  const wrong = [
    { vulnerability: 'A', version: '1', since: '2030-03-05T00:00:00.000Z' },
    { vulnerability: 'B', version: '1', since: '2030-03-13T00:00:00.000Z' },
  ]
  assert.deepEqual(
    driftChanges('lantern', known, wrong, () => '2030-03-10T00:00:00.000Z'),
    [row('A', '2', '01T00:00:00.000Z', '10T00:00:00.000Z'), row('B', '1', '13T00:00:00.000Z')],
  )
})
