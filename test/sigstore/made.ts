/** Signatures that an instance of our own makes for a test, in good order or with one thing odd, and what is said of them. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { JsonObject } from '#json'
import {
  type Artifact,
  artifactOf,
  artifactWithSha256,
  isBundle,
  type LogEntry,
  type Material,
  type Policy,
  readBundle,
  readLogEntryJson,
  readRekorEntriesJson,
  readTrustedRoot,
  timestampQuery,
  verify,
  writeBundle,
} from '#sigstore'
import { commandLine } from '../worlds/command-line.ts'
import { type Oddities, type SigstoreInstance, startSigstore } from '../worlds/sigstore-instance.ts'
import { codeOf, signedBy, signedWith } from './cases.ts'
import { type PeerSigner, peerTrust, peerVerdict } from './peer.ts'

/** Who signs. */
export const SIGNER = { identity: 'releases@lsf.example', issuer: 'https://issuer.example' }

export const MINUTE = 60_000 // milliseconds

/** A signature, and the file that it is of. */
export interface Made {
  readonly artifact: Artifact
  readonly material: Material
}

/** What is said of a signature that has gone through the text of a bundle: by file, by digest, and by sigstore-js. */
export type Outcomes = readonly [byFile: string, byDigest: string, peer: string]

export class Maker {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'steward-made-'))
  readonly #oddities: { -readonly [K in keyof Oddities]: Oddities[K] }
  readonly #instance: SigstoreInstance

  private constructor(instance: SigstoreInstance, oddities: Oddities) {
    this.#instance = instance
    this.#oddities = oddities
    writeFileSync(path.join(this.#folder, 'root.json'), instance.trustedRoot)
    for (const version of [1, 2] as const) {
      writeFileSync(path.join(this.#folder, `v${version}.json`), instance.signingConfig(version))
    }
  }

  static async start(): Promise<Maker> {
    const oddities: Oddities = {}
    return new Maker(await startSigstore(oddities), oddities)
  }

  async close(): Promise<void> {
    await this.#instance.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get trustedRoot(): string {
    return this.#instance.trustedRoot
  }

  /** A file that is signed in good order, with `release sign`. */
  async signed(name: string, rekor: 1 | 2, ...words: readonly string[]): Promise<Made> {
    const file = path.join(this.#folder, name)
    writeFileSync(file, `${name}\n`)
    const given = ['--trusted-root', 'root.json', '--identity-token', this.#instance.token(SIGNER.identity)]
    const services = ['--signing-config', `v${rekor}.json`]
    const command = commandLine(this.#folder, {}, {}, () => new Date())
    const made = await command.run(['release', 'sign', name, ...given, ...services, ...words])
    assert.equal(made.exit, 0, made.out + made.err)
    const read = readBundle(readFileSync(`${file}.sigstore.json`, 'utf8'))
    assert(read.ok)
    return { artifact: artifactOf(readFileSync(file)), material: read.value }
  }

  /** What is said of it an hour from now, so that no time in it is still to come. */
  outcomes({ artifact, material }: Made, signer: PeerSigner = SIGNER, trusted: string = this.trustedRoot): Outcomes {
    assert(isBundle(material))
    const json = writeBundle(material)
    const [read, root] = [readBundle(JSON.stringify(json)), readTrustedRoot(trusted)]
    assert(read.ok && root.ok)
    const policy: Policy = 'pem' in signer ? signedWith(signer.pem) : signedBy(signer)
    const judge = (about: Artifact): string =>
      codeOf(verify(read.value, about, root.value, policy, Date.now() + 60 * MINUTE))
    const peer = peerVerdict(json, artifact, peerTrust(trusted, signer), signer)
    return [judge(artifact), judge(artifactWithSha256(artifact.digests.sha256)), peer.replace(/:.*/s, '')]
  }

  /** A timestamp over a signature; its time is so much later than now. */
  stamp(signature: Uint8Array, later = 0): Promise<Uint8Array> {
    return this.#answer(later, '/api/v1/timestamp', Buffer.from(timestampQuery(signature)))
  }

  /** The entry of Rekor v1 as if the log had taken it in so much later: its promise says that time. */
  async loggedLater({ entries: [entry] }: Material, later: number): Promise<LogEntry> {
    const answer = await this.#answer(later, `/api/v1/log/entries/${entry?.proof?.logIndex}`)
    return entryIn(answer)
  }

  /** The entry that Rekor makes of a proposal. */
  async log(version: 1 | 2, proposal: JsonObject): Promise<LogEntry> {
    const answer = await this.#answer(0, `/api/v${version}/log/entries`, Buffer.from(JSON.stringify(proposal)))
    if (version === 1) return entryIn(answer)
    const read = readLogEntryJson(JSON.parse(answer.toString()))
    assert(read.ok)
    return read.value
  }

  async #answer(later: number, where: string, body?: Buffer): Promise<Buffer> {
    this.#oddities.now = () => Date.now() + later
    try {
      const response = await fetch(this.#instance.url + where, body === undefined ? {} : { method: 'POST', body })
      assert(response.ok, `${where} answers ${response.status}`)
      return Buffer.from(await response.arrayBuffer())
    } finally {
      delete this.#oddities.now
    }
  }
}

function entryIn(answer: Buffer): LogEntry {
  const read = readRekorEntriesJson(JSON.parse(answer.toString()))
  assert(read.ok)
  const [entry] = read.value.values()
  assert(entry !== undefined)
  return entry
}
