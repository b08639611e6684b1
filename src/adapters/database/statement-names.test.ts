import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementNames } from './statement-names.ts'

test('a text has a name from the second time on, always the same, and another text another', () => {
  const nameOf = statementNames()
  assert.equal(nameOf('select 1'), undefined)
  const name = nameOf('select 1')
  assert.match(name ?? '', /^steward_\d+$/)
  assert.equal(nameOf('select 1'), name)
  assert.equal(nameOf('select 2'), undefined)
  assert.notEqual(nameOf('select 2'), name)
})

test('however many texts there are, a limited number has names, and those that had one keep it', () => {
  const nameOf = statementNames()
  const texts = Array.from({ length: 5000 }, (_, i) => `select ${i}`)
  const first = texts.map((text) => [nameOf(text), nameOf(text)][1])
  const named = first.filter((name) => name !== undefined)
  assert.equal(named.length, 200)
  assert.equal(new Set(named).size, 200)
  assert.equal(nameOf('select 0'), first[0])
  assert.equal(nameOf('select 4999'), undefined)
})
