// The conformance suite's cases that need an authority to do something odd: made with the keys of an instance of our own, and held
// against sigstore-js as well. With conformance.test.ts and mutations.test.ts the first table has all 70 cases of the suite's 2026-09;
// the second has those that came to it later.
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { after, before, test } from 'node:test'
import { encodeHex } from '#bytes'
import type { Json, JsonObject } from '#json'
import {
  artifactOf,
  IN_TOTO_TYPE,
  keyIdOf,
  type LogEntry,
  type Material,
  preAuthEncoding,
  proposalV1,
  proposalV2,
  readPublicKeyPem,
  readTrustedRoot,
  type SignedContent,
} from '#sigstore'
import { makeAuthority } from '../worlds/certificates.ts'
import { editJson } from './edit-json.ts'
import { type Made, Maker, MINUTE } from './made.ts'

/** Certificates of the instance are valid for ten minutes. */
const TOO_LATE = 30 * MINUTE
const REFUSED = ['CERTIFICATE_NOT_VALID_THEN', 'CERTIFICATE_NOT_VALID_THEN', 'CERTIFICATE_ERROR']
const STAMPED = ['proof+timestamp', 'proof+timestamp', 'accepts']

let maker: Maker
before(async () => {
  maker = await Maker.start()
})
after(() => maker.close())

test('official: bundle-with-sct-with-extensions', async () => {
  const made = await maker.signed('sct-extensions', 1)
  assert(made.material.key.kind === 'certificate')
  const list = made.material.key.leaf.extensions.get('1.3.6.1.4.1.11129.2.4.2')?.value ?? new Uint8Array()
  // Version, log ID and time stand before the extensions: two octets of length, and what they count.
  assert.match(encodeHex(list), /00[0-9a-f]{64}[0-9a-f]{16}0003070707/)
  assert.deepEqual(maker.outcomes(made), ['proof', 'proof', 'accepts'])
})

test('official: intoto-expired-certificate', async () => {
  const { artifact, material } = await maker.signed('expired', 1, '--in-toto')
  const loggedLater = async (later: number): Promise<Made> => ({
    artifact,
    material: { ...material, entries: [await maker.loggedLater(material, later)] },
  })
  assert.deepEqual(maker.outcomes(await loggedLater(MINUTE)), ['proof', 'proof', 'accepts'])
  assert.deepEqual(maker.outcomes(await loggedLater(TOO_LATE)), REFUSED)
})

test('official: intoto-tsa-timestamp-outside-cert-validity', async () => {
  const made = await maker.signed('stamp-outside', 1, '--in-toto')
  assert.deepEqual(maker.outcomes(await stampedAt(made, MINUTE)), STAMPED)
  assert.deepEqual(maker.outcomes(await stampedAt(made, TOO_LATE)), REFUSED)
  assert.deepEqual(maker.outcomes(await stampedAt(made, -TOO_LATE)), REFUSED)
})

test('official: rekor2-timestamp-with-embedded-cert', async () => {
  const made = await maker.signed('embedded', 2)
  const root = readTrustedRoot(maker.trustedRoot)
  assert(root.ok)
  const [authority] = root.value.timestampAuthorities
  const [stamp] = made.material.timestamps
  assert(authority !== undefined && stamp !== undefined)
  assert(Buffer.from(stamp).includes(authority.chain[0].bytes), "the authority's certificate is in its answer")
  assert.deepEqual(maker.outcomes(made), STAMPED)
})

test('official: rekor2-timestamp-with-incorrect-time', async () => {
  assert.deepEqual(maker.outcomes(await stampedAt(await maker.signed('incorrect-time', 2), TOO_LATE)), REFUSED)
})

test('later: rekor2-multiple-timestamps-one-outside-cert-validity', async () => {
  const made = await maker.signed('two-stamps', 2)
  assert.deepEqual(maker.outcomes(await stampedAt(made, 0, MINUTE)), STAMPED)
  assert.deepEqual(maker.outcomes(await stampedAt(made, 0, TOO_LATE)).slice(0, 2), REFUSED.slice(0, 2))
  assert.deepEqual(maker.outcomes(await stampedAt(made, TOO_LATE, 0)).slice(0, 2), REFUSED.slice(0, 2))
})

