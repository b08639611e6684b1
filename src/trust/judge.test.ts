import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#json'
import { type JudgedArtifact, judgeArtifact, type VerifiedSigner } from '#trust'
import { ACCOUNTS, at, FORGE, lantern, signedBy, stream } from './testdata/lantern-policy.ts'

const NOW = at('2030-03-18T07:12:00Z')
const SHA = 'cd'.repeat(32)
const tarball = (release = '3.14.2', name = `lantern-${release}.tgz`): JudgedArtifact => ({
  name,
  release,
  sha256: SHA,
})
const oskar = (fields: Partial<VerifiedSigner> = {}): VerifiedSigner =>
  signedBy({ san: 'oskar@lantern.example', issuer: ACCOUNTS, ...fields })
const ruta = { identity: 'ruta', from: null, until: null }

const passes: readonly [why: string, artifact: JudgedArtifact, signers: readonly VerifiedSigner[], rules: string[]][] =
  [
    ['the signer of the stream, in time', tarball(), [signedBy()], ['/streams/2/signers/0']],
    [
      'the first moment of a window belongs to it',
      tarball(),
      [signedBy({ times: [at('2029-04-01T00:00:00Z')] })],
      ['/streams/2/signers/0'],
    ],
    ['and so does the last', tarball(), [oskar({ times: [at('2029-04-01T00:00:00Z')] })], ['/streams/2/signers/1']],
    [
      'more evidence than is asked for',
      tarball(),
      [signedBy({ evidence: 'proof+timestamp' })],
      ['/streams/2/signers/0'],
    ],
    ['the clock of the verifier is no signed time', tarball('3.13.1'), [oskar()], ['/streams/1/signers/0']],
    ['a pre-release', tarball('3.14.0rc1'), [signedBy()], ['/streams/2/signers/0']],
    [
      'a signature of somebody else beside it does no harm',
      tarball(),
      [signedBy({ san: 'mallory@lantern.example' }), signedBy()],
      ['/streams/2/signers/0'],
    ],
  ]
for (const [why, artifact, signers, rules] of passes) {
  test(`passes: ${why}`, () => {
    const judged = judgeArtifact(lantern().policy, artifact, signers, NOW)
    assert.deepEqual(judged.ok ? judged.value.rules : judged.fault, rules)
  })
}

const late = [at('2030-03-02T14:06:00Z'), at('2029-03-31T23:59:59Z')]
const refusals: readonly [why: string, code: string, artifact: JudgedArtifact, signers: readonly VerifiedSigner[]][] = [
  ['nobody signed', 'TRUST_UNSIGNED', tarball(), []],
  ['somebody else', 'TRUST_IDENTITY', tarball(), [signedBy({ san: 'mallory@lantern.example' })]],
  ['a part of the name is not the name', 'TRUST_IDENTITY', tarball(), [signedBy({ san: 'ruta@lantern.exampl' })]],
  ['a name that holds the name', 'TRUST_IDENTITY', tarball(), [signedBy({ san: 'x-ruta@lantern.example' })]],
  ['capitals are other letters', 'TRUST_IDENTITY', tarball(), [signedBy({ san: 'Ruta@lantern.example' })]],
  ['the empty name', 'TRUST_IDENTITY', tarball(), [signedBy({ san: '' })]],
  ['the right text as another kind of name', 'TRUST_SAN_TYPE', tarball(), [signedBy({ type: 'other' })]],
  ['another provider', 'TRUST_ISSUER', tarball(), [signedBy({ issuer: ACCOUNTS })]],
  ['a provider that begins like the right one', 'TRUST_ISSUER', tarball(), [signedBy({ issuer: `${FORGE}/evil` })]],
  [
    'a signature of the rehearsal instance',
    'TRUST_INSTANCE',
    tarball(),
    [signedBy({ root: { digest: `sha256:${'11'.repeat(32)}`, name: 'staging' } })],
  ],
  [
    'a root of our own does not stand for the public one',
    'TRUST_INSTANCE',
    tarball(),
    [signedBy({ root: { digest: `sha256:${'ab'.repeat(32)}` } })],
  ],
  ['no proved time', 'TRUST_NO_TIME', tarball(), [signedBy({ times: [] })]],
  [
    'one millisecond before the window',
    'TRUST_WINDOW',
    tarball(),
    [signedBy({ times: [at('2029-04-01T00:00:00Z') - 1] })],
  ],
  ['one millisecond after it', 'TRUST_WINDOW', tarball(), [oskar({ times: [at('2029-04-01T00:00:00Z') + 1] })]],
  ['every proved time must lie in the window', 'TRUST_WINDOW', tarball(), [signedBy({ times: late })]],
  ['a promise where proof is asked for', 'TRUST_EVIDENCE', tarball(), [signedBy({ evidence: 'promise' })]],
  ['the signer of another stream', 'TRUST_IDENTITY', tarball('3.13.1'), [signedBy()]],
  ['3.1 does not cover 3.10', 'TRUST_STREAM_NONE', tarball('3.10.1'), [signedBy({ san: 'ines@lantern.example' })]],
  ['no stream', 'TRUST_STREAM_NONE', tarball('3.15.0'), [signedBy()]],
  ['no release at all', 'TRUST_STREAM_NONE', tarball('', 'lantern.tgz'), [signedBy()]],
  ['a kind of file that the stream does not list', 'TRUST_STREAM_NONE', tarball('3.14.2', 'sbom.json'), [signedBy()]],
  ['another product', 'TRUST_STREAM_NONE', { ...tarball(), product: 'candle' }, [signedBy()]],
]
for (const [why, code, artifact, signers] of refusals) {
  test(`refused with ${code}: ${why}`, () => {
    const judged = judgeArtifact(lantern().policy, artifact, signers, NOW)
    assert.equal(judged.ok ? 'passed' : judged.fault.code, code)
    assert.equal(!judged.ok && judged.fault.kind, 'untrusted')
  })
}

