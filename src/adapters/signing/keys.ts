import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { SigningKey } from '#desk/releases'
import { fail, ok, type Result } from '#fault'
import { readPublicKeyPem } from '#sigstore'

/** A P-256 key that lives as long as this process. */
export function newKey(): SigningKey {
  const key = keyOf(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey)
  if (key === undefined) throw new Error('a P-256 key cannot be used')
  return key
}

/** A private key in PEM (PKCS #8 or the older forms), without a passphrase: an EC key of P-256, P-384 or P-521, an RSA or an Ed25519 key. */
export function readKey(pem: string): Result<SigningKey> {
  let key: SigningKey | undefined
  try {
    key = keyOf(createPrivateKey(pem))
  } catch {
    // OpenSSL's words would show parts of the key's form; there is one thing to say.
  }
  if (key !== undefined) return ok(key)
  return fail({
    code: 'SIGN_KEY',
    kind: 'invalid',
    message: 'cannot sign with this key: expected a private EC, RSA or Ed25519 key in PEM, without a passphrase',
  })
}

function keyOf(privateKey: KeyObject): SigningKey | undefined {
  const publicKey = readPublicKeyPem(createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString())
  if (!publicKey.ok) return undefined
  // Ed25519 signs the data itself, all of it at once (RFC 8032, 5.1.6).
  if (publicKey.value.kind === 'Ed25519') {
    return { publicKey: publicKey.value, sign: (data) => sign(null, data, privateKey) }
  }
  return {
    publicKey: publicKey.value,
    sign: (data) => sign('sha256', data, privateKey),
    async signFile(path) {
      const signer = createSign('sha256')
      try {
        for await (const chunk of createReadStream(path)) signer.update(chunk)
      } catch (cause) {
        const message = `cannot read the file: ${(cause as Error).message}`
        return fail({ code: 'ARTIFACT_UNREADABLE', kind: 'refused', message, place: { source: path } })
      }
      return ok(signer.sign(privateKey))
    },
  }
}
