import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { faultsOf } from '#fault'
import { canonicalJson, type Json, type JsonObject } from '#json'
import { digestOf, parsePolicy } from '#trust'
import { FORGE, lanternJson, stream } from './testdata/lantern-policy.ts'

const text = (fields?: JsonObject): string => JSON.stringify(lanternJson(fields), null, 2)
const ruta = { identity: 'ruta', from: null, until: null }
const person = { san: 'ruta@lantern.example', type: 'email', issuer: FORGE, instance: 'public' }

test('a policy is read whole', () => {
  const read = parsePolicy(text(), 'policy.json')
  assert(read.ok)
  const { policy } = read.value
  assert.equal(policy.policyId, 'org.lantern')
  assert.deepEqual(policy.streams[1]?.signers, [
    { identity: 'oskar', from: Date.UTC(2028, 3, 1), until: Date.UTC(2030, 11, 31, 23, 59, 59) },
  ])
  // Who may change the policy must have proof in the log, unless it says otherwise.
  assert.equal(policy.policyRole?.evidence, 'proof')
})

test('its digest is that of its meaning', () => {
  const json = lanternJson()
  const turned = Object.fromEntries(Object.entries(json).reverse())
  const one = parsePolicy(JSON.stringify(json, null, 4), 'a')
  const two = parsePolicy(JSON.stringify(turned), 'b')
  assert(one.ok && two.ok)
  assert.equal(one.value.digest, two.value.digest)
  assert.equal(one.value.digest, digestOf(JSON.parse(canonicalJson(json))))
  const other = parsePolicy(text({ policyId: 'org.candle' }), 'c')
  assert(other.ok)
  assert.notEqual(other.value.digest, one.value.digest)
})

const refused: readonly [why: string, fields: JsonObject, code: string, at: string][] = [
  ['a key that nobody knows', { surprise: 1 }, 'SHAPE_UNKNOWN_FIELD', '/surprise'],
  ['keys for others: whoever signs sees all that is signed', { 'x-note': 1 }, 'SHAPE_UNKNOWN_FIELD', '/x-note'],
  [
    'the same, deeper',
    { streams: [stream('3', [{ ...ruta, 'x-a': 1 }])] },
    'SHAPE_UNKNOWN_FIELD',
    '/streams/0/signers/0/x-a',
  ],
  ['another format', { mediaType: 'application/json' }, 'SHAPE_TYPE', '/mediaType'],
  ['no streams', { streams: [] }, 'TRUST_POLICY_EMPTY', '/streams'],
  [
    'a stream without patterns',
    { streams: [stream('3', [ruta], { artifacts: [] })] },
    'TRUST_POLICY',
    '/streams/0/artifacts',
  ],
  ['a stream without signers', { streams: [stream('3', [])] }, 'TRUST_POLICY', '/streams/0/threshold'],
  [
    'a threshold of nothing',
    { streams: [stream('3', [ruta], { threshold: 0 })] },
    'SHAPE_VALUE',
    '/streams/0/threshold',
  ],
  [
    'a threshold that one person would have to reach twice',
    { streams: [stream('3', [ruta, { ...ruta, from: '2030-01-01T00:00:00Z' }], { threshold: 2 })] },
    'TRUST_POLICY',
    '/streams/0/threshold',
  ],
  [
    'a role that nobody can fill',
    { policyRole: { members: ['ruta'], threshold: 2 } },
    'TRUST_POLICY',
    '/policyRole/threshold',
  ],
  [
    'a member without a name',
    { policyRole: { members: ['mallory'], threshold: 1 } },
    'TRUST_POLICY',
    '/policyRole/members/0',
  ],
  [
    'a signer without a name',
    { streams: [stream('3', [{ ...ruta, identity: 'mallory' }])] },
    'TRUST_POLICY',
    '/streams/0/signers/0',
  ],
  [
    'a window that ends before it begins',
    { streams: [stream('3', [{ ...ruta, from: '2030-01-02T00:00:00Z', until: '2030-01-01T00:00:00Z' }])] },
    'TRUST_POLICY',
    '/streams/0/signers/0',
  ],
  [
    'two streams of one name',
    { streams: [stream('3', [ruta]), stream('4', [ruta], { id: 'lantern-3' })] },
    'TRUST_POLICY',
    '/streams/1/id',
  ],
  [
    'two streams for the same files',
    { streams: [stream('3', [ruta]), stream('3', [ruta], { id: 'b', artifacts: ['*.exe'] })] },
    'TRUST_POLICY',
    '/streams/1/artifacts/0',
  ],
  [
    'one person under two names',
    { identities: { ruta: person, oskar: { ...person, san: 'o@x.example' }, ines: person } },
    'TRUST_POLICY',
    '/identities/ines',
  ],
  [
    'an instance that is not listed',
    { instances: { staging: {}, own: {} } },
    'TRUST_POLICY',
    '/identities/ruta/instance',
  ],
  [
    'an exception for nobody',
    {
      exceptions: [
        { sha256: 'ab'.repeat(32), accept: { identity: 'x' }, reason: 'r', expires: '2030-01-01T00:00:00Z' },
      ],
    },
    'TRUST_POLICY',
    '/exceptions/0/accept/identity',
  ],
  [
    'an exception without a reason',
    {
      exceptions: [
        { sha256: 'ab'.repeat(32), accept: { identity: 'ruta' }, reason: ' ', expires: '2030-01-01T00:00:00Z' },
      ],
    },
    'SHAPE_VALUE',
    '/exceptions/0/reason',
  ],
  [
    'a revocation of nobody',
    { revocations: [{ identity: 'x', signedAtOrAfter: '2030-01-01T00:00:00Z' }] },
    'TRUST_POLICY',
    '/revocations/0/identity',
  ],
  ['an end before the beginning', { expires: '2030-01-01T00:00:00Z' }, 'TRUST_POLICY', '/expires'],
  ['a first version with one before it', { previous: `sha256:${'ab'.repeat(32)}` }, 'TRUST_POLICY', '/previous'],
  ['a later version without one', { version: 2 }, 'TRUST_POLICY', ''],
  ['version nought', { version: 0 }, 'SHAPE_VALUE', '/version'],
  [
    'a pattern for a name',
    { identities: { ruta: { ...person, san: '*@lantern.example' } } },
    'SHAPE_VALUE',
    '/identities/ruta/san',
  ],
  ['an empty name', { identities: { ruta: { ...person, san: '' } } }, 'SHAPE_VALUE', '/identities/ruta/san'],
  [
    'a provider without https',
    { identities: { ruta: { ...person, issuer: 'http://forge.example' } } },
    'SHAPE_VALUE',
    '/identities/ruta/issuer',
  ],
  ['a name that a terminal would obey', { policyId: 'a\u001b[2J' }, 'SHAPE_VALUE', '/policyId'],
  [
    'a pattern with a folder',
    { streams: [stream('3', [ruta], { artifacts: ['../*'] })] },
    'SHAPE_VALUE',
    '/streams/0/artifacts/0',
  ],
  ['a day that is none', { issuedAt: '2030-02-30T00:00:00Z' }, 'TRUST_TIME', '/issuedAt'],
  ['a time in another zone', { issuedAt: '2030-02-03T00:00:00+01:00' }, 'TRUST_TIME', '/issuedAt'],
  ['an hour that is none', { issuedAt: '2030-02-03T24:00:00Z' }, 'TRUST_TIME', '/issuedAt'],
]
for (const [why, fields, code, at] of refused) {
  test(`refused: ${why}`, () => {
    const read = parsePolicy(text(fields), 'policy.json')
    const faults = read.ok ? [] : faultsOf(read.fault)
    const found = faults.find((fault) => fault.code === code && fault.at === at)
    assert(found, JSON.stringify(faults.map((fault) => [fault.code, fault.at])))
    assert.equal(found.place?.source, 'policy.json')
  })
}

