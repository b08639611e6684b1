import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  builtInCatalogue,
  findAttackPatterns,
  findWeaknesses,
  parseCatalogueFile,
  withCatalogueFile,
} from '#weaknesses'

const built: readonly [why: string, text: string, first: readonly string[]][] = [
  ['an identifier', 'CWE-79', ['CWE-79']],
  ['an identifier as fingers write it', ' cwe 79 ', ['CWE-79']],
  ['a number: it, then those that begin with it', '79', ['CWE-79', 'CWE-790', 'CWE-791']],
  ['an identifier with the beginning of its name', 'CWE-79 improper', ['CWE-79']],
  ['what most people say', 'path traversal', ['CWE-22']],
  ['an abbreviation', 'xss', ['CWE-79']],
  ['the second of two nicknames', 'cross-site scripting', ['CWE-79']],
  ['the beginning of a nickname', 'sql inj', ['CWE-89']],
  ['the whole name before longer ones', 'race condition within a thread', ['CWE-366']],
  ['words in any order, each at the beginning of a word', 'thread race', ['CWE-366']],
  ['a word that no entry has', 'tampoline', []],
  ['of equal rank those that may be named', 'improper input validation', ['CWE-20']],
  ['no words', '', []],
  ['only signs', '"(*)"', []],
  ['a word of an expression is no expression', '.*', []],
]
for (const [why, text, first] of built) {
  test(`findWeaknesses: ${why}`, () => {
    const found = findWeaknesses(text).map(({ id }) => id)
    assert.deepEqual(found.slice(0, first.length), first)
    if (first.length === 0) assert.deepEqual(found, [])
  })
}

test('findAttackPatterns looks in CAPEC', () => {
  assert.deepEqual(
    findAttackPatterns('sql injection', builtInCatalogue(), 2).map(({ id }) => id),
    ['CAPEC-66', 'CAPEC-110'],
  )
})

test('at most as many as asked for', () => {
  assert.equal(findWeaknesses('improper').length, 20)
  assert.equal(findWeaknesses('improper', builtInCatalogue(), 3).length, 3)
})

test('other names, descriptions, and what should not be named', () => {
  const file = parseCatalogueFile(
    JSON.stringify({
      format: 'steward-catalog-1',
      notice: '',
      cwe: {
        version: '1.0',
        entries: [
          { id: 'CWE-1', kind: 'category', name: 'Lamp Errors', mapping: 'prohibited' },
          { id: 'CWE-2', kind: 'weakness', name: 'Lamp Left On', mapping: 'discouraged' },
          { id: 'CWE-3', kind: 'weakness', name: 'Lamp Left Off', mapping: 'allowed', description: 'No oil.' },
          { id: 'CWE-4', kind: 'weakness', name: 'Dark', mapping: 'allowed', terms: ['Lamplessness'] },
          { id: 'CWE-5', kind: 'weakness', name: 'Clamped', mapping: 'allowed' },
        ],
      },
    }),
    'c.json',
  )
  assert(file.ok)
  const ids = (text: string): readonly string[] =>
    findWeaknesses(text, withCatalogueFile(file.value)).map(({ id }) => id)
  assert.deepEqual(ids('lamp'), ['CWE-3', 'CWE-4', 'CWE-1', 'CWE-2', 'CWE-5'])
  assert.deepEqual(ids('oil'), ['CWE-3'])
  assert.deepEqual(ids('lamp oil'), ['CWE-3'])
})

test('a picker searches at each key: a hundred searches take less than a second', () => {
  findWeaknesses('warm')
  const start = performance.now()
  for (let i = 0; i < 100; i++) findWeaknesses('improper neutralization of inp'.slice(0, 1 + (i % 30)))
  findWeaknesses(`${'a '.repeat(1_000_000)}`)
  assert(performance.now() - start < 1000, `${performance.now() - start} ms`)
})
