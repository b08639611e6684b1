import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readManifestRow } from '#desk/archive'
import { parsePolicy } from '#trust'

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const example = (text: string): string => /^```json\n(.*?)^```$/ms.exec(text)?.[1] ?? ''

test('docs/trust-policy.md: the example is a policy', () => {
  const read = parsePolicy(example(page('trust-policy.md')), 'docs/trust-policy.md')
  assert(read.ok, JSON.stringify(read))
  assert.equal(read.value.policy.exceptions.length, 1)
})

test('docs/release-audit.md: the example is a row of a manifest', () => {
  const read = readManifestRow(example(page('release-audit.md')).trim(), 'docs/release-audit.md', 1)
  assert(read.ok, JSON.stringify(read))
})

test('docs/release-audit.md: every anomaly of the sources is in its table', () => {
  const source = readFileSync(new URL('../../src/desk/archive/anomaly.ts', import.meta.url), 'utf8')
  const codes = [...(/export type AnomalyCode =(.*?)\n\n/s.exec(source)?.[1] ?? '').matchAll(/'([A-Z_]+)'/g)].map(
    (found) => found[1],
  )
  assert(codes.length > 8)
  const text = page('release-audit.md')
  assert.deepEqual(
    codes.filter((code) => !text.includes(`\`${code}\``)),
    [],
  )
})
