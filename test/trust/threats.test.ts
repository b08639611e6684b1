// Every row of the threat table of docs/trust-policy.md, each as an attempt that must fail, and what fails when it does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail, type Result } from '#fault'
import type { Json, JsonObject } from '#json'
import {
  advance,
  type ChainLink,
  followChain,
  judgeArtifact,
  type PolicyDocument,
  parseChain,
  type UpdateSignature,
  verifyUpdate,
} from '#trust'
import { anomaliesOf, audited, check } from '../../src/desk/archive/testdata/lantern-audit.ts'
import { at, lantern, lanternJson, signedBy } from '../../src/trust/testdata/lantern-policy.ts'
import { ines, next, oskar, ruta, word } from '../../src/trust/testdata/updates.ts'

const NOW = at('2030-03-18T07:12:00Z')
const file = { name: 'lantern-3.14.2.tgz', release: '3.14.2', sha256: 'cd'.repeat(32) }
const first = lantern()
const second = next(first)
const codeOf = (result: Result<unknown>): string => (result.ok ? 'passed' : result.fault.code)

/** Follows a chain whose bundles are words that were verified before; each is found by its number. */
function follow(links: readonly (readonly [PolicyDocument, readonly UpdateSignature[]])[], anchor: string): string {
  const words: UpdateSignature[] = []
  const chain: ChainLink[] = links.map(([document, signatures]) => ({
    document,
    bundles: signatures.map((each): Json => words.push(each) - 1),
  }))
  const followed = followChain({ links: chain }, anchor, (bundle) => {
    const found = words[bundle as number]
    return found === undefined
      ? fail({ code: 'X', kind: 'untrusted', message: 'no bundle' })
      : { ok: true, value: found }
  })
  return followed.ok ? followed.value.current.digest : followed.fault.code
}
const both = (document: PolicyDocument): readonly UpdateSignature[] => [word(document, ruta()), word(document, oskar())]

test('the chain is followed from the pinned version to the last one', () => {
  const third = next(second)
  assert.equal(
    follow(
      [
        [first, []],
        [second, both(second)],
        [third, both(third)],
      ],
      first.digest,
    ),
    third.digest,
  )
  assert.equal(
    follow(
      [
        [first, []],
        [second, []],
        [third, both(third)],
      ],
      second.digest,
    ),
    third.digest,
    'what lies before the anchor is not looked at',
  )
})

