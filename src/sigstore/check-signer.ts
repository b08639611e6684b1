import { encodeHex } from '#bytes'
import { ok, type Result } from '#fault'
import { distrust } from './distrust.ts'
import type { Found } from './evidence.ts'
import type { KeyMaterial } from './material.ts'
import type { Policy } from './policy.ts'
import { keyIdOf, type PublicKey } from './public-key.ts'

/** The key that must have signed: the certificate's, or the one that the policy brings. */
export function keyOf(given: KeyMaterial, { signer }: Policy): Result<PublicKey, 'KEY_ABSENT' | 'KEY_UNUSED'> {
  if (given.kind === 'certificate') {
    return signer.kind === 'identities'
      ? ok(given.leaf.key)
      : distrust('KEY_UNUSED', 'it is that of a certificate, and the policy asks for one of a key')
  }
  return signer.kind === 'key'
    ? ok(signer.key)
    : distrust('KEY_ABSENT', 'it is that of a key, and the policy brings none')
}

/** Whether the policy lets the signer sign: the identity, its type and the issuer are compared to the letter. */
export function checkSigner(
  { signer: allowed }: Policy,
  found: Found,
): Result<void, 'IDENTITY_MISMATCH' | 'ISSUER_MISMATCH'> {
  if (allowed.kind === 'key') {
    found.keyId = encodeHex(keyIdOf(allowed.key))
    return ok(undefined)
  }
  const { signer } = found
  if (signer === undefined) throw new Error('a certificate was verified without its identity')
  const same = allowed.anyOf.filter(
    ({ identity, type = signer.type }) => identity === signer.identity && type === signer.type,
  )
  if (same.some(({ issuer }) => issuer === signer.issuer)) return ok(undefined)
  return same.length === 0
    ? distrust('IDENTITY_MISMATCH', `it is that of ${signer.identity}, who is not allowed to sign`)
    : distrust('ISSUER_MISMATCH', `${signer.identity} was vouched for by ${signer.issuer}, who is not allowed to`)
}
