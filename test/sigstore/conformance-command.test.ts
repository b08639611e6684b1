// The command of the official suite, as the suite calls it: a process for each case.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { stewardWords } from '../../src/main/conformance-words.ts'
import { dataUrl, skip } from './data.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/steward-conformance.js', import.meta.url))
const A_TXT = 'a0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf'

const words: readonly [why: string, given: readonly string[], expected: readonly string[] | undefined][] = [
  [
    'a file',
    ['verify-bundle', '--bundle', 'b', '--certificate-identity', 'i', '--certificate-oidc-issuer', 'o', 'a.txt'],
    ['release', 'verify', '--bundle=b', '--identity=i', '--issuer=o', '--', 'a.txt'],
  ],
  [
    'a digest',
    ['verify-bundle', '--bundle', 'b', '--key', 'k', `sha256:${A_TXT}`],
    ['release', 'verify', '--bundle=b', '--key=k', `--digest=sha256:${A_TXT}`],
  ],
  [
    'a file that is named like a digest',
    ['verify-bundle', '--bundle', 'b', '--key', 'k', `sha256:${'0'.repeat(64)}`],
    ['release', 'verify', '--bundle=b', '--key=k', '--', `sha256:${'0'.repeat(64)}`],
  ],
  [
    'too short for a digest',
    ['verify-bundle', '--bundle', 'b', '--key', 'k', 'sha256:abc'],
    ['release', 'verify', '--bundle=b', '--key=k', '--', 'sha256:abc'],
  ],
  [
    'signing',
    ['sign-bundle', '--staging', '--in-toto', '--identity-token', 't', '--bundle', 'b', '--trusted-root', 'r', 'a.txt'],
    ['release', 'sign', '--statement', '--identity-token=t', '--bundle=b', '--trusted-root=r', '--', 'a.txt'],
  ],
  ['staging without its root', ['verify-bundle', '--staging', '--bundle', 'b', '--key', 'k', 'a.txt'], undefined],
  ['another command', ['verify', 'a.txt'], undefined],
  ['an unknown flag', ['verify-bundle', '--insecure', '--bundle', 'b', 'a.txt'], undefined],
  ['two files', ['verify-bundle', '--bundle', 'b', '--key', 'k', 'a.txt', 'b.txt'], undefined],
]
for (const [why, given, expected] of words) {
  test(`the suite's words: ${why}`, () =>
    assert.deepEqual(
      stewardWords(given, (path) => path.endsWith('0'.repeat(64))),
      expected,
    ))
}

const cases: readonly [name: string, accepted: boolean][] = [
  ['happy-path-v0.3', true],
  ['rekor2-checkpoint-cosigned', true],
  ['managed-key-happy-path', true],
  ['message-digest-mismatch_fail', false],
  ['rekor2-no-timestamp_fail', false],
  ['bundle-malformed-json_fail', false],
]
for (const [name, accepted] of cases) {
  test(`steward-conformance ${accepted ? 'accepts' : 'refuses'} ${name}`, { skip }, () => {
    const folder = fileURLToPath(dataUrl(`sigstore/bundle-verify/${name}/`))
    const signer = name.startsWith('managed')
      ? ['--key', `${folder}key.pub`]
      : ['--certificate-identity', IDENTITY, '--certificate-oidc-issuer', 'https://token.actions.githubusercontent.com']
    const root = name.startsWith('rekor2') ? ['--trusted-root', `${folder}trusted_root.json`] : []
    const artifact = fileURLToPath(dataUrl('sigstore/bundle-verify/a.txt'))
    for (const input of [artifact, `sha256:${A_TXT}`]) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [PROGRAM, 'verify-bundle', '--bundle', `${folder}bundle.sigstore.json`, ...signer, ...root, input],
        { encoding: 'utf8', env: { ...process.env, STEWARD_TRUST: '/nonexistent' } },
      )
      assert.equal(status === 0, accepted, `${input}: ${stdout}${stderr}`)
      assert.doesNotMatch(stderr, /\bat \S+:\d+/, 'no stack trace is the refusal')
    }
  })
}

test('steward-conformance refuses a key and an identity together, as the suite asks', { skip }, () => {
  const folder = fileURLToPath(dataUrl('sigstore/bundle-verify/managed-key-happy-path/'))
  const signer = ['--key', `${folder}key.pub`, '--certificate-identity', IDENTITY]
  const issuer = ['--certificate-oidc-issuer', 'https://token.actions.githubusercontent.com']
  const { status, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'verify-bundle', '--bundle', `${folder}bundle.sigstore.json`, ...signer, ...issuer, `sha256:${A_TXT}`],
    { encoding: 'utf8', env: { ...process.env, STEWARD_TRUST: '/nonexistent' } },
  )
  assert.equal(status, 2, stderr)
  assert.match(stderr, /USAGE_SIGNER/)
})

const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main'
