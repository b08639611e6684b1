import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMMON_FLAGS } from './flags.ts'
import { leadingFlags, readWords } from './read-words.ts'

const COMMAND = {
  name: 'demo',
  operands: { text: '[ID...]', min: 0, max: 2 },
  flags: {
    all: { type: 'boolean', about: '' },
    fix: { type: 'string', multiple: true, value: 'HASH', about: '' },
    as: { type: 'string', value: 'FORM', words: ['cve', 'osv'], about: '' },
    title: { type: 'string', value: 'TEXT', about: '' },
    ...COMMON_FLAGS,
  },
} as const

const values = (...words: readonly string[]): Readonly<Record<string, unknown>> => {
  const read = readWords(COMMAND, words)
  assert(read.ok, JSON.stringify(read))
  const given = Object.entries(read.value.values).filter(
    ([, value]) => value !== undefined && value !== false && String(value) !== '',
  )
  return { ...Object.fromEntries(given), ...(read.value.operands.length > 0 && { operands: read.value.operands }) }
}

const readable: readonly (readonly [why: string, words: readonly string[], read: Readonly<Record<string, unknown>>])[] =
  [
    ['nothing', [], {}],
    ['flags and operands in any order', ['a', '--all', 'b'], { all: true, operands: ['a', 'b'] }],
    ['a value after a blank or an equals sign', ['--title', 'x', '--as=cve'], { title: 'x', as: 'cve' }],
    ['a flag several times', ['--fix', 'a', '--fix=b'], { fix: ['a', 'b'] }],
    ['short flags, together and with their value', ['-qC', 'there'], { quiet: true, directory: 'there' }],
    ['a short flag with its value attached', ['-Cthere'], { directory: 'there' }],
    ['after -- everything is an operand', ['--all', '--', '--fix', '-q'], { all: true, operands: ['--fix', '-q'] }],
    ['- alone is an operand, and a value', ['-', '--title', '-'], { title: '-', operands: ['-'] }],
    ['a value that looks like a flag, when it is meant', ['--title=--all'], { title: '--all' }],
    ['a boolean flag twice', ['--all', '--all'], { all: true }],
  ]
for (const [why, words, read] of readable) {
  test(`reads ${why}`, () => assert.deepEqual(values(...words), read))
}

test('values that are not given', () => {
  const read = readWords(COMMAND, [])
  assert(read.ok)
  assert.equal(read.value.values.all, false)
  assert.equal(read.value.values.title, undefined)
  assert.deepEqual(read.value.values.fix, [])
})

const refused: readonly (readonly [why: string, words: readonly string[], message: string, hint: string])[] = [
  ['an unknown flag', ['--none'], 'demo has no flag --none', '`steward demo --help` tells more'],
  ['a mistyped flag', ['--titel', 'x'], 'demo has no flag --titel', 'did you mean --title?'],
  ['an unknown short flag', ['-x'], 'demo has no flag -x', '`steward demo --help` tells more'],
  ['a name that every object has', ['--toString'], 'demo has no flag --toString', '`steward demo --help` tells more'],
  ['a missing value', ['--title'], '--title needs TEXT', '`steward demo --help` tells more'],
  ['a missing value of a short flag', ['-C'], '-C needs DIR', '`steward demo --help` tells more'],
  [
    'a flag where a value should be',
    ['--title', '--all'],
    '--title needs TEXT, found the flag --all',
    'if it is meant: --title=--all',
  ],
  ['a value for a flag that takes none', ['--all=no'], '--all takes no value', '`steward demo --help` tells more'],
  [
    'a word that is not among them',
    ['--as', 'pdf'],
    '--as takes cve or osv, not "pdf"',
    '`steward demo --help` tells more',
  ],
  ['a mistyped word', ['--as=csv'], '--as takes cve or osv, not "csv"', 'did you mean osv?'],
  [
    'a flag twice, of which one would be lost',
    ['--title', 'a', '--title', 'b'],
    '--title is given twice',
    'keep one of them',
  ],
  ['too many operands', ['a', 'b', 'c'], 'demo takes [ID...], found "a" "b" "c"', '`steward demo --help` tells more'],
]
for (const [why, words, message, hint] of refused) {
  test(`refuses ${why}`, () => {
    const read = readWords(COMMAND, words)
    assert(!read.ok)
    assert.deepEqual(read.fault, { code: 'USAGE_WORDS', kind: 'invalid', message, hint })
  })
}

test('too few operands, and any where none is taken', () => {
  const needy = readWords({ ...COMMAND, operands: { text: 'A B', min: 2, max: 2 } }, [])
  assert(!needy.ok)
  assert.equal(needy.fault.message, 'demo takes A B, found nothing')
  const plain = readWords({ name: 'demo', flags: COMMAND.flags }, ['x'])
  assert(!plain.ok)
  assert.equal(plain.fault.message, 'demo takes no operand, found "x"')
})

const leading: readonly (readonly [words: string, count: number])[] = [
  ['status -C x', 0],
  ['-C x status', 2],
  ['-Cx status', 1],
  ['--directory x --json status', 3],
  ['--directory=x -q status', 2],
  ['--all status', 0],
  ['', 0],
  ['-C', 2],
]
for (const [line, number] of leading) {
  test(`flags before the command: ${line}`, () => {
    const words = line.split(' ').filter(Boolean)
    assert.deepEqual(leadingFlags(words), words.slice(0, number))
  })
}
