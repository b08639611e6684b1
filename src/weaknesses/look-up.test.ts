import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CapecId, type CweId, parseCapecId, parseCweId } from '#ids'
import {
  type AttackPattern,
  attackPattern,
  builtInCatalogue,
  isAdvisedAgainst,
  isNameOf,
  MAPPING_MEANINGS,
  type Weakness,
  weakness,
} from '#weaknesses'

const cwe = (text: string): CweId => {
  const id = parseCweId(text)
  assert(id.ok)
  return id.value
}
const capec = (text: string): CapecId => {
  const id = parseCapecId(text)
  assert(id.ok)
  return id.value
}

test('the built-in lists are large, not whole, and sorted', () => {
  const { cwe: weaknesses, capec: attackPatterns } = builtInCatalogue()
  assert(weaknesses.entries.size > 800 && attackPatterns.entries.size > 500)
  assert.deepEqual([weaknesses.whole, attackPatterns.whole, weaknesses.version], [false, false, '4.19'])
  for (const { entries } of [weaknesses, attackPatterns]) {
    const numbers = [...entries.keys()].map((id) => Number(id.split('-')[1]))
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    )
    for (const [id, entry] of entries) assert.equal(entry.id, id)
  }
})

const weaknesses: readonly [why: string, id: string, expected: Partial<Weakness> | undefined][] = [
  ['a weakness', 'CWE-22', { kind: 'weakness', mapping: 'allowed', nameCase: 'official', deprecated: false }],
  [
    'backslashes are part of a name',
    'CWE-40',
    { name: "Path Traversal: '\\\\UNC\\share\\name\\' (Windows UNC Share)" },
  ],
  ['an asterisk too, and no mark', 'CWE-56', { name: "Path Equivalence: 'filedir*' (Wildcard)", mapping: 'allowed' }],
  ['not for mapping, capitals lost', 'CWE-20', { mapping: 'discouraged-or-prohibited', nameCase: 'folded' }],
  ['a view is not listed', 'CWE-1000', undefined],
  ['a number that nobody uses', 'CWE-99999', undefined],
]
for (const [why, id, expected] of weaknesses) {
  test(`weakness: ${why}`, () => {
    const found = weakness(cwe(id))
    if (expected === undefined) assert.equal(found, undefined)
    else assert.deepEqual({ ...found, ...expected }, found)
  })
}

test('attackPattern: listed and not', () => {
  assert.equal(attackPattern(capec('CAPEC-63'))?.name, 'Cross-Site Scripting (XSS)')
  assert.equal(attackPattern(capec('CAPEC-99999')), undefined)
})

const traversal = weakness(cwe('CWE-22'))
const validation = weakness(cwe('CWE-20'))
assert(traversal !== undefined && validation !== undefined)

const names: readonly [why: string, entry: Weakness | AttackPattern, text: string, expected: boolean][] = [
  ['the name', traversal, traversal.name, true],
  ['after the identifier', traversal, `CWE-22 ${traversal.name}`, true],
  ['after the identifier and a colon', traversal, `CWE-22: ${traversal.name}`, true],
  ['after the identifier and a dash', traversal, `cwe-22 - ${traversal.name}`, true],
  ['broken over lines', traversal, ` ${traversal.name.replaceAll(' ', '\n  ')} `, true],
  ['after another identifier', traversal, `CWE-23 ${traversal.name}`, false],
  ['after other words', traversal, `see ${traversal.name}`, false],
  ['before other words', traversal, `${traversal.name}.`, false],
  ['in other capitals', traversal, traversal.name.toUpperCase(), false],
  ['in other capitals, where the list has lost them', validation, 'Improper Input Validation', true],
  ['another name in any capitals', validation, 'Improper Input Verification', false],
  ['only the nickname', traversal, 'Path Traversal', false],
  ['nothing', traversal, '', false],
]
for (const [why, entry, text, expected] of names) {
  test(`isNameOf: ${why}`, () => assert.equal(isNameOf(entry, text), expected))
}

test('every mapping has its sentence, and those for which a record is warned are told apart', () => {
  assert.deepEqual(
    Object.keys(MAPPING_MEANINGS).filter((each) => isAdvisedAgainst(each as keyof typeof MAPPING_MEANINGS)),
    ['discouraged', 'prohibited', 'discouraged-or-prohibited'],
  )
  for (const sentence of Object.values(MAPPING_MEANINGS)) assert.match(sentence, /^[a-z].*[a-z]$/)
})
