// One thing changed in what passes: each refusal has the code of that very thing. The first tables have the cases of the conformance
// suite that can be made from others, the last what verifiers are known to let through.
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { test } from 'node:test'
import type { Json } from '#json'
import { artifactOf, identityPolicy } from '#sigstore'
import { type Case, caseNamed, NOW, outcomeOf, SUITE_SIGNER, signedBy, signedWith } from './cases.ts'
import { dataText, skip } from './data.ts'
import { editJson, valueAt } from './edit-json.ts'

type Change = (given: Case) => Case

/** Changes of the bundle: a value put at a place, one made from what is there, one added to a list, and nothing left. */
const put = (at: string, value: Json): Change => edit(at, () => value)
const edit = (at: string, change: (before: string) => Json): Change =>
  inBundle(at, (before) => change(before as string))
const push = (at: string, value: Json): Change => inBundle(at, (before) => [...(before as readonly Json[]), value])
const drop = (at: string): Change => inBundle(at, () => undefined)
const repeat = (at: string, times: number): Change =>
  inBundle(at, (before) => Array<Json>(times).fill((before as readonly Json[])[0] ?? null))
const inBundle =
  (at: string, change: (before: Json | undefined) => Json | undefined): Change =>
  (given) => ({ ...given, bundle: editJson(given.bundle, at, change) })

/** Changes of the trusted root. */
const putInRoot =
  (at: string, value: Json | undefined): Change =>
  (given) => ({ ...given, root: editJson(given.root, at, () => value) })

const pushInRoot =
  (at: string, value: Json): Change =>
  (given) => ({ ...given, root: editJson(given.root, at, (before) => [...(before as readonly Json[]), value]) })
const both =
  (first: Change, second: Change): Change =>
  (given) =>
    second(first(given))

const about =
  (content: string): Change =>
  (given) => ({ ...given, artifact: artifactOf(Buffer.from(content)) })
const allowing =
  (differs: Partial<typeof SUITE_SIGNER>): Change =>
  (given) => ({ ...given, policy: signedBy({ ...SUITE_SIGNER, ...differs }) })
const withNewKey: Change = (given) => ({ ...given, policy: signedWith(newKey()) })

/** A part of another case's bundle. */
const from = (name: string, at: string): Json => (skip === false ? valueAt(caseNamed(name).bundle, at) : null)
/** A certificate of the public instance: 0 is its intermediate, 1 its root. */
const publicCertificate = (which: 0 | 1): Json =>
  rootPart('sigstore/trusted-root/public-good.json', `/certificateAuthorities/1/certChain/certificates/${which}`)
const publicChain = (): Json => ({ certificates: [publicCertificate(0), publicCertificate(1)] })
const rootPart = (path: string, at: string): Json => (skip === false ? valueAt(dataText(path), at) : null)

const V1 = 'happy-path-v0.1'
const V2 = 'happy-path-v0.2'
const V3 = 'happy-path-v0.3'
const R2 = 'rekor2-happy-path'
const DSSE = 'happy-path-intoto-in-dsse-v3'
const DSSE2 = 'rekor2-dsse-happy-path'
const INTOTO = 'intoto-with-custom-trust-root'
const COSIGNED = 'rekor2-checkpoint-cosigned'

const MATERIAL = '/verificationMaterial'
const ENTRY = `${MATERIAL}/tlogEntries/0`
const PROOF = `${ENTRY}/inclusionProof`
const CHECKPOINT = `${PROOF}/checkpoint/envelope`
const STAMPS = `${MATERIAL}/timestampVerificationData`
const CHAIN = `${MATERIAL}/x509CertificateChain/certificates`
const SIGNATURE = '/messageSignature/signature'
const SIG = '/dsseEnvelope/signatures/0/sig'

type Row = readonly [why: string, base: string, change: Change, expected: string]

