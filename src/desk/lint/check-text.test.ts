import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_SETTINGS } from '#lint'
import { textChecker } from './check-text.ts'

const { check, count } = textChecker(NO_SETTINGS, () => ({}), new Set(['STW203']))

/** A container whose only fault of the rule stands where `product` says. */
function container(indent: string | number | undefined, product: object = {}): string {
  const one = { vendor: 'LSF', product: 'lantern', versions: [{ version: '1.0', status: 'affected' }], ...product }
  return JSON.stringify({ descriptions: [], references: [], affected: [one] }, undefined, indent)
}

test('a finding has the line, the column and the text of its place', () => {
  const [finding] = check(container(2), 'a.json').findings
  assert.deepEqual([finding?.line, finding?.column, finding?.excerpt], [5, 5, { text: '{', at: 0 }])
})

test('of a long line only the surroundings are shown', () => {
  const text = container(undefined, { vendor: 'x'.repeat(300) })
  const [finding] = check(text, 'a.json').findings
  assert.equal(finding?.line, 1)
  const { text: shown, at } = finding.excerpt
  assert.equal(shown.length, 103)
  assert.equal(shown.slice(at, at + 10), text.slice(finding.column - 1, finding.column + 9))
  assert.match(shown, /\.\.\.$/)
})

test('numbers and findings agree', () => {
  for (const text of [container(2), container(2, { defaultStatus: 'unaffected' }), '{"affected": ', '[]']) {
    const [file, numbers] = [check(text, 'a.json'), count(text, 'a.json')]
    assert.deepEqual(
      numbers.findings.map(({ code, level }) => `${code} ${level}`),
      file.findings.map(({ code, level }) => `${code} ${level}`),
    )
    assert.equal(numbers.faults.length, file.faults.length)
  }
})

test('a text that is no JSON is a fault with its place', () => {
  const [fault] = check('{"affected": [}', 'drafts/a.json').faults
  assert.equal(fault?.code, 'JSON_SYNTAX')
  assert.deepEqual(fault.place, { source: 'drafts/a.json', line: 1, column: 15 })
})

const names: readonly [why: string, document: object, id: string | undefined, cna: string | undefined][] = [
  ['a record', { cveMetadata: { cveId: 'CVE-2030-1', assignerShortName: 'LSF' } }, 'CVE-2030-1', 'LSF'],
  ['a draft', { cveMetadata: { cveId: 'CVE-2030-1' } }, 'CVE-2030-1', undefined],
  ['a container', {}, undefined, undefined],
  ['metadata of a wrong type', { cveMetadata: 7 }, undefined, undefined],
  ['names of a wrong type', { cveMetadata: { cveId: 1, assignerShortName: {} } }, undefined, undefined],
]
for (const [why, document, id, cna] of names) {
  test(`who and what is named: ${why}`, () => {
    const file = check(JSON.stringify(document), 'a.json')
    assert.deepEqual([file.id, file.cna], [id, cna])
  })
}
