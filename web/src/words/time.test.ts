import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ago, now, span } from './time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MOMENT = Date.parse('2030-03-12T16:20:00Z')

const spans: readonly [milliseconds: number, words: string][] = [
  [0, 'less than a minute'],
  [59_999, 'less than a minute'],
  [MINUTE, '1 min'],
  [HOUR - 1, '59 min'],
  [HOUR, '1 h'],
  [2 * HOUR + 20 * MINUTE, '2 h 20 min'],
  [6 * DAY + 22 * HOUR, '6 d 22 h'],
  [10 * DAY - 1, '9 d 23 h'],
  [41.9 * DAY, '41 d'],
  [-2 * HOUR, '2 h'],
]
for (const [milliseconds, words] of spans) {
  test(`span of ${milliseconds} ms: ${words}`, () => assert.equal(span(milliseconds), words))
}

const moments: readonly [before: number, words: string][] = [
  [0, 'just now'],
  [-30_000, 'just now'], // the server's clock is a little ahead of the page's
  [MINUTE, '1 minute ago'],
  [3 * HOUR, '3 hours ago'],
  [25 * HOUR, '1 day ago'],
  [13 * DAY, '13 days ago'],
  [14 * DAY, 'on 26 February'],
  [100 * DAY, 'on 2 Dec 2029'],
  [-6 * DAY, 'in 6 days'],
]
for (const [before, words] of moments) {
  test(`${before} ms before: ${words}`, () => assert.equal(ago(new Date(MOMENT - before).toISOString(), MOMENT), words))
}

test('the moment above a page names its day and zone', () => {
  assert.equal(now(new Date(MOMENT)), 'Tuesday 12 March 2030, 16:20 UTC')
})