const suite: readonly Row[] = [
  ['bundle-empty-certificate-chain', V1, put(CHAIN, []), 'BUNDLE_CHAIN'],
  ['bundle-invalid-base64-signature', V1, put(SIGNATURE, 'not base64!'), 'BASE64_MALFORMED'],
  ['dsse-mismatch-envelope', DSSE, put('/dsseEnvelope/payload', 'e30='), 'SIGNATURE_INVALID'],
  ['integrated-time-in-future', V1, put(`${ENTRY}/integratedTime`, '4102444800'), 'LOG_PROMISE_INVALID'],
  ['intoto-missing-inclusion-proof', INTOTO, drop(PROOF), 'BUNDLE_PROOF'],
  ['invalid-checkpoint-signature', V3, edit(CHECKPOINT, (text) => corruptLastLine(text, 10)), 'CHECKPOINT_UNSIGNED'],
  ['managed-key-wrong-key', 'managed-key-happy-path', withNewKey, 'SIGNATURE_INVALID'],
  ['rekor2-checkpoint-missing-log-signature', R2, edit(CHECKPOINT, withoutSignatures), 'CHECKPOINT_MALFORMED'],
  [
    'rekor2-checkpoint-no-matching-signature',
    R2,
    edit(CHECKPOINT, (text) => corruptLastLine(text, 0)),
    'CHECKPOINT_UNSIGNED',
  ],
  ['rekor2-checkpoint-origin-not-first', COSIGNED, edit(CHECKPOINT, reversedSignatures), 'proof+timestamp'],
  ['rekor2-checkpoint-multiple-cosigs', COSIGNED, edit(CHECKPOINT, withSecondWitness), 'proof+timestamp'],
  ['rekor2-dsse-mismatch-sig', DSSE2, edit(SIG, otherForm), 'LOG_ENTRY_MISMATCH'],
  ['rekor2-timestamp-payload-mismatch', R2, put(STAMPS, from(DSSE2, STAMPS)), 'TIMESTAMP_MISMATCH'],
  ['set-invalid-signature', V1, edit(`${ENTRY}/inclusionPromise/signedEntryTimestamp`, flipped), 'LOG_PROMISE_INVALID'],
  ['signature-mismatch', V3, edit(SIGNATURE, otherForm), 'LOG_ENTRY_MISMATCH'],
  [
    'trust-root-tlog-missing-validity-start',
    V1,
    putInRoot('/tlogs/0/publicKey/validFor/start', undefined),
    'SHAPE_MISSING',
  ],
  ['wrong-hashedrekord-artifact', V3, edit(`${ENTRY}/canonicalizedBody`, withOtherDigest), 'LOG_ENTRY_MISMATCH'],
  [
    'wrong-hashedrekord-cert-and-sig',
    V3,
    put(`${ENTRY}/canonicalizedBody`, from(V1, `${ENTRY}/canonicalizedBody`)),
    'LOG_ENTRY_MISMATCH',
  ],
  ['wrong-material', V3, put(`${MATERIAL}/certificate`, from(V1, `${CHAIN}/0`)), 'SIGNATURE_INVALID'],
]

const ended = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' }
const all: Json = { start: '2020-01-01T00:00:00Z' }

/** Cases that came to the suite after those 70; more of them are in made-cases.test.ts. */
const later: readonly Row[] = [
  ['cve-2022-36056-swapped-tlog-entry', V3, put(ENTRY, from(V2, ENTRY)), 'LOG_ENTRY_MISMATCH'],
  [
    'rekor2-timestamp-wrong-tsa-validity-borrow',
    R2,
    both(
      putInRoot('/timestampAuthorities/0/validFor', ended),
      pushInRoot('/timestampAuthorities', { uri: 'https://tsa.example', certChain: publicChain(), validFor: all }),
    ),
    'TIMESTAMP_NOT_VALID_THEN',
  ],
  [
    'rekor2-timestamp-wrong-tsa-validity-borrow, from one without certificates',
    R2,
    pushInRoot('/timestampAuthorities', { uri: 'https://tsa.example', certChain: { certificates: [] }, validFor: all }),
    'TRUSTED_ROOT_CHAIN',
  ],
]

