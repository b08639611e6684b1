import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Counted, statisticsOf } from './statistics.ts'

const now = '2030-03-14T12:00:00.000Z'
const published: Counted = {
  stage: 'published',
  published: '2030-02-01T00:00:00Z',
  severity: 'HIGH',
  weaknesses: ['CWE-22'],
}

test('nothing at all is said calmly, and no number is missing', () => {
  const { bySeverity, reportToRecord, weaknesses, waiting, daysWrong } = statisticsOf([], [], now)
  assert.equal(bySeverity.words, 'Nothing was published this year.')
  assert.deepEqual(
    bySeverity.years.map(({ year }) => year),
    ['2025', '2026', '2027', '2028', '2029', '2030'],
  )
  assert.equal(reportToRecord.words, 'No record says yet when it was reported and when it was fixed.')
  assert.deepEqual(
    reportToRecord.quarters.map(({ quarter }) => quarter),
    ['Q2 28', 'Q3 28', 'Q4 28', 'Q1 29', 'Q2 29', 'Q3 29', 'Q4 29', 'Q1 30'],
  )
  assert.deepEqual(weaknesses.rows, [])
  assert.equal(waiting.words, 'Nothing waits.')
  assert.equal(daysWrong.words, 'No public range was untrue in 8 weeks.')
  assert.equal(daysWrong.weeks.at(-1)?.week, '2030-03-11')
})

test('records are counted by the year they became public in, and by severity; unscored ones stand apart', () => {
  const counted: readonly Counted[] = [
    published,
    { ...published, severity: 'CRITICAL' },
    { ...published, published: '2029-12-31T23:59:59Z' },
    { stage: 'published', published: '2030-01-01T00:00:00Z', weaknesses: [] },
    { stage: 'draft', severity: 'HIGH', weaknesses: ['CWE-22'] },
  ]
  const { bySeverity } = statisticsOf(counted, [], now)
  assert.deepEqual(bySeverity.years.slice(-2), [
    { year: '2029', low: 0, medium: 0, high: 1, critical: 0, none: 0 },
    { year: '2030', low: 0, medium: 0, high: 1, critical: 1, none: 1 },
  ])
  assert.equal(bySeverity.words, '3 so far this year, 1 critical.')
})

test('medians are of the records that say both moments', () => {
  const timed = (reported: string, fixed: string): Counted => ({ ...published, reported, fixed })
  const { reportToRecord } = statisticsOf(
    [timed('2030-01-01', '2030-01-11'), timed('2030-01-01', '2030-01-21'), published],
    [],
    now,
  )
  assert.deepEqual(reportToRecord.quarters.at(-1), { quarter: 'Q1 30', records: 3, toFix: 15, toRecord: 16 })
  assert.equal(
    reportToRecord.words,
    'Medians of Q1 30: 15 days from the report to the fix, 16 days from the fix to the record.',
  )
})

test('a record whose fix has no day says nothing about the way from the fix to the record', () => {
  const { reportToRecord } = statisticsOf(
    [
      { ...published, reported: '2030-01-01', fixed: '2030-01-31' },
      { ...published, reported: '2020-01-01' },
    ],
    [],
    now,
  )
  assert.equal(
    reportToRecord.words,
    'Medians of Q1 30: 30 days from the report to the fix, 1 day from the fix to the record.',
  )
})

test('weaknesses are those of two years, the most frequent first', () => {
  assert.equal(
    statisticsOf([published], [], now).weaknesses.words,
    '1 record in 24 months. The most frequent weakness is CWE-22, in 1 of them.',
  )
  const old: Counted = { ...published, published: '2028-03-01T00:00:00Z', weaknesses: ['CWE-79'] }
  const { weaknesses } = statisticsOf([published, { ...published, weaknesses: ['CWE-59', 'CWE-22'] }, old], [], now)
  assert.deepEqual(
    weaknesses.rows.map(({ cwe, count }) => `${cwe} ${count}`),
    ['CWE-22 2', 'CWE-59 1'],
  )
  assert.match(weaknesses.rows[0]?.name ?? '', /^Improper Limitation of a Pathname/)
})

test('what waits is told by stage, and what is published does not wait', () => {
  const { waiting } = statisticsOf(
    [published, { stage: 'review', weaknesses: [] }, { stage: 'draft', weaknesses: [] }],
    [],
    now,
  )
  assert.deepEqual(
    waiting.rows.map(({ count }) => count),
    [1, 1, 0, 0],
  )
  assert.equal(waiting.words, '2 records wait to be published.')
})
