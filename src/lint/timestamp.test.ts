import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentOf, readTimestamp } from './timestamp.ts'

const cases: readonly [why: string, text: string, moment: string | undefined, offset?: string][] = [
  ['UTC', '2030-02-20T08:00:00Z', '2030-02-20T08:00:00.000Z', 'Z'],
  ['no offset is UTC, wherever this runs', '2030-02-20T08:00:00', '2030-02-20T08:00:00.000Z'],
  ['an offset', '2030-02-20T08:00:00.250+05:30', '2030-02-20T02:30:00.250Z', '+05:30'],
  ['more digits than milliseconds', '2030-02-20T08:00:00.123456789Z', '2030-02-20T08:00:00.123Z', 'Z'],
  ['a date alone', '2030-02-20', '2030-02-20T00:00:00.000Z'],
  ['the easternmost clock', '2030-02-20T14:00:00+14:00', '2030-02-20T00:00:00.000Z', '+14:00'],
  ['the westernmost clock', '2030-02-20T00:00:00-12:00', '2030-02-20T12:00:00.000Z', '-12:00'],
  ['further east than any clock', '2030-02-20T14:00:00+14:30', undefined, '+14:30'],
  ['further west than any clock', '2030-02-20T14:00:00-13:00', undefined, '-13:00'],
  ['no offset at all', '2030-02-20T08:00:00+99:99', undefined, '+99:99'],
]

for (const [why, text, moment, offset] of cases) {
  test(`readTimestamp: ${why}`, () => {
    const read = readTimestamp(text)
    assert.ok(read !== undefined)
    assert.equal(read.moment === undefined ? undefined : new Date(read.moment).toISOString(), moment)
    assert.equal(read.offset, offset)
    assert.equal(momentOf(text), read.moment)
  })
}

for (const text of ['', 'yesterday', '20/02/2030', '2030-02-20T08:00', '2030-02-20 08:00:00Z', ' 2030-02-20']) {
  test(`readTimestamp: ${JSON.stringify(text)} is none`, () => assert.equal(readTimestamp(text), undefined))
}
