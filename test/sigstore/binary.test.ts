// The standalone binary where nothing else is: no Node in the path, no variables, an empty folder.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { dataUrl, skip } from './data.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-binary-'))
const empty = path.join(folder, 'empty')
let binary = ''

before(() => {
  const build = fileURLToPath(new URL('../../tools/build-binary.ts', import.meta.url))
  const said = execFileSync(process.execPath, [build, path.join(folder, 'built')], { encoding: 'utf8' })
  binary = path.join(empty, 'steward-verify')
  mkdirSync(empty)
  cpSync(said.trim(), binary)
  rmSync(path.join(folder, 'built'), { recursive: true })
})
after(() => rmSync(folder, { recursive: true, force: true }))

function run(...words: readonly string[]): {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
} {
  return spawnSync(binary, words, { cwd: empty, env: {}, encoding: 'utf8' })
}

test('it tells how it is used', () => {
  const { status, stdout, stderr } = run('--help')
  assert.equal(status, 0, stderr)
  assert.match(stdout, /^usage: steward release verify/)
})

test('it does not verify without a policy', () => {
  const { status, stderr } = run('steward-verify')
  assert.equal(status, 3)
  assert.match(stderr, /POLICY_EMPTY/)
})

test('it verifies a file with its bundle beside it, and refuses another file with it', { skip }, () => {
  cpSync(dataUrl('sigstore/bundle-verify/a.txt'), path.join(empty, 'a.txt'))
  cpSync(
    dataUrl('sigstore/bundle-verify/happy-path-v0.3/bundle.sigstore.json'),
    path.join(empty, 'a.txt.sigstore.json'),
  )
  const signer = ['--identity', IDENTITY, '--issuer', 'https://token.actions.githubusercontent.com']
  const right = run('a.txt', ...signer)
  assert.equal(right.status, 0, right.stdout + right.stderr)
  assert.match(right.stdout, /^pass {8}a\.txt .* proof\n$/)
  const wrong = run('steward-verify', '--bundle', 'a.txt.sigstore.json', ...signer)
  assert.equal(wrong.status, 1)
  assert.match(wrong.stdout, /^fail .*DIGEST_MISMATCH/)
  const gone = run('b.txt', '--bundle', 'a.txt.sigstore.json', ...signer)
  assert.equal(gone.status, 4)
  assert.match(gone.stderr, /ARTIFACT_ABSENT/)
})

const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main'
