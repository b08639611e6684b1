import { sameBytes } from '#bytes'
import { ok, type Result } from '#fault'
import { type Artifact, digestOf } from './artifact.ts'
import { distrust } from './distrust.ts'
import type { Evidence } from './evidence.ts'
import type { Material, SignedContent } from './material.ts'
import type { PublicKey } from './public-key.ts'
import { prehashesOf, verifies, verifiesDigest } from './signature.ts'
import { IN_TOTO_TYPE, preAuthEncoding, readStatement, subjectOf } from './statement.ts'

type Message = SignedContent & { readonly kind: 'message' }
type Envelope = SignedContent & { readonly kind: 'dsse' }

/** Whether the digest that a bundle states, if it does, is that of the artifact. It proves nothing, and must not mislead. */
export function checkDigest(
  content: SignedContent,
  artifact: Artifact,
): Result<void, 'DIGEST_MISMATCH' | 'DIGEST_UNKNOWN'> {
  if (content.kind !== 'message' || content.digest === undefined) return ok(undefined)
  const own = digestOf(artifact, content.digest.algorithm)
  if (own === undefined)
    return distrust(
      'DIGEST_UNKNOWN',
      `it states a ${content.digest.algorithm} digest, and that of the file is not known`,
    )
  return sameBytes(own, content.digest.value)
    ? ok(undefined)
    : distrust('DIGEST_MISMATCH', 'it is that of another file')
}

/** Whether the key signed the artifact, or a statement that is about it; gives what the statement is. */
export function checkSignature(
  { content, entries }: Material,
  key: PublicKey,
  artifact: Artifact,
): Result<Evidence['statement']> {
  if (content.kind === 'dsse') return checkEnvelope(content, key, artifact)
  const signed = checkMessage(content, key, artifact)
  // Rekor cannot check a plain Ed25519 signature from the digest that such an entry has, and takes none in.
  return !signed.ok && key.kind === 'Ed25519' && entries.some(({ kind }) => kind === 'hashedrekord')
    ? distrust('SIGNATURE_ED25519PH', 'a log entry of a digest has an Ed25519ph signature, which is not supported')
    : signed
}

function checkMessage({ signature, digest }: Message, key: PublicKey, artifact: Artifact): Result<undefined> {
  const holds =
    key.kind === 'Ed25519' ? [ed25519(key, artifact, signature)] : overDigests(key, artifact, signature, digest)
  if (holds.includes(true)) return ok(undefined)
  return holds.includes(undefined)
    ? distrust('CONTENT_UNKNOWN', `a ${key.kind} key signs the whole file, and only its digest is known`)
    : distrust('SIGNATURE_INVALID', 'the key did not sign this file')
}

function ed25519(key: PublicKey, { content }: Artifact, signature: Uint8Array): boolean | undefined {
  return content === undefined ? undefined : verifies(key, 'none', content, signature)
}

/** Whether the signature holds over the digest that is stated, or without one over that of any algorithm that fits the key. */
function overDigests(
  key: PublicKey,
  artifact: Artifact,
  signature: Uint8Array,
  stated: Message['digest'],
): readonly (boolean | undefined)[] {
  const hashes = stated === undefined ? prehashesOf(key).filter((each) => each !== 'none') : [stated.algorithm]
  return hashes.map((hash) => {
    if (artifact.content !== undefined) return verifies(key, hash, artifact.content, signature)
    const digest = digestOf(artifact, hash)
    return digest === undefined ? false : verifiesDigest(key, hash, digest, signature)
  })
}

function checkEnvelope(
  { payloadType, payload, signature }: Envelope,
  key: PublicKey,
  artifact: Artifact,
): Result<Evidence['statement']> {
  const signed = preAuthEncoding(payloadType, payload)
  if (!prehashesOf(key).some((prehash) => verifies(key, prehash, signed, signature))) {
    return distrust('SIGNATURE_INVALID', 'the key did not sign this statement')
  }
  if (payloadType !== IN_TOTO_TYPE)
    return distrust('STATEMENT_ABSENT', 'what is signed is no in-toto statement about files')
  const statement = readStatement(payload)
  if (!statement.ok) return statement
  const subject = subjectOf(statement.value, artifact)
  if (!subject.ok) return subject
  return ok({ predicateType: statement.value.predicateType, subject: subject.value.name })
}
