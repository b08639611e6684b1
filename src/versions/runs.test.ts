import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runs } from '#versions'

test('neighbours with the same key make one run', () => {
  assert.deepEqual(
    runs([1, 3, 2, 4, 6, 5], (n) => n % 2 === 1),
    [
      { key: true, items: [1, 3], start: 0, end: 2 },
      { key: false, items: [2, 4, 6], start: 2, end: 5 },
      { key: true, items: [5], start: 5, end: 6 },
    ],
  )
})

test('nothing has no runs', () => assert.deepEqual(runs([], String), []))

test('an undefined key is a key, and NaN is itself', () => {
  assert.equal(runs([1, 2], () => undefined).length, 1)
  assert.equal(runs([1, 2], () => Number.NaN).length, 1)
})

test('each key is asked for once', () => {
  let asked = 0
  runs([1, 1, 2], (n) => {
    asked++
    return n
  })
  assert.equal(asked, 3)
})
