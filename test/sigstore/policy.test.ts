// What a policy demands besides the signer: evidence, and metadata that has not expired. Missing is not wrong.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { identityPolicy, type PolicyDemands, readBundle, readTrustedRoot, verify } from '#sigstore'
import { commandLine, type Said } from '../worlds/command-line.ts'
import { caseNamed, NOW, SUITE_SIGNER } from './cases.ts'
import { dataText, dataUrl, skip } from './data.ts'

const DAY = 86_400_000

const rows: readonly [
  why: string,
  name: string,
  demands: Partial<PolicyDemands>,
  expires: number | undefined,
  outcome: string,
][] = [
  ['no more than usual', 'happy-path-v0.3', {}, undefined, 'pass'],
  ['a proof where one is', 'happy-path-v0.3', { evidence: 'proof' }, undefined, 'pass'],
  [
    'a timestamp where none is',
    'happy-path-v0.3',
    { evidence: 'proof+timestamp' },
    undefined,
    'incomplete EVIDENCE_TOO_WEAK',
  ],
  ['a timestamp where one is', 'rekor2-happy-path', { evidence: 'proof+timestamp' }, undefined, 'pass'],
  ['a root of any age, which has expired', 'happy-path-v0.3', {}, NOW - DAY, 'pass'],
  ['a fresh root, which it is', 'happy-path-v0.3', { fresh: true }, NOW + DAY, 'pass'],
  [
    'a fresh root, which has expired',
    'happy-path-v0.3',
    { fresh: true },
    NOW - DAY,
    'incomplete TRUST_METADATA_EXPIRED',
  ],
  [
    'a fresh root, which does not say',
    'happy-path-v0.3',
    { fresh: true },
    undefined,
    'incomplete TRUST_METADATA_UNDATED',
  ],
  [
    'an expired root and a bad signature: the signature is told',
    'message-digest-mismatch_fail',
    { fresh: true },
    NOW - DAY,
    'fail DIGEST_MISMATCH',
  ],
]
for (const [why, name, demands, expires, outcome] of rows) {
  test(`asked for ${why}: ${outcome}`, { skip }, () => {
    const { bundle, root, artifact } = caseNamed(name)
    const [material, trusted] = [readBundle(bundle), readTrustedRoot(root, expires)]
    const policy = identityPolicy([SUITE_SIGNER], demands)
    assert(material.ok && trusted.ok && policy.ok)
    const verdict = verify(material.value, artifact, trusted.value, policy.value, NOW)
    assert.equal(verdict.verdict === 'pass' ? 'pass' : `${verdict.verdict} ${verdict.fault.code}`, outcome)
  })
}

test('any of several identities may sign, each with its own issuer and no other', { skip }, () => {
  const { bundle, root, artifact } = caseNamed('happy-path-v0.3')
  const [material, trusted] = [readBundle(bundle), readTrustedRoot(root)]
  assert(material.ok && trusted.ok)
  const judged = (...anyOf: readonly { readonly identity: string; readonly issuer: string }[]): string => {
    const policy = identityPolicy(anyOf)
    assert(policy.ok)
    const verdict = verify(material.value, artifact, trusted.value, policy.value, NOW)
    return verdict.verdict === 'pass' ? 'pass' : verdict.fault.code
  }
  const other = { identity: 'a@lsf.example', issuer: 'https://issuer.example' }
  assert.equal(judged(other, SUITE_SIGNER), 'pass')
  assert.equal(judged(other), 'IDENTITY_MISMATCH')
  // An identity of one rule with the issuer of another is nobody.
  assert.equal(
    judged({ ...other, issuer: SUITE_SIGNER.issuer }, { ...SUITE_SIGNER, issuer: other.issuer }),
    'ISSUER_MISMATCH',
  )
})

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-signers-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const flags: readonly [why: string, words: readonly string[], exit: number, says: RegExp][] = [
  [
    'two identities of one issuer',
    ['--identity', 'a', '--identity', SUITE_SIGNER.identity, '--issuer', SUITE_SIGNER.issuer],
    0,
    /^pass/,
  ],
  [
    'an issuer for each',
    ['--identity', 'a', '--issuer', 'b', '--identity', SUITE_SIGNER.identity, '--issuer', SUITE_SIGNER.issuer],
    0,
    /^pass/,
  ],
  [
    'issuers in another order',
    ['--identity', 'a', '--issuer', SUITE_SIGNER.issuer, '--identity', SUITE_SIGNER.identity, '--issuer', 'b'],
    1,
    /ISSUER_MISMATCH/,
  ],
  [
    'three issuers for two identities',
    ['--identity', 'a', '--identity', 'b', ...['--issuer', 'c'], ...['--issuer', 'd'], ...['--issuer', 'e']],
    2,
    /USAGE_SIGNER/,
  ],
  ['an issuer alone', ['--issuer', 'b'], 3, /POLICY_EMPTY/],
  ['a certificate where a key is asked for', ['--key', 'key.pub'], 1, /KEY_UNUSED/],
]
for (const [why, words, exit, says] of flags) {
  test(`the words ${why}: exit ${exit}`, { skip }, async () => {
    cpSync(dataUrl('sigstore/bundle-verify/a.txt'), path.join(folder, 'a.txt'))
    writeFileSync(path.join(folder, 'a.txt.sigstore.json'), caseNamed('happy-path-v0.3').bundle)
    writeFileSync(path.join(folder, 'key.pub'), dataText('sigstore/bundle-verify/managed-key-happy-path/key.pub'))
    const said: Said = await commandLine(folder, {}, {}, () => new Date(NOW)).run([
      'release',
      'verify',
      'a.txt',
      ...words,
    ])
    assert.equal(said.exit, exit, said.out + said.err)
    assert.match(said.out + said.err, says)
  })
}
