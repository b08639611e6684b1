import { createHash, randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto'
import { newApiKey } from './chance.ts'

/** An API key in clear, shown once, and the hash that is kept. */
export interface NewSecret {
  readonly key: string
  readonly hash: string
}

// About 12 ms each. Keys are random for the most part, but `--key` and seeds may hold what people think of.
const COST = { N: 2 ** 12, r: 8, p: 1 }
const LENGTH = 32 // bytes

/** The salted hash of a key, as the state keeps it: `scrypt$salt$hash` in base64url. */
export function hashKey(key: string): string {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64url')}$${scryptSync(key, salt, LENGTH, COST).toString('base64url')}`
}

export function newSecret(): NewSecret {
  const key = newApiKey()
  return { key, hash: hashKey(key) }
}

/**
 * Proves keys against hashes. What was proved once is remembered by a digest of both, in memory only, so that a busy client pays
 * for one hash; and fifty clients that come at once with the same key wait for the same one.
 */
export class KeyProver {
  readonly #proved = new Set<string>()
  readonly #underWay = new Map<string, Promise<boolean>>()

  async proves(key: string, hash: string): Promise<boolean> {
    const digest = createHash('sha256').update(hash).update('\0').update(key).digest('base64url')
    if (this.#proved.has(digest)) return true
    const asked = this.#underWay.get(digest)
    if (asked !== undefined) return asked
    const proof = matches(key, hash)
    this.#underWay.set(digest, proof)
    try {
      const holds = await proof
      if (holds) this.#proved.add(digest)
      return holds
    } finally {
      this.#underWay.delete(digest)
    }
  }
}

function matches(key: string, hash: string): Promise<boolean> {
  const [, salt = '', text = ''] = hash.split('$')
  const expected = Buffer.from(text, 'base64url')
  // A user without a key: nothing is right.
  if (expected.length !== LENGTH) return Promise.resolve(false)
  return new Promise((resolve, reject) => {
    scrypt(key, Buffer.from(salt, 'base64url'), LENGTH, COST, (cause, found) => {
      if (cause !== null) reject(cause)
      else resolve(timingSafeEqual(found, expected))
    })
  })
}
