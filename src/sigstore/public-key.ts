import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { DER_TAG, decodePem, derBits, derItems, derOid, readDer } from '#bytes'
import { fail, ok, type Result } from '#fault'

/** A public key that can be used. Only {@link readPublicKey} and {@link readPublicKeyPem} make one. */
export interface PublicKey {
  readonly kind: 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | 'RSA'
  /** SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in DER. */
  readonly spki: Uint8Array
  /** The content of its bit string: for a curve the point, uncompressed. */
  readonly material: Uint8Array
  readonly object: KeyObject
}

const CURVES: Readonly<Record<string, PublicKey['kind']>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
}
const EC_KEY = '1.2.840.10045.2.1'
const RSA_KEY = '1.2.840.113549.1.1.1'
const ED25519_KEY = '1.3.101.112'

/** The key of a SubjectPublicKeyInfo; undefined for a key that is malformed or of a kind that Sigstore does not use. */
export function readPublicKey(spki: Uint8Array): PublicKey | undefined {
  const outer = readDer(spki)
  const [algorithm, bits, ...rest] = outer?.tag === DER_TAG.sequence ? (derItems(outer) ?? []) : []
  const material = bits && derBits(bits)
  const [name, parameters] = algorithm?.tag === DER_TAG.sequence ? (derItems(algorithm) ?? []) : []
  if (material === undefined || name === undefined || rest.length > 0) return undefined
  const kind = kindOf(derOid(name), parameters && derOid(parameters))
  if (kind === undefined || (kind.startsWith('P-') && material[0] !== 4)) return undefined
  try {
    const object = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return isStrong(object, kind) ? { kind, spki, material, object } : undefined
  } catch {
    // OpenSSL's word that this is no key; its message says nothing to people.
    return undefined
  }
}

function kindOf(algorithm: string | undefined, curve: string | undefined): PublicKey['kind'] | undefined {
  if (algorithm === EC_KEY) return CURVES[curve ?? '']
  return algorithm === RSA_KEY ? 'RSA' : algorithm === ED25519_KEY ? 'Ed25519' : undefined
}

/** RSA keys below 2,048 bits can be broken, and one beyond 16,384 costs its reader seconds. */
function isStrong(object: KeyObject, kind: PublicKey['kind']): boolean {
  if (kind !== 'RSA') return true
  const bits = object.asymmetricKeyDetails?.modulusLength ?? 0
  return bits >= 2048 && bits <= 16384
}

/** An RSA key in the form of PKCS #1, as old trusted roots have it. */
export function readPkcs1Key(der: Uint8Array): PublicKey | undefined {
  try {
    const object = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'pkcs1' })
    return readPublicKey(object.export({ format: 'der', type: 'spki' }))
  } catch {
    return undefined
  }
}

/** A key as people keep it: one PEM block `PUBLIC KEY`. */
export function readPublicKeyPem(text: string): Result<PublicKey, 'KEY_MALFORMED'> {
  const [block, ...more] = decodePem(text) ?? []
  const key = block?.label === 'PUBLIC KEY' && more.length === 0 ? readPublicKey(block.bytes) : undefined
  if (key !== undefined) return ok(key)
  return fail({
    code: 'KEY_MALFORMED',
    kind: 'invalid',
    message: 'cannot read as a public key: expected one PEM block "PUBLIC KEY" with an EC, Ed25519 or RSA key',
    hint: 'a certificate is no key: `openssl x509 -pubkey -noout` prints the key in it',
  })
}

/** How logs name a key: SHA-256 of its SubjectPublicKeyInfo (RFC 6962, 3.2). */
export function keyIdOf(key: PublicKey): Uint8Array {
  return createHash('sha256').update(key.spki).digest()
}
