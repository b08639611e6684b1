import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_SETTINGS } from '#lint'
import { osvTextChecker } from './check-osv-text.ts'

const check = osvTextChecker(NO_SETTINGS, () => ({}))

/** What became of a file: passed over, its faults, or its findings with their lines. */
function outcome(text: string, file = 'x_LSF-2030-4.json'): readonly string[] {
  const { findings, faults, passedOver } = check(text, file)
  if (passedOver !== undefined) return [`passed over: ${passedOver}`]
  return [...faults.map(({ code }) => code), ...findings.map(({ line, code, at }) => `${line} ${code} ${at}`)]
}

const whole = { id: 'x_LSF-2030-4', modified: '2030-02-20T09:00:00Z' }
const { modified: _, ...withoutModified } = whole

const rows: readonly (readonly [why: string, text: string, file: string | undefined, outcome: readonly string[]])[] = [
  ['a record', JSON.stringify(whole), undefined, []],
  ['in YAML', 'id: x_LSF-2030-4\nmodified: "2030-02-20T09:00:00Z"\nold: 1\n', 'x_LSF-2030-4.yaml', ['3 STW701 /old']],
  [
    'in YAML by its other ending',
    'id: x_LSF-2030-5\nmodified: "2030-02-20T09:00:00Z"\n',
    'x_LSF-2030-4.yml',
    ['1 STW706 /id'],
  ],
  ['YAML that is called JSON', 'id: x_LSF-2030-4\n', undefined, ['JSON_SYNTAX']],
  ['without modified it is meant to be one', JSON.stringify(withoutModified), undefined, ['1 STW701 ']],
  [
    'with fields that CVE containers have as well',
    JSON.stringify({ ...withoutModified, affected: [] }),
    undefined,
    ['1 STW701 '],
  ],
  ['a CVE record', '{"cveMetadata": {}, "containers": {}}', undefined, ['passed over: cve']],
  ['the container of a CNA', '{"descriptions": []}', undefined, ['passed over: cve']],
  ['something else', '{"name": "lantern"}', undefined, ['OSV_NOT_A_RECORD']],
  ['a list', '[]', undefined, ['OSV_NOT_A_RECORD']],
  ['nothing', '', undefined, ['JSON_SYNTAX']],
  ['a prototype', '{"id": "x_LSF-2030-4", "modified": "", "__proto__": {}}', undefined, ['JSON_FORBIDDEN_KEY']],
  ['deep nesting', `${'['.repeat(100_000)}`, undefined, ['JSON_TOO_DEEP']],
  ['NUL in a name', JSON.stringify({ ...whole, aliases: ['CVE-2030-1\u0000'] }), undefined, ['1 STW705 /aliases/0']],
]

for (const [why, text, file, expected] of rows) {
  test(`osvTextChecker: ${why}`, () => assert.deepEqual(outcome(text, file), expected))
}

test('osvTextChecker: the first name of which anything is known decides on the world', () => {
  const asked: (string | undefined)[] = []
  const checker = osvTextChecker(NO_SETTINGS, (id) => {
    asked.push(id)
    return {}
  })
  checker(JSON.stringify({ ...whole, aliases: ['CVE-2030-10421'], related: null }), 'x_LSF-2030-4.json')
  assert.deepEqual(asked, ['x_LSF-2030-4', 'CVE-2030-10421', undefined])
})

test('osvTextChecker: the rules to hear of', () => {
  const only = osvTextChecker(NO_SETTINGS, () => ({}), new Set(['STW706']))
  const { findings } = only(JSON.stringify({ ...whole, id: 'LSF-2030-4', old: 1 }), 'LSF-2030-4.json')
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['STW706'],
  )
})

test('osvTextChecker: a text of ten megabytes is checked in a few seconds', () => {
  const events = Array.from({ length: 100_000 }, (_, i) => ({ [i % 2 === 0 ? 'introduced' : 'fixed']: `${i}.0` }))
  const versions = Array.from({ length: 100_000 }, (_, i) => `${i}.0`)
  const entry = (ranges: readonly object[]): object => ({ package: { ecosystem: 'PyPI', name: 'lantern' }, ranges })
  const long = JSON.stringify({ ...whole, affected: [entry([{ type: 'ECOSYSTEM', events }])] })
  const many = JSON.stringify({
    ...whole,
    affected: [{ ...entry([{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '5' }] }]), versions }],
  })
  const start = performance.now()
  assert.deepEqual(outcome(long), [])
  // The fixed one is listed, and 99,994 behind it.
  assert.equal(outcome(many).length, 2)
  assert(performance.now() - start < 10_000)
})