test('later: sct-duplicate-intermediate-name', async () => {
  const made = await maker.signed('decoy', 1)
  const decoy = makeAuthority('fulcio.example', Date.now() - 60 * MINUTE, Date.now() + 60 * MINUTE)
  const trusted = editJson(maker.trustedRoot, '/certificateAuthorities', (own) => [
    {
      ...(own as readonly JsonObject[])[0],
      certChain: { certificates: decoy.certificates.map((each) => ({ rawBytes: base64(each) })) },
    },
    ...(own as readonly Json[]),
  ])
  assert.deepEqual(maker.outcomes(made, undefined, trusted).slice(0, 2), ['proof', 'proof'])
})

const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'a', digest: { sha256: crypto.createHash('sha256').update('a').digest('hex') } }],
  predicateType: 'https://example.com/test',
  predicate: {},
}
const { _type, ...WITHOUT_TYPE } = STATEMENT

/** What a key signs, the entry that is made of it, and what is said then by file and by digest. */
const enveloped: readonly [
  why: string,
  statement: Json,
  entry: (signed: Envelope) => Promise<LogEntry>,
  expected: string,
][] = [
  ['dsse-statement-missing-type', WITHOUT_TYPE, inRekor2, 'SHAPE_MISSING'],
  ['dsse-statement-unknown-type', { ...STATEMENT, _type: `${_type}x` }, inRekor2, 'STATEMENT_TYPE'],
  ['dsse-statement-unknown-type, one that is known', STATEMENT, inRekor2, 'proof+timestamp'],
  ['dsse-with-hashedrekord-happy-path', STATEMENT, (signed) => inRekor1(signed), 'proof+timestamp'],
  [
    'dsse-with-hashedrekord-mismatch-envelope',
    STATEMENT,
    (signed) => inRekor1({ ...signed, payload: Buffer.from('{}') }),
    'LOG_ENTRY_MISMATCH',
  ],
  [
    'dsse-with-hashedrekord-mismatch-sig',
    STATEMENT,
    (signed) => inRekor1({ ...signed, signature: signed.sign(pae(signed)) }),
    'LOG_ENTRY_MISMATCH',
  ],
  [
    'dsse-with-hashedrekord-mismatch-envelope, the digest of the payload alone',
    STATEMENT,
    (signed) => inRekor1(signed, signed.payload),
    'LOG_ENTRY_MISMATCH',
  ],
  ['intoto-canonical-log-entry, with a time', STATEMENT, inToto, 'proof+timestamp'],
  // It holds neither the signature nor the text of the envelope: nothing ties it to the one that is here.
  ['an entry intoto 0.0.1', STATEMENT, inToto1, 'LOG_ENTRY_KIND'],
]
for (const [why, statement, entry, expected] of enveloped) {
  test(`later: ${why} gives ${expected}`, async () => {
    const signed = envelope(statement)
    const material = {
      form: 'bundle-v0.3',
      key: { kind: 'key', hint: base64(keyIdOf(signed.publicKey)) },
      content: { kind: 'dsse', payloadType: IN_TOTO_TYPE, payload: signed.payload, signature: signed.signature },
      entries: [await entry(signed)],
      timestamps: [await maker.stamp(signed.signature)],
    } as const
    const said = maker.outcomes({ artifact: artifactOf(Buffer.from('a')), material }, { pem: signed.pem })
    assert.deepEqual(said.slice(0, 2), [expected, expected])
  })
}

test('later: dsse-with-hashedrekord-invalid-sig gives SIGNATURE_INVALID', async () => {
  const signed = envelope(STATEMENT)
  const [entry, stamp] = [await inRekor1(signed), await maker.stamp(signed.signature)]
  const content = { kind: 'dsse', payloadType: IN_TOTO_TYPE, payload: Buffer.from('{}'), signature: signed.signature }
  const material = {
    form: 'bundle-v0.3',
    key: { kind: 'key', hint: '' },
    content,
    entries: [entry],
    timestamps: [stamp],
  }
  const said = maker.outcomes({ artifact: artifactOf(Buffer.from('a')), material } as Made, { pem: signed.pem })
  assert.deepEqual(said.slice(0, 2), ['SIGNATURE_INVALID', 'SIGNATURE_INVALID'])
})

