import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { errorInkOf, inkOf, type Tone, visible } from './ink.ts'
import type { Terminal } from './world.ts'

const terminal = (colour: boolean, interactive: boolean): Terminal => ({
  write: () => undefined,
  out: () => undefined,
  err: () => undefined,
  ask: async () => '',
  status: () => undefined,
  colour,
  interactive,
  columns: 80,
})

test('colours only where they are wanted', () => {
  assert.equal(inkOf(terminal(false, true))('error', 'no'), 'no')
  assert.equal(inkOf(terminal(true, false))('error', 'no'), '\u001b[31mno\u001b[39m')
})

test('standard error may be a file while standard output is a terminal', () => {
  assert.equal(errorInkOf(terminal(true, false))('error', 'no'), 'no')
  assert.equal(errorInkOf(terminal(true, true))('error', 'no'), '\u001b[31mno\u001b[39m')
})

const lines: readonly (readonly [why: string, line: string, shown: string])[] = [
  ['text stays', 'Größe 3.13.0 — 版本 ✓', 'Größe 3.13.0 — 版本 ✓'],
  ['tabs and newlines stay', 'a\tb\nc', 'a\tb\nc'],
  ['clearing the screen is shown', '\u001b[2Jgone', '\\u001b[2Jgone'],
  ['a title of the window is shown', '\u001b]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
  ['an eight-bit escape is shown', '\u009b2J', '\\u009b2J'],
  ['a carriage return hides nothing', 'evil\rgood', 'evil\\u000dgood'],
  ['text does not turn around', 'a\u202eb', 'a\\u202eb'],
  ['an escape at the end', 'a\u001b', 'a\\u001b'],
  ['a sequence that never ends', '\u001b[31', '\\u001b[31'],
]
for (const [why, line, shown] of lines) test(`visible: ${why}`, () => assert.equal(visible(line), shown))

test('visible: its own colours pass, and nothing else that a terminal obeys', () => {
  const ink = inkOf(terminal(true, true))
  const tones: readonly Tone[] = ['title', 'heading', 'error', 'question', 'notice', 'good', 'command']
  const own = tones.flatMap((tone) => ink(tone, '|').split('|'))
  for (const tone of tones) assert.equal(visible(ink(tone, 'x')), ink(tone, 'x'))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const rest = own.reduce((left, sequence) => left.replaceAll(sequence, ''), visible(text))
      assert(
        ![...rest].some(
          (letter) =>
            (letter < ' ' && letter !== '\t' && letter !== '\n') || (letter >= '\u007f' && letter <= '\u009f'),
        ),
      )
    }),
  )
})

test('visible: JSON keeps its meaning', () => {
  const title = 'a\u001b[2J\u0085\u202e'
  assert.equal(JSON.parse(visible(JSON.stringify({ title }))).title, title)
})
