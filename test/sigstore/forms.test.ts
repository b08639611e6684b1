// The forms besides the bundle: attestations of the package index, what cosign wrote, `.crt` with `.sig`, `.rekor`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import {
  type Artifact,
  artifactOf,
  backfillBundle,
  type IdentityRule,
  type Material,
  readBundle,
  readDetached,
  readMaterials,
  readMaterialsJson,
  readRekorEntriesJson,
  readRekorFile,
  readTrustedRoot,
  upgradeBundle,
  verify,
  withEntry,
  writeBundle,
} from '#sigstore'
import { attestationText } from './attestation-text.ts'
import { caseNamed, codeOf, NOW, SUITE_SIGNER, signedBy } from './cases.ts'
import { cosignText } from './cosign-text.ts'
import { dataText, skip, trustedRoot } from './data.ts'
import { editJson } from './edit-json.ts'

const DSSE = 'happy-path-intoto-in-dsse-v3'
const V3 = 'happy-path-v0.3'

function only(source: string): Material {
  const read = readMaterials(source)
  assert(read.ok, read.ok ? '' : `${read.fault.code} ${read.fault.message} ${read.fault.at}`)
  assert.equal(read.value.length, 1)
  return read.value[0]!
}

function judge(material: Material, artifact: Artifact, signer: IdentityRule = SUITE_SIGNER): string {
  return codeOf(verify(material, artifact, trustedRoot('public-good'), signedBy(signer), NOW))
}

test('an attestation of PEP 740 is verified, and becomes the bundle that says the same', { skip }, () => {
  const { bundle, artifact } = caseNamed(DSSE)
  const attestation = only(attestationText(bundle))
  assert.equal(attestation.form, 'attestation')
  assert.equal(judge(attestation, artifact), 'proof')
  assert.equal(judge(attestation, artifactOf(Buffer.from('another file'))), 'SUBJECT_MISMATCH')
  const upgraded = upgradeBundle(attestation, trustedRoot('public-good'))
  const original = readBundle(bundle)
  assert(upgraded.ok && original.ok)
  assert.deepEqual(upgraded.value, original.value)
})

test('a provenance object holds the attestations of several publishers', { skip }, () => {
  const attestation = JSON.parse(attestationText(caseNamed(DSSE).bundle)) as JsonObject
  const provenance = {
    version: 1,
    attestation_bundles: [
      { publisher: { kind: 'GitHub' }, attestations: [attestation, attestation] },
      { publisher: { kind: 'GitLab' }, attestations: [attestation] },
    ],
  }
  const read = readMaterialsJson(provenance)
  assert(read.ok)
  assert.equal(read.value.length, 3)
  const wrong = readMaterialsJson({ ...provenance, version: 2 })
  assert(!wrong.ok && wrong.fault.code === 'SHAPE_TYPE')
})

test('what cosign wrote before version 3 passes on its promise, whole or as the log entry alone', { skip }, () => {
  const { bundle, artifact } = caseNamed(V3)
  const cosign = JSON.parse(cosignText(bundle)) as JsonObject
  const material = only(cosignText(bundle))
  assert.equal(material.form, 'cosign')
  assert.equal(judge(material, artifact), 'promise')
  assert.equal(judge(material, artifactOf(Buffer.from('x'))), 'SIGNATURE_INVALID')
  const entryAlone = only(JSON.stringify(cosign.rekorBundle))
  assert.equal(judge(entryAlone, artifact), 'promise')
  assert.equal(judge(entryAlone, artifactOf(Buffer.from('x'))), 'DIGEST_MISMATCH')
  const { rekorBundle, ...withoutEntry } = cosign
  assert(rekorBundle !== undefined)
  assert.equal(judge(only(JSON.stringify(withoutEntry)), artifact), 'SIGNED_TIME_ABSENT')
})

// The log of certificates of the staging instance saw this one when its trusted root says that it was not in use any more.
const EXTENDED = (): string =>
  editJson(dataText('sigstore/trusted-root/staging.json'), '/ctlogs/0/publicKey/validFor', () => ({
    start: '2021-03-14T00:00:00Z',
  }))
const YOSSARIAN = { identity: 'william@yossarian.net', issuer: 'https://github.com/login/oauth' }

