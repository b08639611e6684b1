import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeReadingNotes, type Reading } from './reading-notes.ts'

const reading: Reading = {
  actor: { kind: 'person', id: 'ada', name: 'Ada' },
  action: 'vulnerability.read',
  subject: { kind: 'vulnerability', id: 'LSF-2030-4' },
}

const rows: readonly (readonly [why: string, minutes: number, next: Reading, isNew: boolean])[] = [
  ['at once again', 0, reading, false],
  ['nearly ten minutes later', 9.9, reading, false],
  ['ten minutes later', 10, reading, true],
  ['another page of the same', 1, { ...reading, action: 'review.read' }, false],
  ['another person', 1, { ...reading, actor: { kind: 'person', id: 'bo', name: 'Bo' } }, true],
  ['a token of the same person', 1, { ...reading, actor: { kind: 'token', id: 'ada', name: 'Ada' } }, true],
  ['another subject', 1, { ...reading, subject: { kind: 'vulnerability', id: 'LSF-2030-5' } }, true],
  ['a case of the same name', 1, { ...reading, subject: { kind: 'case', id: 'LSF-2030-4' } }, true],
]

for (const [why, minutes, next, isNew] of rows) {
  test(`a reading is written down ${isNew ? 'again' : 'once'}: ${why}`, () => {
    let now = Date.parse('2030-03-14T12:00:00.000Z')
    const notes = makeReadingNotes(() => new Date(now).toISOString())
    notes.keep(reading)
    now += minutes * 60_000
    assert.equal(notes.isNew(next), isNew)
  })
}

test('a reading counts as new until its entry is on the disk, and reading on does not put the next entry off', () => {
  let now = Date.parse('2030-03-14T12:00:00.000Z')
  const notes = makeReadingNotes(() => new Date(now).toISOString())
  assert.equal(notes.isNew(reading) && notes.isNew(reading), true)
  notes.keep(reading)
  now += 9 * 60_000
  notes.keep(reading)
  now += 60_000
  assert.equal(notes.isNew(reading), true)
})
