/**
 * How fast signatures are verified: against sigstore-js and against the bare operations of node:crypto that a bundle needs, by digest
 * alone, hashing, and the start of the program against that of Node. `node bench/sigstore.ts` prints the figures.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArtifact } from '#adapters/artifacts'
import type { Json } from '#json'
import {
  type Artifact,
  artifactOf,
  artifactWithSha256,
  type PublicKey,
  readBundle,
  readPublicKeyPem,
  readTrustedRoot,
  verify,
} from '#sigstore'
import { verifiesEcdsaDigest } from '../src/sigstore/ecdsa-by-digest.ts'
import { caseNamed, NOW, SUITE_SIGNER, signedBy } from '../test/sigstore/cases.ts'
import { dataRows, dataText } from '../test/sigstore/data.ts'
import { peerTrust, peerVerdict } from '../test/sigstore/peer.ts'
import { bundleVerify } from '../tools/bundle-verify.ts'
import { type Figure, printFigures } from './figures.ts'

/** Message bundles with their file, one of each version. */
const BUNDLES = ['happy-path-v0.1', 'happy-path-v0.2', 'happy-path-v0.3', 'happy-path-v0.3-new-mediaType']

/** Bundles of an archive that is audited by digest alone. */
const ARCHIVE = 3000

/** Bytes of a large file. */
const LARGE = 256 * 1024 * 1024

export async function verifying(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    return [...againstPeer(), ...byDigest(), await hashing(folder), ...(await starting(folder))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Processor time of one call in microseconds, the least of several rounds: others work on this machine too. */
function microseconds(times: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage()
    for (let i = 0; i < times; i++) run()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / times)
  }
  return least
}

function againstPeer(): readonly Figure[] {
  const cases = BUNDLES.map(caseNamed)
  const root = readTrustedRoot(cases[0]!.root)
  const trust = peerTrust(cases[0]!.root, SUITE_SIGNER)
  if (!root.ok) throw new Error(root.fault.message)
  const ours = microseconds(50, () => {
    for (const { bundle, artifact, policy } of cases) {
      const material = readBundle(bundle)
      if (!material.ok || verify(material.value, artifact, root.value, policy, NOW).verdict !== 'pass')
        throw new Error('no pass')
    }
  })
  const peer = microseconds(10, () => {
    for (const { bundle, artifact } of cases) {
      if (peerVerdict(JSON.parse(bundle) as Json, artifact, trust, SUITE_SIGNER) !== 'accepts')
        throw new Error('no pass')
    }
  })
  const bare = microseconds(50, bareOperations()) * cases.length
  return [
    {
      what: 'bundles verified in a second of one processor',
      value: (1e6 * cases.length) / ours,
      unit: 'files/s',
      note: 'with their file',
    },
    { what: 'sigstore-js / ours', value: peer / ours, unit: 'x', atLeast: 5 },
    { what: 'ours / the bare operations of node:crypto', value: ours / bare, unit: 'x', atMost: 1.6 },
  ]
}

/** What every bundle needs: the certificate under a P-384 key; certificate log, promise, checkpoint and file under P-256 keys. */
function bareOperations(): () => void {
  const data = crypto.randomBytes(1200)
  const signed = (namedCurve: string, hash: string): (() => boolean) => {
    const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve })
    const signature = crypto.sign(hash, data, privateKey)
    return () => crypto.verify(hash, data, publicKey, signature)
  }
  const operations = [signed('secp384r1', 'sha384'), ...Array.from({ length: 4 }, () => signed('prime256v1', 'sha256'))]
  return () => {
    for (const operation of operations) if (!operation()) throw new Error('no signature')
  }
}

interface Row {
  readonly sha256: string
  readonly sigstore: Json
}

