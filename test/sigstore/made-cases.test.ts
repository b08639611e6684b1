// The conformance suite's cases that need an authority to do something odd: made with the keys of an instance of our own, and held
// against sigstore-js as well. With conformance.test.ts and mutations.test.ts they are all 70.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { encodeHex } from '#bytes'
import {
  type Artifact,
  artifactOf,
  artifactWithSha256,
  isBundle,
  type Material,
  readBundle,
  readRekorEntriesJson,
  readTrustedRoot,
  timestampQuery,
  verify,
  writeBundle,
} from '#sigstore'
import { commandLine } from '../worlds/command-line.ts'
import { type Oddities, type SigstoreInstance, startSigstore } from '../worlds/sigstore-instance.ts'
import { codeOf, signedBy } from './cases.ts'
import { peerTrust, peerVerdict } from './peer.ts'

const SIGNER = { identity: 'releases@lsf.example', issuer: 'https://issuer.example' }
const MINUTE = 60_000
/** Certificates of the instance are valid for ten minutes. */
const TOO_LATE = 30 * MINUTE

const oddities: { -readonly [K in keyof Oddities]: Oddities[K] } = {}
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-made-'))
let instance: SigstoreInstance

before(async () => {
  instance = await startSigstore(oddities)
  writeFileSync(path.join(folder, 'root.json'), instance.trustedRoot)
  writeFileSync(path.join(folder, 'v1.json'), instance.signingConfig(1))
  writeFileSync(path.join(folder, 'v2.json'), instance.signingConfig(2))
})
after(async () => {
  await instance.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Made {
  readonly artifact: Artifact
  readonly material: Material
}

/** A file that the instance has signed in good order. */
async function signed(name: string, ...words: readonly string[]): Promise<Made> {
  const file = path.join(folder, name)
  writeFileSync(file, `${name}\n`)
  const given = ['--trusted-root', 'root.json', '--identity-token', instance.token(SIGNER.identity)]
  const made = await commandLine(folder, {}, {}, () => new Date()).run(['release', 'sign', name, ...given, ...words])
  assert.equal(made.exit, 0, made.out + made.err)
  const read = readBundle(readFileSync(`${file}.sigstore.json`, 'utf8'))
  assert(read.ok)
  return { artifact: artifactOf(readFileSync(file)), material: read.value }
}

/** What is said of a material when it has gone through the text of a bundle, an hour from now: by file, by digest, by sigstore-js. */
function outcomes({ artifact, material }: Made): readonly [byFile: string, byDigest: string, peer: string] {
  assert(isBundle(material))
  const json = writeBundle(material)
  const [read, root] = [readBundle(JSON.stringify(json)), readTrustedRoot(instance.trustedRoot)]
  assert(read.ok && root.ok)
  const judge = (about: Artifact): string =>
    codeOf(verify(read.value, about, root.value, signedBy(SIGNER), Date.now() + 60 * MINUTE))
  const peer = peerVerdict(json, artifact, peerTrust(instance.trustedRoot, SIGNER), SIGNER)
  return [judge(artifact), judge(artifactWithSha256(artifact.digests.sha256)), peer.replace(/:.*/s, '')]
}

/** An answer of the instance whose clock is wrong meanwhile. */
async function answeredAt(later: number, where: string, init?: RequestInit): Promise<Buffer> {
  oddities.now = () => Date.now() + later
  try {
    const response = await fetch(instance.url + where, init)
    assert(response.ok)
    return Buffer.from(await response.arrayBuffer())
  } finally {
    delete oddities.now
  }
}

/** The material with a timestamp over its signature that is so much later. */
async function stamped(material: Material, later: number): Promise<Material> {
  const body = timestampQuery(material.content.signature)
  return {
    ...material,
    timestamps: [await answeredAt(later, '/api/v1/timestamp', { method: 'POST', body: Buffer.from(body) })],
  }
}

/** The material with its log entry as if the log had taken it in so much later: its promise says that time. */
async function logged(material: Material, later: number): Promise<Material> {
  const [entry] = material.entries
  assert(entry?.proof !== undefined)
  const answer = await answeredAt(later, `/api/v1/log/entries/${entry.proof.logIndex}`)
  const read = readRekorEntriesJson(JSON.parse(answer.toString()))
  assert(read.ok)
  return { ...material, entries: [...read.value.values()] }
}

const REFUSED = ['CERTIFICATE_NOT_VALID_THEN', 'CERTIFICATE_NOT_VALID_THEN', 'CERTIFICATE_ERROR']

test('official: bundle-with-sct-with-extensions', async () => {
  const made = await signed('sct-extensions', '--signing-config', 'v1.json')
  assert(made.material.key.kind === 'certificate')
  const list = made.material.key.leaf.extensions.get('1.3.6.1.4.1.11129.2.4.2')?.value ?? new Uint8Array()
  // Version, log ID and time stand before the extensions: two octets of length, and what they count.
  assert.match(encodeHex(list), /00[0-9a-f]{64}[0-9a-f]{16}0003070707/)
  assert.deepEqual(outcomes(made), ['proof', 'proof', 'accepts'])
})

test('official: intoto-expired-certificate', async () => {
  const { artifact, material } = await signed('expired', '--signing-config', 'v1.json', '--in-toto')
  assert.deepEqual(outcomes({ artifact, material: await logged(material, MINUTE) }), ['proof', 'proof', 'accepts'])
  assert.deepEqual(outcomes({ artifact, material: await logged(material, TOO_LATE) }), REFUSED)
})

test('official: intoto-tsa-timestamp-outside-cert-validity', async () => {
  const { artifact, material } = await signed('stamp-outside', '--signing-config', 'v1.json', '--in-toto')
  const level = 'proof+timestamp'
  assert.deepEqual(outcomes({ artifact, material: await stamped(material, MINUTE) }), [level, level, 'accepts'])
  assert.deepEqual(outcomes({ artifact, material: await stamped(material, TOO_LATE) }), REFUSED)
  assert.deepEqual(outcomes({ artifact, material: await stamped(material, -TOO_LATE) }), REFUSED)
})

test('official: rekor2-timestamp-with-embedded-cert', async () => {
  const made = await signed('embedded', '--signing-config', 'v2.json')
  const root = readTrustedRoot(instance.trustedRoot)
  assert(root.ok)
  const [authority] = root.value.timestampAuthorities
  const [stamp] = made.material.timestamps
  assert(authority !== undefined && stamp !== undefined)
  assert(Buffer.from(stamp).includes(authority.chain[0].bytes), "the authority's certificate is in its answer")
  assert.deepEqual(outcomes(made), ['proof+timestamp', 'proof+timestamp', 'accepts'])
})

test('official: rekor2-timestamp-with-incorrect-time', async () => {
  const { artifact, material } = await signed('incorrect-time', '--signing-config', 'v2.json')
  assert.deepEqual(outcomes({ artifact, material: await stamped(material, TOO_LATE) }), REFUSED)
})
