/** Every reader of signatures, keys and trust, with real input for it, and what must hold of whatever it reads. */
import assert from 'node:assert/strict'
import { decodePem, derItems, encodeBase64, encodeDer, encodePem, readDer } from '#bytes'
import type { Json } from '#json'
import {
  identityOf,
  type LogEntry,
  type Material,
  readBundle,
  readCertificate,
  readCertificatePem,
  readDetached,
  readMaterials,
  readPublicKeyPem,
  readRekorEntries,
  readRekorFile,
  readSigningConfig,
  readStatement,
  readTrustedRoot,
  type TrustedRoot,
  verify,
  withEntry,
} from '#sigstore'
import { verifyChain } from '../../src/sigstore/certificate-chain.ts'
import { verifyLogged } from '../../src/sigstore/certificate-timestamp.ts'
import { readCheckpoint, verifyInclusion } from '../../src/sigstore/checkpoint.ts'
import { readEntryBody } from '../../src/sigstore/entry-body.ts'
import { checkSigningUse } from '../../src/sigstore/signer.ts'
import { readTimestamp, verifyTimestamp } from '../../src/sigstore/timestamp.ts'
import { logsWithId } from '../../src/sigstore/trusted-root.ts'
import { attestationText } from './attestation-text.ts'
import { type Case, caseNamed, NOW, signedIn } from './cases.ts'
import { cosignText } from './cosign-text.ts'
import { dataText } from './data.ts'

/** How far an input came: it was refused, it was read, or it was even verified, saying what the seed says. */
export type Reached = 'refused' | 'read' | 'verified'

export interface Reader {
  readonly name: string
  readonly seeds: readonly Uint8Array[]
  /** Reads a changed seed, and fails where something is verified that nobody signed. */
  read(bytes: Uint8Array, seed: number): Reached
}

/** A case of the suite that passes, read once. */
interface Base {
  readonly given: Case
  readonly root: TrustedRoot
  readonly material: Material
  readonly entry: LogEntry
}

const BASES = [
  'happy-path-v0.1',
  'happy-path-v0.3',
  'rekor2-happy-path',
  'happy-path-intoto-in-dsse-v3',
  'intoto-with-custom-trust-root',
] as const