test('a real .crt, .sig and .rekor: incomplete without the entry, back-filled with it', { skip }, () => {
  const sample = (ending: string): string => dataText(`sigstore/samples/offline-rekor.txt${ending}`)
  const artifact = artifactOf(Buffer.from(sample('')))
  const detached = readDetached(sample('.crt'), sample('.sig'))
  const entry = readRekorFile(sample('.rekor'))
  const root = readTrustedRoot(EXTENDED())
  assert(detached.ok && entry.ok && root.ok)
  const outcome = (material: Material, trusted = root.value): string =>
    codeOf(verify(material, artifact, trusted, signedBy(YOSSARIAN), NOW))
  assert.equal(outcome(detached.value), 'SIGNED_TIME_ABSENT')
  assert.equal(outcome(withEntry(detached.value, entry.value)), 'promise')
  assert.equal(outcome(withEntry(detached.value, entry.value), trustedRoot('staging')), 'SCT_NOT_VALID_THEN')
  const filled = backfillBundle(detached.value, entry.value, artifact.digests.sha256)
  assert(filled.ok && filled.value.form === 'bundle-v0.1')
  assert.equal(outcome(only(JSON.stringify(writeBundle(filled.value)))), 'promise')
  const other = backfillBundle(detached.value, entry.value, artifactOf(Buffer.from('x')).digests.sha256)
  assert(!other.ok && other.fault.code === 'BACKFILL_OTHER_ENTRY')
})

test('a bundle of cosign from 2021 is read; its certificate was not logged yet', { skip }, () => {
  const material = only(dataText('sigstore/samples/example.bundle'))
  assert(material.content.kind === 'message' && material.content.digest !== undefined)
  const { value: sha256 } = material.content.digest
  assert.equal(judge(material, { digests: { sha256 } }), 'SCT_ABSENT')
})

const odd: readonly [why: string, crt: (pem: string) => string, sig: (base64: string) => string][] = [
  ['Windows line ends', (pem) => pem.replaceAll('\n', '\r\n'), (sig) => `${sig}\r\n`],
  ['no line end', (pem) => pem.trimEnd(), (sig) => sig.trimEnd()],
  ['PEM in base64, as cosign writes it', (pem) => Buffer.from(pem).toString('base64'), (sig) => sig],
  [
    'the same in lines',
    (pem) => Buffer.from(pem).toString('base64').replaceAll(/.{76}/g, '$&\n'),
    (sig) => sig.replaceAll(/.{20}/g, '$&\n'),
  ],
  ['a note before it', (pem) => `subject=\n${pem}`, (sig) => ` ${sig}`],
]
for (const [why, crt, sig] of odd) {
  test(`.crt and .sig with ${why}`, { skip }, () => {
    const plain = readDetached(
      dataText('sigstore/samples/offline-rekor.txt.crt'),
      dataText('sigstore/samples/offline-rekor.txt.sig'),
    )
    const read = readDetached(
      crt(dataText('sigstore/samples/offline-rekor.txt.crt')),
      sig(dataText('sigstore/samples/offline-rekor.txt.sig')),
    )
    assert(read.ok && plain.ok, JSON.stringify(read))
    assert.deepEqual(read.value, plain.value)
  })
}

test('entries of Rekor come as one object or as a list of them, each under the hash of its body', { skip }, () => {
  const dump = JSON.parse(dataText('python-org/rekor-entries-2024-09.json')) as JsonObject
  const list = Object.entries(dump).map(([uuid, entry]) => ({ [uuid]: entry }))
  const [whole, listed] = [readRekorEntriesJson(dump), readRekorEntriesJson(list)]
  assert(whole.ok && listed.ok)
  assert.equal(whole.value.size, 271)
  assert.deepEqual(listed.value, whole.value)
  const [first, second] = Object.keys(dump)
  const swapped = readRekorEntriesJson({ [first!]: dump[second!]! })
  assert(!swapped.ok && swapped.fault.code === 'REKOR_UUID')
  assert(!readRekorEntriesJson([dump, null]).ok)
})

test('what is no signature is none', () => {
  for (const text of ['{}', '[]', '"x"', '{"SignedEntryTimestamp":1}', 'null']) assert(!readMaterials(text).ok, text)
})
