import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Vault } from '#desk/projects'
import { type Fault, fail, ok, quote, type Result } from '#fault'

export interface VaultOptions {
  /** File of the key; made with a new one where there is none. */
  readonly file: string
  /** `STEWARD_SECRET_KEY`: 32 bytes as base64 or hexadecimal. Then no file is looked at. */
  readonly key?: string
}

/** Bytes. */
const KEY = 32
const NONCE = 12
const TAG = 16

/**
 * Opens the vault: AES-256-GCM with a random nonce for each secret. The purpose is authenticated with it, and each purpose has a key
 * of its own (HKDF-SHA-256), so that a sealed text that is moved to another row does not open there.
 *
 * Codes: `SECRET_KEY_MALFORMED`, `SECRET_KEY_FILE`, `SECRET_KEY_OPEN`.
 */
export async function openVault(options: VaultOptions): Promise<Result<Vault>> {
  const key = options.key === undefined ? await keyInFile(options.file) : readKey(options.key)
  return key.ok ? ok(vaultWith(key.value)) : key
}

function vaultWith(master: Buffer): Vault {
  const keyFor = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', `steward ${purpose}`, KEY))
  return {
    seal(secret, purpose) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce, { authTagLength: TAG })
      cipher.setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(/^v1\.([\w-]+)$/.exec(sealed)?.[1] ?? '', 'base64url')
      if (bytes.length < NONCE + TAG) return fail(unreadable(purpose))
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      })
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(-TAG))
      try {
        return ok(decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8'))
      } catch {
        // Another key, another purpose, or a text that somebody changed: GCM does not tell which.
        return fail(unreadable(purpose))
      }
    },
  }
}

function unreadable(purpose: string): Fault {
  return {
    code: 'SECRET_UNREADABLE',
    kind: 'untrusted',
    message: `the secret for ${quote(purpose)} cannot be opened with the key of this desk`,
    hint: 'the key file was replaced, or STEWARD_SECRET_KEY is another one: enter the secret again',
  }
}

/** Of two processes that start at once one makes the file, and both read it. */
async function keyInFile(file: string): Promise<Result<Buffer>> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await createOnce(file)
    if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) return fail(readableByOthers(file))
    return readKey((await readFile(file, 'utf8')).trim())
  } catch (cause) {
    return fail({
      code: 'SECRET_KEY_FILE',
      kind: 'refused',
      message: `cannot read or make the key file ${quote(file)}: ${(cause as NodeJS.ErrnoException).code ?? 'unknown error'}`,
      hint: 'give the desk a data folder of its own, or set STEWARD_SECRET_KEY',
    })
  }
}

/** Written beside it, flushed, then linked: whoever sees the file sees the whole key. */
async function createOnce(file: string): Promise<void> {
  if ((await stat(file).catch(() => undefined)) !== undefined) return
  const temporary = `${file}.${randomBytes(6).toString('hex')}`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    await handle.writeFile(`${randomBytes(KEY).toString('base64')}\n`)
    await handle.sync()
    await handle.close()
    await chmod(temporary, 0o600)
    await link(temporary, file).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause
    })
  } finally {
    await rm(temporary, { force: true })
  }
}

function readKey(text: string): Result<Buffer> {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (bytes.length === KEY && /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text)) return ok(bytes)
  return fail({
    code: 'SECRET_KEY_MALFORMED',
    kind: 'invalid',
    message: 'the secret key of the desk is not 32 bytes in base64 or hexadecimal',
    hint: 'make one with: openssl rand -base64 32',
  })
}

function readableByOthers(file: string): Fault {
  return {
    code: 'SECRET_KEY_OPEN',
    kind: 'refused',
    message: `the key file ${quote(file)} can be read by others`,
    hint: `run: chmod 600 ${quote(file)}`,
  }
}
