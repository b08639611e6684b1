/** A transparency log with its tree, by the definition of RFC 6962. */
import crypto, { type KeyObject } from 'node:crypto'
import { spkiOf } from './certificates.ts'

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  crypto.createHash('sha256').update(Buffer.concat(parts)).digest()

export class MerkleLog {
  readonly key: KeyObject
  readonly origin: string
  readonly #name: string
  readonly #entries: Uint8Array[] = []

  /** `name` is the host under which it signs; entries of others are there already, so that proofs have hashes. */
  constructor(name: string, origin: string, key: KeyObject) {
    this.key = key
    this.origin = origin
    this.#name = name
    for (let i = 0; i < 11; i++) this.#entries.push(crypto.randomBytes(20))
  }

  /** Rekor v1: the hash of the key. Rekor v2: the key ID of a signed note (C2SP). */
  get id(): Buffer {
    const isNote = this.key.asymmetricKeyType === 'ed25519'
    if (!isNote) return sha256(spkiOf(this.key))
    return sha256(Buffer.from(`${this.#name}\n`), Uint8Array.of(1), spkiOf(this.key).subarray(-32))
  }

  indexOf(body: Uint8Array): number {
    return this.#entries.findIndex((each) => Buffer.compare(each, body) === 0)
  }

  append(body: Uint8Array): number {
    return this.#entries.push(body) - 1
  }

  entryAt(index: number): Uint8Array {
    return this.#entries[index]!
  }

  proof(index: number): {
    readonly root: Buffer
    readonly size: number
    readonly hashes: readonly Buffer[]
    readonly checkpoint: string
  } {
    const leaves = this.#entries.map((entry) => sha256(Uint8Array.of(0), entry))
    const root = rootOf(leaves)
    const note = `${this.origin}\n${leaves.length}\n${root.toString('base64')}\n`
    const signature = crypto.sign(
      this.key.asymmetricKeyType === 'ed25519' ? null : 'sha256',
      Buffer.from(note),
      this.key,
    )
    const line = Buffer.concat([this.id.subarray(0, 4), signature]).toString('base64')
    return {
      root,
      size: leaves.length,
      hashes: pathOf(index, leaves),
      checkpoint: `${note}\n\u2014 ${this.#name} ${line}\n`,
    }
  }
}

function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1))
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!
  const k = splitOf(leaves.length)
  return sha256(Uint8Array.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

function pathOf(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return []
  const k = splitOf(leaves.length)
  return index < k
    ? [...pathOf(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}