test('a root that the policy lists by its digest stands for the instance, whatever it is called', () => {
  const identities = { ruta: { san: 'ruta@lantern.example', type: 'email', issuer: FORGE, instance: 'own' } }
  const fields = { identities, policyRole: { members: ['ruta'], threshold: 1 }, streams: [stream('3.14', [ruta])] }
  const { policy } = lantern(fields)
  const listed = signedBy({ root: { digest: `sha256:${'ab'.repeat(32)}` } })
  assert.equal(judgeArtifact(policy, tarball(), [listed], NOW).ok, true)
  const named = signedBy({ root: { digest: `sha256:${'cd'.repeat(32)}`, name: 'own' } })
  assert.equal(judgeArtifact(policy, tarball(), [named], NOW).ok, false)
})

for (const [version, expected] of [
  [15, 'pass'],
  [14, 'TRUST_INSTANCE'],
  [undefined, 'TRUST_INSTANCE'],
] as const) {
  test(`a trusted root by TUF root ${version} where 15 is asked for: ${expected}`, () => {
    const { policy } = lantern({ instances: { public: { tufRoot: { minVersion: 15 } }, staging: {} } })
    const root = { digest: 'sha256:00', name: 'public', ...(version !== undefined && { tufVersion: version }) }
    const judged = judgeArtifact(policy, tarball(), [signedBy({ root })], NOW)
    assert.equal(judged.ok ? 'pass' : judged.fault.code, expected)
  })
}

test('a threshold counts every identity once', () => {
  const signers: readonly Json[] = ['ruta', 'oskar'].map((identity) => ({ identity, from: null, until: null }))
  const { policy } = lantern({ streams: [stream('3.14', signers, { threshold: 2 })] })
  const twice = judgeArtifact(policy, tarball(), [signedBy(), signedBy({ times: [at('2030-03-03T00:00:00Z')] })], NOW)
  assert.equal(twice.ok ? 'passed' : twice.fault.code, 'TRUST_THRESHOLD')
  const both = judgeArtifact(policy, tarball(), [signedBy(), oskar()], NOW)
  assert.deepEqual(both.ok && both.value.signers, ['ruta', 'oskar'])
})