export function readers(): readonly Reader[] {
  const bases = BASES.map(baseNamed)
  const [, v3, , dsse] = bases as [Base, Base, Base, Base, Base]
  const attestation = attestationText(dsse.given.bundle)
  const provenance = JSON.stringify({
    version: 1,
    attestation_bundles: [{ publisher: { kind: 'GitHub' }, attestations: [JSON.parse(attestation) as Json] }],
  })
  const cosign = cosignText(v3.given.bundle)
  const { rekorBundle } = JSON.parse(cosign) as { readonly rekorBundle: Json }
  const rekorFile = JSON.stringify(rekorBundle)
  assert(v3.material.key.kind === 'certificate')
  const crt = encodePem('CERTIFICATE', v3.material.key.leaf.bytes)
  const sig = encodeBase64(v3.material.content.signature)
  const detached = (crtText: string, sigText: string): Reached => {
    const read = readDetached(crtText, sigText)
    return read.ok ? judged([withEntry(read.value, v3.entry)], v3) : 'refused'
  }
  const stamped = bases.filter(({ material }) => material.timestamps.length > 0)
  const enveloped = bases.filter(({ material }) => material.content.kind === 'dsse')
  return [
    {
      name: 'bundle',
      seeds: bases.map(({ given }) => Buffer.from(given.bundle)),
      read: (bytes, seed) => {
        const read = readBundle(textOf(bytes))
        return read.ok ? judged([read.value], bases[seed]!) : 'refused'
      },
    },
    {
      name: 'attestation of PEP 740',
      seeds: [attestation, provenance].map((each) => Buffer.from(each)),
      read: (bytes) => judgedText(bytes, dsse),
    },
    {
      name: 'bundle of cosign',
      seeds: [cosign, dataText('sigstore/samples/example.bundle')].map((each) => Buffer.from(each)),
      read: (bytes) => judgedText(bytes, v3),
    },
    {
      name: '.rekor',
      seeds: [rekorFile, dataText('sigstore/samples/offline-rekor.txt.rekor')].map((each) => Buffer.from(each)),
      read: (bytes) => (readRekorFile(textOf(bytes)).ok ? judgedText(bytes, v3) : 'refused'),
    },
    {
      name: 'dump of Rekor',
      seeds: [Buffer.from(someEntries())],
      read: (bytes) => said(readRekorEntries(textOf(bytes))),
    },
    { name: '.crt', seeds: [Buffer.from(crt)], read: (bytes) => detached(textOf(bytes), sig) },
    { name: '.sig', seeds: [Buffer.from(sig)], read: (bytes) => detached(crt, textOf(bytes)) },
    {
      name: 'PEM',
      seeds: [Buffer.from(crt), Buffer.from(dataText('sigstore/samples/offline-rekor.txt.crt'))],
      read: (bytes) => {
        const blocks = decodePem(textOf(bytes))
        if (blocks === undefined) return 'refused'
        assert.deepEqual(decodePem(blocks.map((each) => encodePem(each.label, each.bytes)).join('')), blocks)
        return said(readCertificatePem(textOf(bytes)))
      },
    },
    {
      name: 'public key',
      seeds: ['managed-key-happy-path', 'managed-key-and-trusted-root'].map((name) =>
        Buffer.from(dataText(`sigstore/bundle-verify/${name}/key.pub`)),
      ),
      read: (bytes) => said(readPublicKeyPem(textOf(bytes))),
    },
    {
      name: 'DER',
      seeds: [...bases.flatMap(leafOf), ...stamped.flatMap(({ material }) => material.timestamps)],
      read: (bytes) => (walk(bytes, 0) ? 'read' : 'refused'),
    },
    {
      name: 'certificate',
      seeds: bases.flatMap(leafOf),
      read: (bytes, seed) => {
        const base = bases.filter((each) => leafOf(each).length > 0)[seed]!
        return issued(bytes, base.root, leafOf(base)[0]!)
      },
    },
    {
      name: 'checkpoint',
      seeds: bases.map(({ entry }) => Buffer.from(entry.proof?.checkpoint ?? '')),
      read: (bytes, seed) => proved(textOf(bytes), bases[seed]!),
    },
    {
      name: 'timestamp',
      seeds: stamped.map(({ material }) => material.timestamps[0]!),
      read: (bytes, seed) => stampedBy(bytes, stamped[seed]!),
    },
    {
      name: 'log entry',
      seeds: bases.map(({ entry }) => entry.body),
      read: (bytes) => (readEntryBody(bytes, 'message').ok || readEntryBody(bytes, 'dsse').ok ? 'read' : 'refused'),
    },
    {
      name: 'statement',
      seeds: enveloped.map(({ material: { content } }) =>
        content.kind === 'dsse' ? content.payload : content.signature,
      ),
      read: (bytes) => said(readStatement(bytes)),
    },
    {
      name: 'trusted root',
      seeds: bases.map(({ given }) => Buffer.from(given.root)),
      read: (bytes, seed) => {
        const root = readTrustedRoot(textOf(bytes))
        if (!root.ok) return 'refused'
        // Who changes the root is trusted to do so: that it can be used without a crash is all that holds.
        const { material, given } = bases[seed]!
        const { verdict } = verify(material, given.artifact, root.value, given.policy, NOW)
        return verdict === 'pass' ? 'verified' : 'read'
      },
    },
    {
      name: 'signing config',
      seeds: [Buffer.from(JSON.stringify(SIGNING_CONFIG))],
      read: (bytes) => said(readSigningConfig(textOf(bytes), NOW)),
    },
  ]
}

const SERVICE = {
  url: 'https://a.example',
  majorApiVersion: 1,
  validFor: { start: '2025-01-01T00:00:00Z' },
  operator: 'a',
}
const SIGNING_CONFIG: Json = {
  mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
  caUrls: [SERVICE],
  oidcUrls: [SERVICE],
  rekorTlogUrls: [{ ...SERVICE, majorApiVersion: 2 }, SERVICE],
  rekorTlogConfig: { selector: 'ANY' },
  tsaUrls: [SERVICE],
  tsaConfig: { selector: 'ANY' },
}

