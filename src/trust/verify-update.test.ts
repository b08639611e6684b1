import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '#bytes'
import type { JsonObject } from '#json'
import { readPolicy, type UpdateSignature, updateStatement, updateStatementText, verifyUpdate } from '#trust'
import { at, lantern, lanternJson } from './testdata/lantern-policy.ts'
import { ines, next, oskar, ruta, word } from './testdata/updates.ts'

const first = lantern()
const second = next(first)

test('two of three members make the next version the policy', () => {
  assert.deepEqual(verifyUpdate(first, second, [word(second, ruta()), word(second, oskar())]), {
    ok: true,
    value: { version: 2, digest: second.digest, signers: ['ruta', 'oskar'], members: 3, threshold: 2 },
  })
})

test('a client that signs only files signs the text of the statement', () => {
  const plain: UpdateSignature = { kind: 'message', sha256: sha256(updateStatementText(second)), signer: oskar() }
  assert.equal(verifyUpdate(first, second, [plain, word(second, ruta())]).ok, true)
})

test('white space in the statement does not matter', () => {
  const text = JSON.stringify(updateStatement(second), null, 2)
  assert.equal(verifyUpdate(first, second, [word(second, ruta(), { text }), word(second, oskar())]).ok, true)
})

const spoilt = (fields: JsonObject): string => JSON.stringify({ ...(updateStatement(second) as JsonObject), ...fields })
const others: readonly [why: string, signature: UpdateSignature][] = [
  ['a release', { kind: 'message', sha256: 'ab'.repeat(32), signer: oskar() }],
  [
    'the policy document itself, which says nothing of what is meant by it',
    { kind: 'message', sha256: second.digest.slice(7), signer: oskar() },
  ],
  ['a payload of another type', word(second, oskar(), { payloadType: 'text/plain' })],
  [
    'a statement of provenance',
    word(second, oskar(), { text: spoilt({ predicateType: 'https://slsa.dev/provenance/v1' }) }),
  ],
  ['the statement for another version', word(next(first, { expires: '2032-01-01T00:00:00Z' }), oskar())],
  [
    'a statement with one more subject',
    word(second, oskar(), {
      text: spoilt({
        subject: [
          ...((updateStatement(second) as JsonObject).subject as JsonObject[]),
          { name: 'x', digest: { sha256: 'ab'.repeat(32) } },
        ],
      }),
    }),
  ],
  ['a statement with one more field', word(second, oskar(), { text: spoilt({ note: 'x' }) })],
  ['no JSON', word(second, oskar(), { text: 'hello' })],
  ['a key twice', word(second, oskar(), { text: updateStatementText(second).replace('{', '{"_type":"x",') })],
]
for (const [why, signature] of others) {
  test(`does not count: ${why}`, () => {
    const update = verifyUpdate(first, second, [word(second, ruta()), signature])
    assert.equal(update.ok ? 'passed' : update.fault.code, 'TRUST_UPDATE_THRESHOLD')
    assert(!update.ok && update.fault.also?.some(({ code }) => code === 'TRUST_UPDATE_STATEMENT'))
  })
}

const broken: readonly [why: string, fields: JsonObject, at: string][] = [
  ['another policy', { policyId: 'org.candle' }, '/policyId'],
  ['a version that was left out', { version: 3 }, '/version'],
  ['after another document', { previous: `sha256:${'ab'.repeat(32)}` }, '/previous'],
  ['issued before it', { issuedAt: '2029-12-31T00:00:00Z' }, '/issuedAt'],
]
for (const [why, fields, where] of broken) {
  test(`the chain breaks: ${why}`, () => {
    const document = next(first, fields)
    const update = verifyUpdate(first, document, [word(document, ruta()), word(document, oskar())])
    assert.equal(update.ok ? 'passed' : update.fault.code, 'TRUST_CHAIN')
    assert.equal(!update.ok && update.fault.at, where)
  })
}

test('a policy whose role is empty cannot be changed by signature', () => {
  const { policyRole: _, ...json } = lanternJson()
  const final = readPolicy(json)
  assert(final.ok)
  const document = next(final.value)
  const update = verifyUpdate(final.value, document, [word(document, ruta()), word(document, oskar())])
  assert.equal(update.ok ? 'passed' : update.fault.code, 'TRUST_UPDATE_FINAL')
})

test('who joins the role must take part, and so must enough of the new one', () => {
  const identities = {
    ...(first.json as { identities: JsonObject }).identities,
    pell: {
      san: 'pell@lantern.example',
      type: 'email',
      issuer: 'https://forge.example/login/oauth',
      instance: 'public',
    },
  }
  const fields = { identities, policyRole: { members: ['pell', 'ines'], threshold: 2 } }
  const changed = next(first, fields)
  const pell = ruta({ san: 'pell@lantern.example' })
  const old = verifyUpdate(first, changed, [word(changed, ruta()), word(changed, oskar())])
  assert.equal(old.ok ? 'passed' : old.fault.code, 'TRUST_UPDATE_THRESHOLD')
  const both = [word(changed, ruta()), word(changed, ines()), word(changed, pell)]
  assert.equal(verifyUpdate(first, changed, both).ok, true)
  const fresh = verifyUpdate(first, changed, [word(changed, pell), word(changed, ines())])
  assert.equal(fresh.ok ? 'passed' : fresh.fault.code, 'TRUST_UPDATE_THRESHOLD', 'newcomers alone')
})

test('the same role in another order is no change of it', () => {
  const turned = next(first, { policyRole: { members: ['ines', 'oskar', 'ruta'], threshold: 2 } })
  assert.equal(verifyUpdate(first, turned, [word(turned, ruta()), word(turned, oskar())]).ok, true)
})

test('a member counts in their time only', () => {
  const members = ['oskar', { identity: 'ruta', from: null, until: '2030-03-01T00:00:00Z' }]
  const dated = lantern({ policyRole: { members, threshold: 2 } })
  const after = next(dated, { policyRole: { members, threshold: 2 } })
  const signed = (time: string): boolean =>
    verifyUpdate(dated, after, [word(after, oskar()), word(after, ruta({ times: [at(time)] }))]).ok
  assert.equal(signed('2030-03-01T00:00:00Z'), true)
  assert.equal(signed('2030-03-01T00:00:01Z'), false)
})

test('whom the next version revokes did not vote for it, under whatever name', () => {
  const identities = (first.json as { identities: Record<string, JsonObject> }).identities
  const renamed = { ruta: identities.oskar!, oskar: identities.ruta!, ines: identities.ines! }
  const revocations = [{ identity: 'oskar', signedAtOrAfter: '2030-02-20T00:00:00Z' }]
  const document = next(first, { identities: renamed, revocations })
  const update = verifyUpdate(first, document, [word(document, ruta()), word(document, oskar())])
  assert.equal(update.ok ? 'passed' : update.fault.code, 'TRUST_UPDATE_THRESHOLD')
  assert.equal(verifyUpdate(first, document, [word(document, ines()), word(document, oskar())]).ok, true)
})
