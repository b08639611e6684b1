import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { together } from './together.ts'

test('gives every answer in its place', async () => {
  assert.deepEqual(await together([delay(2, 'slow'), 'at once', delay(1, 7)]), ['slow', 'at once', 7])
})

test('tells the first failure, and only when everything has ended', async () => {
  let hasEnded = false
  const slow = delay(5).then(() => {
    hasEnded = true
  })
  const failing = delay(1).then(() => Promise.reject(new Error('first')))
  const later = delay(3).then(() => Promise.reject(new Error('second')))
  await assert.rejects(together([slow, later, failing]), { message: 'first' })
  assert.equal(hasEnded, true)
})
