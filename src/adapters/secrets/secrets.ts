import { argon2, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '#desk/people'

/** What hashing a passphrase costs. */
export interface PassphraseCost {
  /** KiB. */
  readonly memory: number
  readonly passes: number
}

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane; about 80 ms of one core. */
const COST: PassphraseCost = { memory: 19 * 1024, passes: 2 }
const SALT_BYTES = 16
const TAG_BYTES = 32

/** At most so many hashes at a time: each takes its memory, and sign-ins can be asked for by anybody. */
const AT_A_TIME = 4

export function secrets(cost: PassphraseCost = COST): Secrets {
  const turn = turns(AT_A_TIME)
  const decoy = hashPassphrase(randomBytes(16).toString('hex'), cost)
  return {
    fresh: () => randomBytes(32).toString('base64url'),
    digest: (secret) => hash('sha256', secret, 'hex'),
    hashPassphrase: (text) => turn(() => hashPassphrase(text, cost)),
    async isPassphrase(text, kept) {
      const against = kept ?? (await decoy)
      const isSame = await turn(() => isHashOf(text, against))
      return isSame && kept !== undefined
    },
  }
}

async function hashPassphrase(text: string, cost: PassphraseCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await argon2id(text, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${unpadded(salt)}$${unpadded(tag)}`
}

/** A hash of other costs than today's is checked with its own. */
async function isHashOf(text: string, kept: string): Promise<boolean> {
  const [, memory, passes, salt, tag] = PHC.exec(kept) ?? []
  if (salt === undefined || tag === undefined) throw new Error('what is kept of a passphrase is not as it was written')
  const found = await argon2id(text, Buffer.from(salt, 'base64'), { memory: Number(memory), passes: Number(passes) })
  return timingSafeEqual(found, Buffer.from(tag, 'base64'))
}

// PHC string format, as the reference implementation of argon2 writes it.
const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

/** The same letters typed on another system are the same passphrase (NFKC, as NIST SP 800-63B has it). */
function argon2id(text: string, nonce: Buffer, { memory, passes }: PassphraseCost): Promise<Buffer> {
  const message = text.normalize('NFKC')
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, parallelism: 1, tagLength: TAG_BYTES, memory, passes }, (cause, tag) =>
      cause === null ? resolve(tag) : reject(cause),
    )
  })
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

/** Runs so many at a time; the others wait for their turn, in order. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
