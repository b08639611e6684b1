import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonLog, redact } from '#adapters/log'

const texts: readonly [why: string, text: string, expected: string][] = [
  ['plain text stays', 'request of GET /api/v1/vulnerabilities/:id', 'request of GET /api/v1/vulnerabilities/:id'],
  ['an API token', 'with stw_abc-DEF_123.', 'with stw_***.'],
  ['a header', 'authorization: Bearer abc.def', 'authorization: Bearer ***'],
  ['the password of a database', 'postgres://desk:s3cret@db:5432/desk', 'postgres://***@db:5432/desk'],
  ['a hash of a passphrase', '$argon2id$v=19$m=19456$abc', '$argon2***'],
  ['a key in an object', '{"apiKey": "AB-12", "a": 1}', '{"apiKey": "***", "a": 1}'],
  ['a cookie', 'Cookie: steward-session=abc', 'Cookie: ***'],
  ['the number of a vulnerability', 'no CVE-2030-12345 at cve-2030-0001', 'no CVE-*** at cve-***'],
  ['the other number', 'GHSA-2345-6789-cfgh', 'GHSA-***'],
]
for (const [why, text, expected] of texts) test(`redact: ${why}`, () => assert.equal(redact(text), expected))

test('redact is quick on text that was made to be slow', () => {
  const before = performance.now()
  for (const each of [
    'password'.repeat(20_000),
    '://'.repeat(50_000),
    'token: '.repeat(20_000),
    'GHSA-'.repeat(30_000),
  ])
    redact(each)
  assert(performance.now() - before < 5000)
})

test('a line of the log is one JSON object with the fields in order, and its texts are redacted and cut', () => {
  const lines: string[] = []
  const log = jsonLog(
    (line) => lines.push(line),
    () => '2030-01-01T00:00:00.000Z',
  )
  log.line('error', 'job', { id: 'a', text: 'a\nstw_abc', long: 'x'.repeat(5000), absent: undefined, count: 1 })
  assert.deepEqual(Object.entries(JSON.parse(lines[0]!)), [
    ['at', '2030-01-01T00:00:00.000Z'],
    ['level', 'error'],
    ['event', 'job'],
    ['id', 'a'],
    ['text', 'a\nstw_***'],
    ['long', `${'x'.repeat(2000)}...`],
    ['count', 1],
  ])
  assert(!lines[0]!.includes('\n'))
})