test('two windows of one identity count as one', () => {
  const windows: readonly Json[] = [
    { identity: 'ruta', from: null, until: '2030-06-01T00:00:00Z' },
    { identity: 'ruta', from: '2030-01-01T00:00:00Z', until: null },
    { identity: 'oskar', from: null, until: null },
  ]
  const { policy } = lantern({ streams: [stream('3.14', windows, { threshold: 2 })] })
  const judged = judgeArtifact(policy, tarball(), [signedBy()], NOW)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_THRESHOLD')
})

test('the stream that says most decides', () => {
  const { policy } = lantern({ streams: [stream('3', [ruta]), stream('3.14', [{ ...ruta, identity: 'oskar' }])] })
  const judged = judgeArtifact(policy, tarball(), [signedBy()], NOW)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_IDENTITY')
  assert.equal(judgeArtifact(policy, tarball('3.15.1'), [signedBy()], NOW).ok, true)
})

test('two streams that say the same are no answer', () => {
  const second = stream('3.14', [ruta], { id: 'installers', artifacts: ['lantern-*'] })
  const { policy } = lantern({ streams: [stream('3.14', [ruta]), second] })
  const judged = judgeArtifact(policy, tarball(), [signedBy()], NOW)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_STREAM_AMBIGUOUS')
  assert.equal(judgeArtifact(policy, tarball('3.14.2', 'lantern-3.14.2.pkg'), [signedBy()], NOW).ok, true)
})

const exception = {
  sha256: SHA,
  accept: { identity: 'ruta', issuer: ACCOUNTS },
  reason: 'signed with the wrong account on release day',
  expires: '2030-06-02T00:00:00Z',
}
test('an exception lets one digest pass, says so, and ends', () => {
  const { policy } = lantern({ exceptions: [exception] })
  const wrong = signedBy({ issuer: ACCOUNTS })
  const judged = judgeArtifact(policy, tarball(), [wrong], NOW)
  assert.deepEqual(judged.ok && judged.value, {
    stream: policy.streams[2],
    rules: ['/exceptions/0'],
    signers: ['ruta'],
    exception: exception.reason,
  })
  const other = judgeArtifact(policy, { ...tarball(), sha256: 'ef'.repeat(32) }, [wrong], NOW)
  assert.equal(other.ok ? 'passed' : other.fault.code, 'TRUST_ISSUER')
  const later = judgeArtifact(policy, tarball(), [wrong], at('2030-06-02T00:00:01Z'))
  assert.equal(later.ok ? 'passed' : later.fault.code, 'TRUST_ISSUER')
})

test('an exception does not lower the evidence that the stream asks for', () => {
  const { policy } = lantern({ exceptions: [exception] })
  const judged = judgeArtifact(policy, tarball(), [signedBy({ issuer: ACCOUNTS, evidence: 'promise' })], NOW)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_EVIDENCE')
})

test('a revocation counts from its moment on, by the signed time', () => {
  const revocations = [{ identity: 'ruta', signedAtOrAfter: '2030-03-02T14:06:00Z', reason: 'stolen laptop' }]
  const { policy } = lantern({ revocations })
  const judged = judgeArtifact(policy, tarball(), [signedBy()], NOW)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_REVOKED')
  assert.match(judged.ok ? '' : judged.fault.message, /stolen laptop/)
  const before = signedBy({ times: [at('2030-03-02T14:05:59Z')] })
  assert.equal(judgeArtifact(policy, tarball(), [before], NOW).ok, true)
})

test('a policy that has expired judges nothing, unless the verifier says otherwise', () => {
  const { policy } = lantern()
  const last = at('2031-01-01T00:00:00Z')
  assert.equal(judgeArtifact(policy, tarball(), [signedBy()], last).ok, true)
  const judged = judgeArtifact(policy, tarball(), [signedBy()], last + 1)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_POLICY_EXPIRED')
  assert.equal(judgeArtifact(policy, tarball(), [signedBy()], last + 1, 'ignore').ok, true)
})

test('the refusal that is told is the one that came nearest', () => {
  const signers = [signedBy({ san: 'mallory@lantern.example' }), signedBy({ evidence: 'promise' })]
  const judged = judgeArtifact(lantern().policy, tarball(), signers, NOW)
  assert.equal(judged.ok ? 'passed' : judged.fault.code, 'TRUST_EVIDENCE')
})