test('a key given twice is refused: two readers could read two policies', () => {
  const read = parsePolicy(text().replace('"version": 1', '"version": 1, "version": 1'), 'p')
  assert.equal(read.ok ? 'read' : read.fault.code, 'JSON_DUPLICATE_KEY')
})

/** STEWARD_FUZZ inputs for each of the two kinds of change; some thousand where it is not set. */
const RUNS = Number(process.env.STEWARD_FUZZ ?? 4000)

test(`${RUNS} mutated policies: no exception, and none that is read says something else than its text`, (t) => {
  let count = 0
  const source = text()
  const piece = fc.constantFrom(
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'null',
    '0',
    '-1',
    '1e999',
    '\\',
    '*',
    '\u0000',
    '\ud800',
    '"x":1,',
    '[[[[',
    'é',
  )
  const edit = fc.record({ at: fc.nat(source.length), drop: fc.nat(12), put: fc.oneof(piece, fc.constant('')) })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const mutant = edits.reduce(
        (whole, { at, drop, put }) => whole.slice(0, at) + put + whole.slice(at + drop),
        source,
      )
      const read = parsePolicy(mutant, 'p')
      if (!read.ok) return
      count++
      assert.deepEqual(read.value.json, JSON.parse(mutant))
      assert(read.value.policy.streams.length > 0)
    }),
    { seed: 1, numRuns: RUNS },
  )
  t.diagnostic(`policy, text: ${RUNS} inputs, ${count} read`)
  assert(count > RUNS / 50, 'what is refused at once tells nothing of the rest')
})

test(`${RUNS} policies with one value of another shape: no exception, and none that is read says something else`, (t) => {
  let count = 0
  const source = lanternJson()
  const places = [...placesIn(source)]
  // Values of the policy itself at other places come nearer to what is read than any that are made up.
  const value = fc.oneof(
    fc.constantFrom(...places.map(([, each]) => each)),
    fc.constantFrom<Json>(1, 2, 0, null, '', '*', [], {}, '2030-01-05T00:00:00Z', 'proof', 'promise'),
    fc.jsonValue({ maxDepth: 6 }).map((each) => each as Json),
  )
  fc.assert(
    fc.property(fc.nat(places.length - 1), value, (which, by) => {
      const mutant = replaced(source, places[which]![0], by)
      const read = parsePolicy(JSON.stringify(mutant), 'p')
      if (!read.ok) return
      count++
      assert.equal(canonicalJson(read.value.json), canonicalJson(mutant))
    }),
    { seed: 2, numRuns: RUNS },
  )
  t.diagnostic(`policy, values: ${RUNS} inputs, ${count} read`)
  assert(count > RUNS / 50, 'what is refused at once tells nothing of the rest')
})

type Path = readonly string[]

/** Every place below a value, with what stands there. */
function* placesIn(value: Json, path: Path = []): Generator<readonly [Path, Json]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    yield [[...path, key], each]
    yield* placesIn(each, [...path, key])
  }
}

function replaced(value: Json, [key, ...rest]: Path, by: Json): Json {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.with(Number(key), replaced(value[Number(key)]!, rest, by))
  return { ...(value as JsonObject), [key]: replaced((value as JsonObject)[key]!, rest, by) }
}
