import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Journal } from './journal.ts'
import { newRange } from './operations/id-ranges.ts'
import { Store } from './store.ts'

test('what the journal cannot keep has not happened', () => {
  let works = true
  const journal: Journal = {
    read: () => [{ kind: 'range', entry: newRange('1999') }],
    keep: () => {
      if (!works) throw new Error('the disk is full')
    },
    close: () => undefined,
  }
  const store = new Store(journal)
  assert(store.state.range('1999'))
  works = false
  assert.throws(() => store.commit([{ kind: 'range', entry: newRange('2030') }]), /disk is full/)
  assert.equal(store.state.range('2030'), undefined)
  works = true
  store.commit([{ kind: 'range', entry: newRange('2030') }])
  assert(store.state.range('2030'))
})
