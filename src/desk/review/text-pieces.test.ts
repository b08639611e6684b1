import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textPieces } from './text-pieces.ts'

const rows: readonly (readonly [why: string, before: string, after: string, said: string])[] = [
  ['nothing changed', 'uses unbounded memory', 'uses unbounded memory', '=uses unbounded memory'],
  ['a word', 'uses unbounded memory.', 'uses unbounded stack.', '=uses unbounded |-memory.|+stack.'],
  ['two words in a row', 'a few megabytes ends', 'about 60 kB ends', '-a few megabytes |+about 60 kB |=ends'],
  ['at the end', 'ends', 'ends the process', '-ends|+ends the process'],
  ['everything is new', '', 'Reading a document', '+Reading a document'],
  ['everything went', 'Reading', '', '-Reading'],
  ['nothing at all', '', '', ''],
  ['lines stay', 'a\n\nb c', 'a\n\nb d', '=a\n\nb |-c|+d'],
]

const SIGN = { same: '=', removed: '-', added: '+' } as const

for (const [why, before, after, said] of rows) {
  test(`text pieces: ${why}`, () => {
    const pieces = textPieces(before, after).map(({ kind, text }) => SIGN[kind] + text)
    assert.equal(pieces.join('|'), said)
  })
}

test('text pieces: each text can be put together again, however long', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('a', 'b ', 'c\n', ' ')).map((words) => words.join('')),
    fc.constant('word '.repeat(4000)),
  )
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = textPieces(before, after)
      const without = (kind: string): string =>
        pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('')
      assert.equal(without('added'), before)
      assert.equal(without('removed'), after)
    }),
    { numRuns: 300 },
  )
})
