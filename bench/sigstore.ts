/**
 * How fast signatures are verified: against sigstore-js and against the bare operations of node:crypto that a bundle needs, by digest
 * alone, hashing, and the start of the program against that of Node. `node bench/sigstore.ts` prints the figures.
 *
 * @module
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import { once } from 'node:events'
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
import { bundleVerify } from '../tools/bundle-verify.ts'
import { cpuTime, type Figure, middle, printFigures, ratioOf, turnAbout } from './figures.ts'
import type { Side } from './sigstore-side.ts'

/** Bundles of an archive that is audited by digest alone. */
const ARCHIVE = 3000

/** Bytes of a large file. */
const LARGE = 256 * 1024 * 1024

export async function verifying(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    return [...(await againstPeer()), ...(await byDigest()), await hashing(folder), ...(await starting(folder))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Rounds in which every side is timed once: some 0.3 s each. */
const ROUNDS = 31
/** Bundles that a side verifies in a round: few, since the speed of the processor must be the same for all. */
const A_ROUND = 40
/** The same for the peer, which takes several times as long. */
const A_ROUND_OF_PEER = 12

async function againstPeer(): Promise<readonly Figure[]> {
  using ours = await OtherProcess.start('ours')
  using bare = await OtherProcess.start('bare')
  using peer = await OtherProcess.start('peer')
  const taken = await turnAbout(ROUNDS, {
    ours: () => ours.time(A_ROUND),
    bare: () => bare.time(A_ROUND),
    peer: () => peer.time(A_ROUND_OF_PEER),
  })
  const toPeer = ratioOf(taken.peer, taken.ours)
  const toBare = ratioOf(taken.ours, taken.bare)
  return [
    {
      what: 'bundles verified in a second of one processor',
      value: (1e6 * A_ROUND) / middle(taken.ours),
      unit: 'files/s',
      note: 'with their file',
    },
    { what: 'sigstore-js / ours', value: toPeer.ratio * (A_ROUND / A_ROUND_OF_PEER), unit: 'x', atLeast: 5 },
    {
      what: 'ours / the bare operations of node:crypto',
      value: toBare.ratio,
      unit: 'x',
      atMost: 1.6,
      note: `half of the rounds: ${toBare.spread}`,
    },
  ]
}

/** A side that is asked for its times: in a process of its own, it pays for its own garbage and its own compiling, and for no other's. */
class OtherProcess {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async start(side: Side): Promise<OtherProcess> {
    const child = fork(new URL('sigstore-side.ts', import.meta.url), [side])
    await once(child, 'message')
    return new OtherProcess(child)
  }

  /** CPU microseconds of so many bundles. */
  async time(bundles: number): Promise<number> {
    this.#child.send(bundles)
    const [taken] = (await once(this.#child, 'message')) as [number]
    return taken
  }

  [Symbol.dispose](): void {
    this.#child.disconnect()
  }
}

interface Row {
  readonly sha256: string
  readonly sigstore: Json
}

async function byDigest(): Promise<readonly Figure[]> {
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
    await digestRatio('prime256v1'),
    await digestRatio('secp384r1'),
  ]
}

/** Signatures that a side verifies in a round. */
const TIMES = 20

/** What it costs not to have the file: verification by digest against OpenSSL's, which hashes a short text. */
async function digestRatio(namedCurve: string): Promise<Figure> {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve })
  const content = Buffer.from('short')
  const signature = crypto.sign('sha256', content, privateKey)
  const { digests } = artifactOf(content)
  const { kind, material } = keyOf(publicKey)
  const { own, native } = await turnAbout(ROUNDS, {
    own: () =>
      cpuTime(TIMES, () => {
        if (!verifiesEcdsaDigest(kind, material, digests.sha256, signature)) throw new Error('no signature')
      }),
    native: () => cpuTime(TIMES, () => void crypto.verify('sha256', content, publicKey, signature)),
  })
  return {
    what: `${namedCurve} by digest / native with the file`,
    value: ratioOf(own, native).ratio,
    unit: 'x',
    note: `${(middle(own) / TIMES).toFixed(0)} us`,
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
  const expected = crypto.createHash('sha256').update(content).digest()
  writeFileSync(file, content)
  const { ours, bare } = await turnAbout(ROUNDS, {
    ours: async () => {
      const start = performance.now()
      const read = await readArtifact(file)
      const taken = performance.now() - start
      if (!read.ok || !expected.equals(read.value.digests.sha256)) throw new Error('another digest')
      return taken
    },
    bare: () => {
      const start = performance.now()
      crypto.createHash('sha256').update(content).digest()
      return performance.now() - start
    },
  })
  const { ratio, spread } = ratioOf(ours, bare)
  return {
    what: 'reading and hashing a file of 256 MB / sha256 of it in memory',
    value: ratio,
    unit: 'x',
    atMost: 1.1,
    note: `half of the rounds: ${spread}`,
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
