import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { documentedCodes, pages, sourceTexts, undocumented } from './docs.ts'
import { codeWords, faultCodes } from './fault-codes.ts'

const root = new URL('../', import.meta.url)

for (const [file, text] of await pages()) {
  test(`${file} is what the program says`, () => {
    const path = new URL(file, root)
    assert(existsSync(path), `run: node tools/docs.ts`)
    assert.equal(readFileSync(path, 'utf8'), text, 'run: node tools/docs.ts')
  })
}

test('every fault code of the sources is documented, and no other', () => {
  const { missing, unused } = undocumented(sourceTexts())
  assert.deepEqual(missing, [], 'no kind or message found beside these: add them to EXPLAINED in tools/docs.ts')
  assert.deepEqual(
    unused.filter((code) => !['IMPORT_DIFFERS', 'IMPORT_LEFT_OUT', 'NODE_TOO_OLD'].includes(code)),
    [],
    'EXPLAINED in tools/docs.ts names codes that are gone',
  )
})

test('every documented code has a kind and a sentence', () => {
  for (const { code, kinds, message } of documentedCodes(sourceTexts())) {
    assert(kinds.length > 0, code)
    assert(/\w{2}/.test(message.replaceAll('…', '')), `${code}: ${message}`)
  }
})

const shapes: readonly (readonly [why: string, source: string, kind: string, message: string])[] = [
  ['a literal', `return fail({ code: 'A_B', kind: 'invalid', message: 'no' })`, 'invalid', 'no'],
  [
    'values in the message',
    `fail({ code: 'A_B', kind: 'absent', message: \`no \${quote({ a: "}" })} in \${b}\` })`,
    'absent',
    'no … in …',
  ],
  [
    'a message by its name',
    `const message = 'not here'\nreturn fail({ code: 'A_B', kind: 'absent', message })`,
    'absent',
    'not here',
  ],
  ['two codes for one fault', `fail({ code: x ? 'A_B' : 'C_D', kind: 'invalid', message: 'no' })`, 'invalid', 'no'],
  ['a level', `push({ code: 'A_B', level: 'notice', message: 'look' })`, 'notice', 'look'],
  [
    'a function',
    `refuse('A_B', 'not so')
function refuse(code: string, detail: string) {
  return fail({ code, kind: 'refused', message: \`cannot: \${detail}\` })
}`,
    'refused',
    'cannot: not so',
  ],
  ['a row of a table', `const T = { X: ['A_B', 'conflict', 'it is taken'] }`, 'conflict', 'it is taken'],
  [
    'quotes in a regular expression before',
    `const Q = /['"\`{(]/\nfail({ code: 'A_B', kind: 'invalid', message: 'no' })`,
    'invalid',
    'no',
  ],
  ['a comment before', `// it's { open\nfail({ code: 'A_B', kind: 'invalid', message: 'no' })`, 'invalid', 'no'],
]
for (const [why, source, kind, message] of shapes) {
  test(`reads the code of ${why}`, () => {
    assert.deepEqual(faultCodes([source])[0], { code: 'A_B', kinds: [kind], message })
  })
}

test('a type and a comparison are no fault, but a word that must be known', () => {
  assert.deepEqual(faultCodes([`type Code = 'A_B' | 'C_D'\nif (code === 'A_B') return`]), [])
  assert.deepEqual(codeWords([`type Code = 'A_B' | 'C_D'`]), ['A_B', 'C_D'])
})
