import { constants, publicDecrypt, verify } from 'node:crypto'
import { sameBytes } from '#bytes'
import type { HashName, Prehash } from './algorithms.ts'
import { verifiesEcdsaDigest } from './ecdsa-by-digest.ts'
import type { PublicKey } from './public-key.ts'

/** Whether `signature` is that of `key` over `data`. What cannot be a signature is none. */
export function verifies(key: PublicKey, prehash: Prehash, data: Uint8Array, signature: Uint8Array): boolean {
  // An algorithm for keys of another kind: Node would take the key's own.
  if ((key.kind === 'Ed25519') !== (prehash === 'none')) return false
  try {
    return verify(prehash === 'none' ? null : prehash, data, key.object, signature)
  } catch {
    return false
  }
}

/** The same for data of which only the digest is known; undefined for an Ed25519 key, which signs the data itself. */
export function verifiesDigest(
  key: PublicKey,
  hash: HashName,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean | undefined {
  if (key.kind === 'Ed25519') return undefined
  if (key.kind !== 'RSA') return verifiesEcdsaDigest(key.kind, key.material, digest, signature)
  try {
    // PKCS #1 v1.5 signs the digest with the name of its algorithm before it (RFC 8017, 9.2).
    const signed = publicDecrypt({ key: key.object, padding: constants.RSA_PKCS1_PADDING }, signature)
    return sameBytes(signed, Buffer.concat([Buffer.from(DIGEST_INFO[hash], 'hex'), digest]))
  } catch {
    return false
  }
}

/** DigestInfo up to the digest. Source: RFC 8017, 9.2, note 1. */
const DIGEST_INFO: Readonly<Record<HashName, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
}

/** What a key may hash data with before it signs: the usual SHA-256, or what fits the size of its curve (Sigstore's registry). */
export function prehashesOf({ kind }: PublicKey): readonly Prehash[] {
  if (kind === 'Ed25519') return ['none']
  return kind === 'P-384' ? ['sha256', 'sha384'] : kind === 'P-521' ? ['sha512', 'sha256'] : ['sha256']
}