const fragments = [
  'github',
  '.*',
  '@',
  SUITE_SIGNER.identity.slice(0, -1),
  `${SUITE_SIGNER.identity}x`,
  SUITE_SIGNER.identity.toUpperCase(),
]

/** Numbers are those of the list of holes in docs/sigstore.md. */
const holes: readonly Row[] = [
  ['2: a statement about another file', DSSE, about('another file'), 'SUBJECT_MISMATCH'],
  ['2: the same with Rekor v2', DSSE2, about('another file'), 'SUBJECT_MISMATCH'],
  ...fragments.map(
    (identity): Row => [
      `3: ${identity.slice(0, 12)} for the identity`,
      V3,
      allowing({ identity }),
      'IDENTITY_MISMATCH',
    ],
  ),
  ['3: a fragment of the issuer', V3, allowing({ issuer: 'https://token' }), 'ISSUER_MISMATCH'],
  ['5: the root behind the leaf in version 0.1', V1, push(CHAIN, publicCertificate(1)), 'BUNDLE_ROOT'],
  ['5: the root behind the leaf in version 0.2', V2, push(CHAIN, publicCertificate(1)), 'BUNDLE_ROOT'],
  [
    '5: an intermediate that has no part in it',
    V2,
    push(CHAIN, rootPart('sigstore/trusted-root/staging.json', '/certificateAuthorities/0/certChain/certificates/0')),
    'CERTIFICATE_CHAIN',
  ],
  ['5: the intermediate that it has is welcome', V2, push(CHAIN, publicCertificate(0)), 'proof'],
  ['6: junk behind the leaf', V1, push(CHAIN, { rawBytes: 'AAAA' }), 'CERTIFICATE_MALFORMED'],
  ['7: signs inside the base64 of the signature', V3, edit(SIGNATURE, (text) => `!!${text}`), 'BASE64_MALFORMED'],
  [
    '7: the alphabet of addresses',
    V3,
    edit(SIGNATURE, (text) => Buffer.from(text, 'base64').toString('base64url')),
    'BASE64_MALFORMED',
  ],
  ['7: a line break', V3, edit(SIGNATURE, (text) => `${text}\n`), 'BASE64_MALFORMED'],
  [
    '7: bits behind the last byte',
    V3,
    edit(`${ENTRY}/logId/keyId`, (text) => text.replace(/.=$/, 'x=')),
    'BASE64_MALFORMED',
  ],
  ['8: version 0.9', V3, put('/mediaType', 'application/vnd.dev.sigstore.bundle.v0.9+json'), 'BUNDLE_VERSION'],
  ['8: something behind the media type', V3, edit('/mediaType', (text) => `${text}; evil=1`), 'BUNDLE_VERSION'],
  ['9: a log of Rekor v2 that ended before', R2, putInRoot('/tlogs/1/publicKey/validFor', ended), 'LOG_NOT_VALID_THEN'],
  [
    '9: a log of Rekor v2 that begins later',
    R2,
    putInRoot('/tlogs/1/publicKey/validFor', { start: '2030-01-01T00:00:00Z' }),
    'LOG_NOT_VALID_THEN',
  ],
  ['9: a log of Rekor v1 that ended before', V1, putInRoot('/tlogs/0/publicKey/validFor', ended), 'LOG_NOT_VALID_THEN'],
  [
    '10: a part of the name on the checkpoint',
    R2,
    edit(CHECKPOINT, (text) => text.replace(/\u2014 \S+/, '\u2014 s')),
    'CHECKPOINT_UNSIGNED',
  ],
  ['11: another root hash in the proof', V3, edit(`${PROOF}/rootHash`, flipped), 'CHECKPOINT_MISMATCH'],
  ['11: another tree size in the proof', V3, edit(`${PROOF}/treeSize`, oneMore), 'CHECKPOINT_MISMATCH'],
  ['11: another place in the proof', V3, edit(`${PROOF}/logIndex`, oneMore), 'LOG_PROOF_INVALID'],
  ['11: another place in the log, Rekor v1', V3, edit(`${ENTRY}/logIndex`, oneMore), 'LOG_PROMISE_INVALID'],
  ['11: another place in the log, Rekor v2', R2, edit(`${ENTRY}/logIndex`, oneMore), 'LOG_PROOF_INVALID'],
  [
    '12: an authority without a start',
    V3,
    putInRoot('/certificateAuthorities/1/validFor/start', undefined),
    'SHAPE_MISSING',
  ],
  ['12: an authority without a time', V3, putInRoot('/certificateAuthorities/1/validFor', undefined), 'SHAPE_MISSING'],
  [
    '12: a timestamp authority without a start',
    R2,
    putInRoot('/timestampAuthorities/0/validFor/start', undefined),
    'SHAPE_MISSING',
  ],
  [
    '12: a certificate log without a start',
    V3,
    putInRoot('/ctlogs/1/publicKey/validFor/start', undefined),
    'SHAPE_MISSING',
  ],
  ['12: a trusted root of no known type', V3, putInRoot('/mediaType', 'application/json'), 'TRUSTED_ROOT_VERSION'],
  [
    'a certificate log that ended before',
    V3,
    putInRoot('/ctlogs/1/publicKey/validFor/end', '2022-10-21T00:00:00Z'),
    'SCT_NOT_VALID_THEN',
  ],
  [
    'an authority that ended before',
    V3,
    putInRoot('/certificateAuthorities/1/validFor/end', '2022-10-21T00:00:00Z'),
    'CERTIFICATE_NOT_VALID_THEN',
  ],
  ['no log entry, and so no time', V3, put(`${MATERIAL}/tlogEntries`, []), 'SIGNED_TIME_ABSENT'],
  ['a timestamp and no log', R2, put(`${MATERIAL}/tlogEntries`, []), 'LOG_EVIDENCE_ABSENT'],
  ['the same log entry twice', V3, repeat(`${MATERIAL}/tlogEntries`, 2), 'LOG_ENTRY_DUPLICATE'],
  ['the same timestamp twice', R2, repeat(`${STAMPS}/rfc3161Timestamps`, 2), 'TIMESTAMP_DUPLICATE'],
  [
    'a second timestamp that is none',
    R2,
    push(`${STAMPS}/rfc3161Timestamps`, { signedTimestamp: 'MAA=' }),
    'TIMESTAMP_MALFORMED',
  ],
  ['two signatures in an envelope', DSSE, repeat('/dsseEnvelope/signatures', 2), 'DSSE_SIGNATURES'],
  ['an envelope of another type', DSSE, put('/dsseEnvelope/payloadType', 'text/plain'), 'SIGNATURE_INVALID'],
  [
    'a chain in version 0.3',
    V3,
    (given) =>
      drop(`${MATERIAL}/certificate`)(
        put(`${MATERIAL}/x509CertificateChain`, { certificates: [from(V1, `${CHAIN}/0`)] })(given),
      ),
    'BUNDLE_CHAIN',
  ],
  ['a certificate and a chain', V3, put(`${MATERIAL}/x509CertificateChain`, { certificates: [] }), 'BUNDLE_KEY'],
  ['version 0.1 without a promise', V1, drop(`${ENTRY}/inclusionPromise`), 'BUNDLE_PROMISE'],
  ['message and envelope', V3, put('/dsseEnvelope', from(DSSE, '/dsseEnvelope')), 'BUNDLE_CONTENT'],
  [
    'a key twice in the text',
    V3,
    (given) => ({ ...given, bundle: given.bundle.replace('{', '{"mediaType":"x",') }),
    'JSON_DUPLICATE_KEY',
  ],
  ['65 hashes in a proof', V3, repeat(`${PROOF}/hashes`, 65), 'SHAPE_TOO_MANY'],
  ['17 timestamps', R2, repeat(`${STAMPS}/rfc3161Timestamps`, 17), 'SHAPE_TOO_MANY'],
  ['17 log entries', V3, repeat(`${MATERIAL}/tlogEntries`, 17), 'SHAPE_TOO_MANY'],
  ['11 certificates', V2, repeat(CHAIN, 11), 'SHAPE_TOO_MANY'],
  ['5 million characters', V3, (given) => ({ ...given, bundle: given.bundle + ' '.repeat(5e6) }), 'JSON_TOO_LONG'],
  ['a certificate where a key is demanded', V3, withNewKey, 'KEY_UNUSED'],
]