function byDigest(): readonly Figure[] {
  const streams = JSON.parse(dataText('python-org/identities.json')) as readonly { identity: string; issuer: string }[]
  const root = readTrustedRoot(dataText('sigstore/trusted-root/public-good.json'))
  if (!root.ok) throw new Error(root.fault.message)
  const policy = signedBy(...streams)
  const rows = dataRows<Row>('python-org/artifacts-2026-04.jsonl').filter(({ sigstore }) => sigstore !== null)
  const archive = rows.map(({ sha256, sigstore }): readonly [string, Artifact] => [
    JSON.stringify(sigstore),
    artifactWithSha256(Buffer.from(sha256, 'hex')),
  ])
  const start = performance.now()
  for (let i = 0; i < ARCHIVE; i++) {
    const [bundle, artifact] = archive[i % archive.length]!
    const material = readBundle(bundle)
    if (!material.ok || verify(material.value, artifact, root.value, policy, NOW).verdict !== 'pass')
      throw new Error('no pass')
  }
  const seconds = (performance.now() - start) / 1000
  return [
    { what: `${ARCHIVE} real bundles by digest alone, one thread`, value: seconds, unit: 's', atMost: 20 },
    ...['prime256v1', 'secp384r1'].map(digestRatio),
  ]
}

/** What it costs not to have the file: verification by digest against OpenSSL's, which hashes a short text. */
function digestRatio(namedCurve: string): Figure {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve })
  const content = Buffer.from('short')
  const signature = crypto.sign('sha256', content, privateKey)
  const { digests } = artifactOf(content)
  const { kind, material } = keyOf(publicKey)
  const own = microseconds(50, () => {
    if (!verifiesEcdsaDigest(kind, material, digests.sha256, signature)) throw new Error('no signature')
  })
  const native = microseconds(50, () => void crypto.verify('sha256', content, publicKey, signature))
  return {
    what: `${namedCurve} by digest / native with the file`,
    value: own / native,
    unit: 'x',
    note: `${own.toFixed(0)} us`,
  }
}

function keyOf(key: crypto.KeyObject): PublicKey {
  const read = readPublicKeyPem(key.export({ format: 'pem', type: 'spki' }).toString())
  if (!read.ok) throw new Error(read.fault.message)
  return read.value
}

async function hashing(folder: string): Promise<Figure> {
  const file = join(folder, 'large')
  const content = Buffer.alloc(LARGE, 'steward')
  writeFileSync(file, content)
  let bare = Number.POSITIVE_INFINITY
  let ours = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const start = performance.now()
    const digest = crypto.createHash('sha256').update(content).digest()
    const between = performance.now()
    const read = await readArtifact(file)
    const end = performance.now()
    if (!read.ok || !digest.equals(read.value.digests.sha256)) throw new Error('another digest')
    bare = Math.min(bare, between - start)
    ours = Math.min(ours, end - between)
  }
  return {
    what: 'reading and hashing a file of 256 MB / sha256 of it in memory',
    value: ours / bare,
    unit: 'x',
    atMost: 1.1,
  }
}

async function starting(folder: string): Promise<readonly Figure[]> {
  const program = await bundleVerify(folder)
  const file = fileURLToPath(new URL('../../shared/data/sigstore/bundle-verify/a.txt', import.meta.url))
  const bundle = join(folder, 'bundle.json')
  writeFileSync(bundle, caseNamed('happy-path-v0.3').bundle)
  const words = [
    program,
    file,
    '--bundle',
    bundle,
    '--identity',
    SUITE_SIGNER.identity,
    '--issuer',
    SUITE_SIGNER.issuer,
  ]
  const timed = (given: readonly string[]): number => {
    const start = performance.now()
    const { status } = spawnSync(process.execPath, given, { stdio: 'ignore', env: { STEWARD_TRUST: folder } })
    if (status !== 0) throw new Error(`exit ${status}`)
    return performance.now() - start
  }
  let bare = Number.POSITIVE_INFINITY
  let ours = Number.POSITIVE_INFINITY
  for (let round = 0; round < 25; round++) {
    bare = Math.min(bare, timed(['-e', '0']))
    ours = Math.min(ours, timed(words))
  }
  return [
    { what: 'release verify of a small file', value: ours, unit: 'ms' },
    { what: 'the same / node -e 0', value: ours / bare, unit: 'x', atMost: 2.5 },
  ]
}

if (import.meta.main) process.stdout.write(printFigures(await verifying()))