/** An Ed25519 signature is over the whole file; what Rekor logs as a digest is Ed25519ph, which is told apart from a wrong one. */
const ed25519: readonly [
  why: string,
  entry: 'rekord' | 'hashedrekord',
  signed: string,
  expected: readonly [byFile: string, byDigest: string],
][] = [
  ['a file in a rekord', 'rekord', 'a', ['proof+timestamp', 'CONTENT_UNKNOWN']],
  ['another file in a rekord', 'rekord', 'b', ['SIGNATURE_INVALID', 'CONTENT_UNKNOWN']],
  ['what can only be a digest', 'hashedrekord', 'b', ['SIGNATURE_ED25519PH', 'SIGNATURE_ED25519PH']],
]
for (const [why, kind, text, expected] of ed25519) {
  test(`an Ed25519 key, ${why}: ${expected.join(', by digest ')}`, async () => {
    const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519')
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
    const signature = crypto.sign(null, Buffer.from(text), privateKey)
    const { digests } = artifactOf(Buffer.from('a'))
    const proposal = proposalV1({ kind: 'message', signature }, KEY, publicKeyOf(pem), digests.sha256)
    const material: Material = {
      form: 'bundle-v0.3',
      key: KEY,
      content: { kind: 'message', signature, digest: { algorithm: 'sha256', value: digests.sha256 } },
      entries: [await maker.log(1, { ...proposal, kind })],
      timestamps: [await maker.stamp(signature)],
    }
    const said = maker.outcomes({ artifact: artifactOf(Buffer.from('a')), material }, { pem })
    assert.deepEqual(said.slice(0, 2), expected)
  })
}

interface Envelope {
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  readonly pem: string
  readonly publicKey: NonNullable<ReturnType<typeof publicKeyOf>>
  sign(data: Uint8Array): Uint8Array
}

/** A statement signed with a new key. */
function envelope(statement: Json): Envelope {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const payload = Buffer.from(JSON.stringify(statement))
  const sign = (data: Uint8Array): Uint8Array => crypto.sign('sha256', data, privateKey)
  return { payload, pem, publicKey: publicKeyOf(pem), sign, signature: sign(preAuthEncoding(IN_TOTO_TYPE, payload)) }
}

function publicKeyOf(pem: string): Parameters<typeof keyIdOf>[0] {
  const read = readPublicKeyPem(pem)
  assert(read.ok)
  return read.value
}

const KEY = { kind: 'key', hint: '' } as const

function pae({ payload }: Pick<Envelope, 'payload'>): Uint8Array {
  return preAuthEncoding(IN_TOTO_TYPE, payload)
}

function inRekor2({ payload, signature, publicKey }: Envelope): Promise<LogEntry> {
  const content: SignedContent = { kind: 'dsse', payloadType: IN_TOTO_TYPE, payload, signature }
  return maker.log(2, proposalV2(content, KEY, publicKey, new Uint8Array(32)))
}

/** A hashedrekord of Rekor v1 over what was signed: the proposal is that of a message with this digest. */
function inRekor1(signed: Envelope, over: Uint8Array = pae(signed)): Promise<LogEntry> {
  const { signature, publicKey } = signed
  const digest = crypto.createHash('sha256').update(over).digest()
  return maker.log(1, proposalV1({ kind: 'message', signature }, KEY, publicKey, digest))
}

/** The entry `intoto` 0.0.2 as Rekor v1 keeps it: the digest of the payload, and the text of the signature in base64 once more. */
function inToto({ payload, signature, pem }: Envelope): Promise<LogEntry> {
  const signatures = [{ publicKey: base64(Buffer.from(pem)), sig: base64(Buffer.from(base64(signature))) }]
  const content = {
    envelope: { payloadType: IN_TOTO_TYPE, signatures },
    hash: sha256(signature),
    payloadHash: sha256(payload),
  }
  return maker.log(1, { apiVersion: '0.0.2', kind: 'intoto', spec: { content } })
}

/** The entry `intoto` 0.0.1: digests of the envelope's text and of the payload, and the key. */
function inToto1({ payload, signature, pem }: Envelope): Promise<LogEntry> {
  const text = JSON.stringify({ payloadType: IN_TOTO_TYPE, payload: base64(payload), signatures: [base64(signature)] })
  const content = { hash: sha256(Buffer.from(text)), payloadHash: sha256(payload) }
  return maker.log(1, {
    apiVersion: '0.0.1',
    kind: 'intoto',
    spec: { content, publicKey: base64(Buffer.from(pem)) },
  })
}

function sha256(bytes: Uint8Array): Json {
  return { algorithm: 'sha256', value: crypto.createHash('sha256').update(bytes).digest('hex') }
}

/** The signature with timestamps in place of its own, each so much later than now. */
async function stampedAt({ artifact, material }: Made, ...later: readonly number[]): Promise<Made> {
  const timestamps: Uint8Array[] = []
  // One after another: the instance has one clock.
  for (const each of later) timestamps.push(await maker.stamp(material.content.signature, each))
  return { artifact, material: { ...material, timestamps } }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
