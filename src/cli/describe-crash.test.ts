import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeCrash } from './describe-crash.ts'

test('a crash is told by its kind and places, never by its message', () => {
  const told = describeCrash(new TypeError('cannot read the title "Heap overflow"'))
  assert(told.startsWith('TypeError at ') && told.includes('describe-crash.test.ts') && !told.includes('overflow'))
  assert.equal(describeCrash('Heap overflow'), 'something that is no error was thrown')
})
