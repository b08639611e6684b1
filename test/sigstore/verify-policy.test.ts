// release verify by a trust policy: made from python.org's own table of identities, on its own bundles.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { JsonObject } from '#json'
import { commandLine, type Said } from '../worlds/command-line.ts'
import { dataRows, dataUrl, skip } from './data.ts'

interface Row {
  readonly release: string
  readonly url: string
  readonly sha256: string
  readonly sigstore: JsonObject | null
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-policy-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const NOW = '2026-11-21T00:00:00Z'
const run = (...words: readonly string[]): Promise<Said> => commandLine(folder, {}, {}, () => new Date(NOW)).run(words)
let row: Row | undefined

before(async () => {
  if (skip !== false) return
  cpSync(dataUrl('python-org/identities.json'), path.join(folder, 'identities.json'))
  const made = await run(
    'trust',
    'import',
    'identities.json',
    '--out',
    'policy.json',
    '--id',
    'org.python.cpython',
    '--product',
    'python',
  )
  assert.equal(made.exit, 0, made.err)
  row = dataRows<Row>('python-org/artifacts-2026-04.jsonl').find(({ url }) => url.endsWith('/Python-3.14.0.tgz'))
  writeFileSync(path.join(folder, 'x.sigstore'), JSON.stringify(row?.sigstore))
})

const verify = (...words: readonly string[]): Promise<Said> =>
  run('release', 'verify', '--digest', row?.sha256 ?? '', '--bundle', 'x.sigstore', '--policy', 'policy.json', ...words)

test('the stream of the release decides', { skip }, async () => {
  const right = await verify('--release', '3.14.0', '--json')
  assert.equal(right.exit, 0, right.out + right.err)
  const [artifact] = JSON.parse(right.out).artifacts
  assert.equal(artifact.identity, 'hugo@python.org')
})

for (const [why, words, code] of [
  ['the signer of another stream', ['--release', '3.12.0'], /TRUST_IDENTITY/],
  ['a release without a stream', ['--release', '2.7.18'], /TRUST_STREAM_NONE/],
  ['no release at all', [], /TRUST_/],
] as const) {
  test(`${why} is refused`, { skip }, async () => {
    const said = await verify(...words)
    assert.equal(said.exit, 1, said.out)
    assert.match(said.out, code)
  })
}

test('a policy and an identity would be two answers', { skip }, async () => {
  const said = await verify('--release', '3.14.0', '--identity', 'a@b.example', '--issuer', 'https://issuer.example')
  assert.equal(said.exit, 2)
  assert.match(said.err, /USAGE_SIGNER/)
})
