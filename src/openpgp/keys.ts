import type { PublicKey } from 'openpgp'
import { type Fault, fail, ok, type Result } from '#fault'

/** Public keys that were read and may be relied on; which of them are trusted, whoever gave them knows. */
export interface OpenpgpKeys {
  readonly keys: readonly PublicKey[]
}

/** Characters of a file of keys, and how many it may hold. */
const LONGEST = 4 * 1024 * 1024
const MOST = 200

const BEGIN = '-----BEGIN PGP PUBLIC KEY BLOCK-----'
const END = '-----END PGP PUBLIC KEY BLOCK-----'

/** The public keys in armored text; several blocks may stand in one file. A secret key is refused: it has no business here. */
export async function readOpenpgpKeys(text: string): Promise<Result<OpenpgpKeys>> {
  if (text.length > LONGEST) return fail(malformed(`there are more than ${LONGEST} characters`))
  if (text.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) return fail(secret())
  const blocks = blocksIn(text)
  if (blocks.length === 0) return fail(malformed('there is no block of a public key'))
  if (blocks.length > MOST) return fail(malformed(`there are more than ${MOST} blocks`))
  // Loaded when it is wanted: a large library, for what most commands never do.
  const { readKeys } = await import('openpgp')
  const keys: PublicKey[] = []
  for (const armoredKeys of blocks) {
    try {
      keys.push(...(await readKeys({ armoredKeys })))
    } catch (thrown) {
      return fail(malformed(reasonOf(thrown)))
    }
  }
  if (keys.length > MOST) return fail(malformed(`there are more than ${MOST} keys`))
  return keys.some((key) => key.isPrivate()) ? fail(secret()) : ok({ keys })
}

function blocksIn(text: string): readonly string[] {
  const blocks: string[] = []
  for (let start = text.indexOf(BEGIN); start >= 0 && blocks.length <= MOST; start = text.indexOf(BEGIN, start + 1)) {
    const end = text.indexOf(END, start)
    if (end < 0) break
    blocks.push(`${text.slice(start, end + END.length)}\n`)
  }
  return blocks
}

/** What the library says, as one line: parts of it may come from the input. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return message.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 200)
}

function malformed(detail: string): Fault<'OPENPGP_KEYS'> {
  return { code: 'OPENPGP_KEYS', kind: 'invalid', message: `cannot read OpenPGP keys: ${detail}` }
}

function secret(): Fault<'OPENPGP_SECRET_KEY'> {
  return {
    code: 'OPENPGP_SECRET_KEY',
    kind: 'refused',
    message: 'the file holds a secret key',
    hint: 'export the public keys: gpg --armor --export KEY',
  }
}
