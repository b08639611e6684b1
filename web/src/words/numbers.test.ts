import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, countInWords } from './numbers.ts'

const counts: readonly [number: number, plain: string, atTheStart: string][] = [
  [0, '0 records', 'No records'],
  [1, '1 record', 'One record'],
  [12, '12 records', 'Twelve records'],
  [13, '13 records', '13 records'],
  [48213, '48,213 records', '48,213 records'],
]
for (const [number, plain, atTheStart] of counts) {
  test(`${number} in words`, () => {
    assert.equal(count(number, 'record'), plain)
    assert.equal(countInWords(number, 'record'), atTheStart)
  })
}

test('a plural of its own', () => assert.equal(count(2, 'entry', 'entries'), '2 entries'))
