import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_SETTINGS } from '#lint'
import { fixText } from './fix-text.ts'

const RECORD = `{
  "dataType": "CVE_RECORD",
  "dataVersion": "5.2.0",
  "cveMetadata": { "cveId": "CVE-2030-1" },
  "containers": { "cna": {
    "x_note": "kept",
    "affected": [{ "vendor": "LSF", "product": "lantern", "versions": [
      { "version": "1.0", "lessThan": "1.2", "versionType": "python", "status": "affected" }
    ] }]
  } }
}
`
const only = new Set(['STW203'])

test('a fix says what it changes in meaning, and keeps what it does not know', () => {
  const fixed = fixText(RECORD, 'a.json', NO_SETTINGS, () => ({}), only)
  assert(fixed.ok)
  assert.deepEqual(
    fixed.value.changes.map(({ message }) => message),
    ['default status unknown -> unaffected'],
  )
  assert.match(fixed.value.after, /"x_note": "kept"/)
  assert.match(fixed.value.after, /"defaultStatus": "unaffected"/)
})

test('where there is nothing to fix the text stays as it is, to the byte', () => {
  const right = RECORD.replace('"versions"', '"defaultStatus": "unaffected", "versions"')
  const fixed = fixText(right, 'a.json', NO_SETTINGS, () => ({}), only)
  assert(fixed.ok)
  assert.deepEqual([fixed.value.after, fixed.value.applied], [right, []])
})

test('a second run finds nothing', () => {
  const once = fixText(RECORD, 'a.json', NO_SETTINGS, () => ({}))
  assert(once.ok)
  const twice = fixText(once.value.after, 'a.json', NO_SETTINGS, () => ({}))
  assert(twice.ok)
  assert.deepEqual([twice.value.after, twice.value.applied], [once.value.after, []])
})

test('a text that is no JSON is a fault with its file', () => {
  const fixed = fixText('{', 'a.json', NO_SETTINGS, () => ({}))
  assert(!fixed.ok)
  assert.equal(fixed.fault.place?.source, 'a.json')
})

test('a rule that breaks is a fault with its file', () => {
  const broken = (): never => {
    throw new RangeError('a bug')
  }
  const fixed = fixText(RECORD, 'a.json', NO_SETTINGS, broken)
  assert(!fixed.ok)
  assert.deepEqual([fixed.fault.code, fixed.fault.place?.source], ['LINT_BROKEN', 'a.json'])
})

test('what is no CVE record is not called sound', () => {
  for (const text of [
    '[]',
    '"CVE-2030-1"',
    '{"name": "lantern"}',
    '{"id": "LSF-2030-1", "modified": "2030-01-01T00:00:00Z"}',
  ]) {
    const fixed = fixText(text, 'a.json', NO_SETTINGS, () => ({}))
    assert.equal(fixed.ok ? 'fixed' : fixed.fault.code, 'CVE_NOT_A_RECORD')
  }
})

test('a fix keeps what it does not touch, to the byte', () => {
  const text = RECORD.replace('"x_note": "kept"', '"x_note": [1.0, 12345678901234567890, "\\u0041\\/"]').replaceAll(
    '\n',
    '\r\n',
  )
  const fixed = fixText(text, 'a.json', NO_SETTINGS, () => ({}), only)
  assert(fixed.ok)
  assert.equal(fixed.value.after.replace('"defaultStatus": "unaffected"', '').length, text.length + ', '.length)
  assert.match(fixed.value.after, /\[1\.0, 12345678901234567890, "\\u0041\\\/"\],\r\n/)
})
