import assert from 'node:assert/strict'
import { test } from 'node:test'
import { businessDaysAfter } from './business-days.ts'

const rows: readonly (readonly [why: string, moment: string, count: number, day: string])[] = [
  ['a Wednesday and three days is a Monday', '2030-02-20T09:00:00Z', 3, '2030-02-25'],
  ['from Friday the next day is Monday', '2030-02-22T09:00:00Z', 1, '2030-02-25'],
  ['from Saturday as well', '2030-02-23T09:00:00Z', 1, '2030-02-25'],
  ['and from Sunday', '2030-02-24T23:59:59Z', 1, '2030-02-25'],
  ['fifteen business days are three weeks', '2030-02-20T09:00:00Z', 15, '2030-03-13'],
  ['the day of UTC counts, not that of the writer', '2030-02-20T23:00:00-05:00', 1, '2030-02-22'],
  ['no days', '2030-02-20T09:00:00Z', 0, '2030-02-20'],
  ['over the end of a leap year', '2032-12-31T12:00:00Z', 1, '2033-01-03'],
  ['before 1970', '1969-12-31T12:00:00Z', 2, '1970-01-02'],
]

for (const [why, moment, count, day] of rows) {
  test(`businessDaysAfter: ${why}`, () => assert.equal(businessDaysAfter(moment, count), day))
}
