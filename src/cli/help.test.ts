import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnyCommand } from './command.ts'
import { COMMANDS } from './command-table.ts'
import { COMMON_FLAGS } from './flags.ts'
import { commandHelp, nounHelp, overviewHelp } from './help.ts'
import { JSON_ANSWERS } from './json-answers.ts'
import { readWords } from './read-words.ts'

const commands: readonly AnyCommand[] = await Promise.all(COMMANDS.map((entry) => entry.load()))
const LINES = 40
const COLUMNS = 100

function fits(what: string, lines: readonly string[]): void {
  assert(lines.length <= LINES, `${what}: ${lines.length} lines`)
  for (const line of lines) assert(line.length <= COLUMNS, `${what}: ${line.length} columns: ${line}`)
  assert.deepEqual(
    lines.filter((line) => line !== line.trimEnd()),
    [],
  )
}

test('help fits one screen and has two examples', () => {
  fits('steward', overviewHelp(commands))
  for (const command of commands) {
    fits(command.name, commandHelp(command))
    assert.equal(command.examples.length, 2, command.name)
  }
  for (const noun of new Set(
    commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0]!),
  )) {
    const lines = nounHelp(
      noun,
      commands.filter(({ name }) => name.startsWith(`${noun} `)),
    )
    fits(noun, lines)
    assert.equal(lines.filter((line) => line.startsWith('  $ ')).length, 2, noun)
  }
})

test('the table names each command as it names itself, once', () => {
  assert.deepEqual(
    commands.map(({ name }) => name),
    COMMANDS.map(({ name }) => name),
  )
  assert.equal(new Set(commands.map(({ name }) => name)).size, commands.length)
})

test('every command takes the common flags, and says what --json prints', () => {
  for (const { name, flags } of commands) {
    for (const flag of Object.keys(COMMON_FLAGS)) assert(Object.hasOwn(flags, flag), `${name} lacks --${flag}`)
    assert(JSON_ANSWERS[name], `${name} does not say what --json prints`)
  }
  assert.deepEqual(Object.keys(JSON_ANSWERS).toSorted(), commands.map(({ name }) => name).toSorted())
})

test('what help calls by name is what the command reads: every example of every command', () => {
  for (const command of commands) {
    for (const [example] of command.examples) {
      const line = example.slice(example.indexOf('steward ') + 8).split(/ [|>] |\)/)[0]!
      const words = (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^['"]|['"]$/g, ''))
      assert.deepEqual(words.slice(0, command.name.split(' ').length), command.name.split(' '), example)
      const read = readWords(command, words.slice(command.name.split(' ').length))
      assert(read.ok, `${example}: ${JSON.stringify(read)}`)
    }
  }
})

test('summaries and flags are phrases: no capital, no full stop', () => {
  const phrases = commands.flatMap(({ summary, flags }) => [summary, ...Object.values(flags).map(({ about }) => about)])
  for (const phrase of phrases) assert(/^[^A-Z].*[^.]$/.test(phrase) || /^[A-Z]{2}/.test(phrase), phrase)
})

test('a flag that takes a value says what', () => {
  for (const { name, flags } of commands) {
    for (const [flag, { type, value }] of Object.entries(flags)) {
      assert.equal(type === 'string', value !== undefined, `${name} --${flag}`)
    }
  }
})