function baseNamed(name: string): Base {
  const given = caseNamed(name)
  const [root, material] = [readTrustedRoot(given.root), readBundle(given.bundle)]
  assert(root.ok && material.ok)
  const [entry] = material.value.entries
  assert(entry !== undefined)
  return { given, root: root.value, material: material.value, entry }
}

function leafOf({ material: { key } }: Base): readonly Uint8Array[] {
  return key.kind === 'certificate' ? [key.leaf.bytes] : []
}

/** Three entries as the interface of Rekor answers with them. */
function someEntries(): string {
  const dump = JSON.parse(dataText('python-org/rekor-entries-2024-09.json')) as Record<string, Json>
  return JSON.stringify(Object.fromEntries(Object.entries(dump).slice(0, 3)))
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

function said({ ok }: { readonly ok: boolean }): Reached {
  return ok ? 'read' : 'refused'
}

function judgedText(bytes: Uint8Array, base: Base): Reached {
  const read = readMaterials(textOf(bytes))
  return read.ok ? judged(read.value, base) : 'refused'
}

/** Verifies what was read. What still passes says the same as before about who signed what. */
function judged(materials: readonly Material[], { given, root, material: before }: Base): Reached {
  let reached: Reached = 'read'
  for (const material of materials) {
    const { verdict } = verify(material, given.artifact, root, given.policy, NOW)
    if (verdict !== 'pass') continue
    assert.deepEqual(signedIn(material), signedIn(before), 'it passes, and says something else')
    reached = 'verified'
  }
  return reached
}

/** Whether every element is DER to the byte, however deep. */
function walk(bytes: Uint8Array, depth: number): boolean {
  const element = readDer(bytes)
  if (element === undefined || depth > 40) return false
  assert.deepEqual(
    Buffer.from(encodeDer(element.tag, element.content)),
    Buffer.from(bytes),
    'one content, one spelling',
  )
  for (const item of derItems(element) ?? []) walk(item.bytes, depth + 1)
  return true
}

/** A certificate that an authority issued and a log saw is the one that they did. */
function issued(bytes: Uint8Array, root: TrustedRoot, before: Uint8Array): Reached {
  const read = readCertificate(bytes)
  if (!read.ok) return 'refused'
  const { value: leaf } = read
  if (!identityOf(leaf).ok || !checkSigningUse(leaf).ok) return 'read'
  const chain = verifyChain(leaf, [], root.certificateAuthorities, [leaf.notBefore])
  if (!chain.ok) return 'read'
  const [, issuer] = chain.value.path
  if (issuer === undefined || !verifyLogged(leaf, issuer, root.certificateLogs).ok) return 'read'
  assert.deepEqual(Buffer.from(bytes), Buffer.from(before), 'a certificate that nobody issued')
  return 'verified'
}

/** A checkpoint that the log signed is about the tree that it was about. */
function proved(text: string, { root, entry }: Base): Reached {
  const before = readCheckpoint(entry.proof?.checkpoint ?? '')
  const read = readCheckpoint(text)
  if (!read.ok) return 'refused'
  const [log] = logsWithId(root.logs, entry.logId)
  assert(before.ok && entry.proof !== undefined && log !== undefined)
  const found = verifyInclusion(entry, entry.proof, text, log)
  if (!found.ok) return 'read'
  assert.deepEqual(found.value.signed, before.value.signed, 'a checkpoint that the log did not sign')
  return 'verified'
}

/** A timestamp that an authority signed has its time, and is over its signature. */
function stampedBy(bytes: Uint8Array, { root, material }: Base): Reached {
  const [before, read] = [readTimestamp(material.timestamps[0]!), readTimestamp(bytes)]
  if (!read.ok) return 'refused'
  if (!verifyTimestamp(read.value, material.content.signature, root.timestampAuthorities).ok) return 'read'
  assert(before.ok)
  assert.deepEqual(
    [read.value.at, read.value.imprint],
    [before.value.at, before.value.imprint],
    'a time that nobody signed',
  )
  return 'verified'
}