test('web host or mirror compromised: whoever holds the files cannot sign as a member', () => {
  const mallory = signedBy({ san: 'mallory@lantern.example' })
  assert.equal(codeOf(judgeArtifact(first.policy, file, [mallory], NOW)), 'TRUST_IDENTITY')
  assert.equal(
    follow(
      [
        [first, []],
        [second, [word(second, mallory), word(second, ruta())]],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
  )
  assert.equal(
    follow(
      [
        [first, []],
        [second, []],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
    'no signatures at all',
  )
  const other = lantern({ expires: '2032-01-01T00:00:00Z' })
  assert.equal(follow([[other, []]], first.digest), 'TRUST_ANCHOR', 'another first policy than the pinned one')
})

test('rollback: an older version than the one seen before', () => {
  const seen = advance(undefined, second)
  assert(seen.ok)
  assert.equal(codeOf(advance(seen.value, first)), 'TRUST_ROLLBACK')
  assert.equal(codeOf(advance(seen.value, second)), 'passed', 'the same again')
  assert.equal(codeOf(advance(seen.value, next(second))), 'passed')
})

test('freeze: a policy that is kept from being replaced ends', () => {
  assert.equal(
    codeOf(judgeArtifact(first.policy, file, [signedBy()], at('2031-01-01T00:00:01Z'))),
    'TRUST_POLICY_EXPIRED',
  )
})

test('fork: two documents of one version', () => {
  const twin = next(first, { expires: '2032-01-01T00:00:00Z' })
  const seen = advance(undefined, second)
  assert(seen.ok)
  assert.equal(codeOf(advance(seen.value, twin)), 'TRUST_FORK')
})

test('one hijacked member: neither changes the policy nor counts twice', () => {
  const mine = [word(second, ruta()), word(second, ruta({ times: [at('2030-03-03T00:00:00Z')] }))]
  assert.equal(
    follow(
      [
        [first, []],
        [second, mine],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
  )
  const alone = next(first, { policyRole: { members: ['ruta'], threshold: 1 } })
  assert.equal(
    follow(
      [
        [first, []],
        [alone, [word(alone, ruta())]],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
    'nor puts the others out',
  )
})

test('old release managers: the window decides by the signed time, whatever the clock says', () => {
  const window = { identity: 'oskar', from: null, until: '2029-04-01T00:00:00Z' }
  const later = oskar({ times: [at('2030-01-01T00:00:00Z')] })
  assert.equal(codeOf(judgeArtifact(first.policy, file, [later], at('2029-01-01T00:00:00Z'))), 'TRUST_WINDOW')
  const members = ['ruta', 'ines', window]
  const dated = lantern({ policyRole: { members, threshold: 2 } })
  const update = next(dated, { policyRole: { members, threshold: 2 } })
  assert.equal(codeOf(verifyUpdate(dated, update, both(update))), 'TRUST_UPDATE_THRESHOLD')
})

test('late discovery of a compromise: revoked by the signed time, and what was signed before stays', () => {
  const revocations = [{ identity: 'ruta', signedAtOrAfter: '2030-03-01T00:00:00Z' }]
  const { policy } = next(first, { revocations })
  assert.equal(codeOf(judgeArtifact(policy, file, [signedBy()], NOW)), 'TRUST_REVOKED')
  assert.equal(codeOf(judgeArtifact(policy, file, [signedBy({ times: [at('2030-02-28T00:00:00Z')] })], NOW)), 'passed')
})

test('a mail domain or a provider taken over: issuer and instance are pinned', () => {
  assert.equal(
    codeOf(judgeArtifact(first.policy, file, [signedBy({ issuer: 'https://evil.example' })], NOW)),
    'TRUST_ISSUER',
  )
})

test('instances mixed up: what staging or an own root vouches for is never public', () => {
  for (const root of [
    { digest: `sha256:${'00'.repeat(32)}`, name: 'staging' },
    { digest: `sha256:${'ab'.repeat(32)}` },
  ]) {
    assert.equal(codeOf(judgeArtifact(first.policy, file, [signedBy({ root })], NOW)), 'TRUST_INSTANCE')
    const words = [word(second, ruta({ root })), word(second, oskar({ root }))]
    assert.equal(
      follow(
        [
          [first, []],
          [second, words],
        ],
        first.digest,
      ),
      'TRUST_UPDATE_THRESHOLD',
    )
  }
})

test('another project, another type: a signature over a release is no word on the policy', () => {
  const release: UpdateSignature = { kind: 'message', sha256: file.sha256, signer: oskar() }
  assert.equal(
    follow(
      [
        [first, []],
        [second, [word(second, ruta()), release]],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
  )
  const candle = next(first, { policyId: 'org.candle' })
  assert.equal(
    follow(
      [
        [first, []],
        [candle, both(candle)],
      ],
      first.digest,
    ),
    'TRUST_CHAIN',
  )
  const provenance = word(second, oskar(), { payloadType: 'application/vnd.dsse+json' })
  assert.equal(
    follow(
      [
        [first, []],
        [second, [word(second, ruta()), provenance]],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
  )
})

test('an old file under a new name: the signature holds, and the audit tells by digest and by place', () => {
  const old = { ...file, name: 'lantern-3.14.3.tgz', release: '3.14.3' }
  assert.equal(
    codeOf(judgeArtifact(first.policy, old, [signedBy()], NOW)),
    'passed',
    'a signature does not bind a name',
  )
  const [real, renamed] = [
    audited([check()]),
    audited([check({ name: old.name, path: `3.14.3/${old.name}`, release: old.release })]),
  ]
  assert.deepEqual(anomaliesOf([real, renamed]), ['error DIGEST_SHARED'])
  const listed = audited([check({ name: old.name })], { known: [{ sha256: 'cd'.repeat(32), from: 'SHA256SUMS' }] })
  assert.deepEqual(anomaliesOf([listed]), ['error DIGEST_CONFLICT'])
})

test('a trusted root is replaced: the policy lists the new one, by the signatures of its members', () => {
  const [old, fresh] = ['11', '22'].map((byte) => `sha256:${byte.repeat(32)}`)
  const before = lantern({ instances: { public: { trustedRoots: [old] }, staging: {}, own: {} } as JsonObject })
  const signer = signedBy({ root: { digest: fresh ?? '', name: 'public' } })
  assert.equal(codeOf(judgeArtifact(before.policy, file, [signer], NOW)), 'TRUST_INSTANCE')
  const after = next(before, {
    instances: { public: { trustedRoots: [old, fresh] }, staging: {}, own: {} } as JsonObject,
  })
  const root = { digest: old ?? '' }
  const words = [word(after, ruta({ root })), word(after, oskar({ root }))]
  assert.equal(
    follow(
      [
        [before, []],
        [after, words],
      ],
      before.digest,
    ),
    after.digest,
  )
  assert.equal(codeOf(judgeArtifact(after.policy, file, [signer], NOW)), 'passed')
})

test('a lying log: a stream may ask for a timestamp besides, and every time must fit', () => {
  const streams = (lanternJson().streams as JsonObject[]).map((each) => ({ ...each, evidence: 'proof+timestamp' }))
  const { policy } = lantern({ streams })
  assert.equal(codeOf(judgeArtifact(policy, file, [signedBy()], NOW)), 'TRUST_EVIDENCE')
  const disagree = [at('2030-03-02T00:00:00Z'), at('2029-03-02T00:00:00Z')]
  const lying = signedBy({ evidence: 'proof+timestamp', times: disagree })
  assert.equal(codeOf(judgeArtifact(policy, file, [lying], NOW)), 'TRUST_WINDOW')
})

test('malformed input: limits, and faults instead of exceptions', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const wide = JSON.stringify({
    mediaType: 'application/vnd.steward.trust-chain.v1+json',
    policies: Array(1001).fill({ policy: {}, bundles: [] }),
  })
  const bundles = JSON.stringify({
    mediaType: 'application/vnd.steward.trust-chain.v1+json',
    policies: [{ policy: lanternJson(), bundles: Array(33).fill({}) }],
  })
  for (const [text, code] of [
    [deep, 'JSON_TOO_DEEP'],
    [wide, 'SHAPE_TOO_MANY'],
    [bundles, 'SHAPE_TOO_MANY'],
    ['{}', 'SHAPE_MISSING'],
    ['', 'JSON_SYNTAX'],
  ] as const) {
    assert.equal(codeOf(parseChain(text, 'chain.json')), code)
  }
})

test('evidence for a change of the policy is a proof, unless the policy says otherwise', () => {
  const words = [word(second, ruta({ evidence: 'promise' })), word(second, ines())]
  assert.equal(
    follow(
      [
        [first, []],
        [second, words],
      ],
      first.digest,
    ),
    'TRUST_UPDATE_THRESHOLD',
  )
})