for (const [table, rows] of [
  ['official', suite],
  ['later', later],
  ['hole', holes],
] as const) {
  for (const [why, base, change, expected] of rows) {
    test(`${table}: ${why} gives ${expected}`, { skip }, () => {
      const given = caseNamed(base)
      assert.doesNotMatch(outcomeOf(given), /^[A-Z0-9_]+$/, 'what is changed has passed before')
      assert.equal(outcomeOf(change(given)), expected)
    })
  }
}

test('4: no identity, an empty one or an empty issuer is no policy', () => {
  for (const anyOf of [[], [{ identity: '', issuer: 'x' }], [{ identity: 'x', issuer: ' ' }]]) {
    const policy = identityPolicy(anyOf)
    assert(!policy.ok && policy.fault.code === 'POLICY_EMPTY')
  }
})

test('nothing is signed in the future', { skip }, () => {
  const given = caseNamed(V3)
  assert.equal(outcomeOf(given, Date.parse('2023-01-01T00:00:00Z')), 'SIGNED_IN_FUTURE')
  assert.equal(outcomeOf(given, NOW), 'proof')
})

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[bytes.length - 1]! ^= 1
  return bytes.toString('base64')
}

function oneMore(number: string): string {
  return String(Number(number) + 1)
}

/** The same ECDSA signature in its other form: (r, n - s) verifies as well as (r, s). */
function otherForm(signature: string): string {
  const raw = Buffer.from(signature, 'base64')
  const rLength = raw[3]!
  const r = raw.subarray(2, 4 + rLength)
  const s = BigInt(`0x${raw.subarray(6 + rLength).toString('hex')}`)
  const digits = (P256_ORDER - s).toString(16)
  const even = digits.length % 2 === 1 ? `0${digits}` : digits
  const body = Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex')
  const content = Buffer.concat([r, Buffer.from([2, body.length]), body])
  return Buffer.concat([Buffer.from([0x30, content.length]), content]).toString('base64')
}

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The checkpoint with one byte of its last signature changed: 0 to 3 name the key. */
function corruptLastLine(text: string, at: number): string {
  const start = text.lastIndexOf(' ') + 1
  const bytes = Buffer.from(text.slice(start).trim(), 'base64')
  bytes[at]! ^= 1
  return `${text.slice(0, start)}${bytes.toString('base64')}\n`
}

function withoutSignatures(text: string): string {
  return text.slice(0, text.indexOf('\n\n') + 2)
}

function reversedSignatures(text: string): string {
  const signatures = text.slice(text.indexOf('\n\n') + 2).trimEnd()
  return `${withoutSignatures(text)}${signatures.split('\n').reverse().join('\n')}\n`
}

function withSecondWitness(text: string): string {
  return `${text}\u2014 second.example ${Buffer.alloc(76, 7).toString('base64')}\n`
}

function withOtherDigest(body: string): string {
  const text = Buffer.from(body, 'base64').toString()
  return Buffer.from(text.replace(/"value":"../, '"value":"00')).toString('base64')
}

function newKey(): string {
  const { publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return publicKey.export({ format: 'pem', type: 'spki' }).toString()
}
