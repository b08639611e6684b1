/** What a log is asked to record. Sources: the OpenAPI of Rekor v1, rekor.proto of rekor-tiles for v2. */
import { createHash } from 'node:crypto'
import { encodeBase64, encodeHex, encodePem } from '#bytes'
import type { JsonObject } from '#json'
import type { KeyMaterial, SignedContent } from './material.ts'
import type { PublicKey } from './public-key.ts'
import { preAuthEncoding } from './statement.ts'

/** PublicKeyDetails of sigstore_common.proto for a key that signs over SHA-256. */
function keyDetailsOf({ kind, object }: PublicKey): string {
  if (kind === 'RSA') return `PKIX_RSA_PKCS1V15_${object.asymmetricKeyDetails?.modulusLength}_SHA256`
  return kind === 'Ed25519' ? 'PKIX_ED25519' : `PKIX_ECDSA_${kind.replace('-', '')}_SHA_256`
}

/** The body of `POST /api/v1/log/entries`: a hashedrekord for a file, a dsse entry for an envelope. */
export function proposalV1(
  content: SignedContent,
  key: KeyMaterial,
  publicKey: PublicKey,
  sha256: Uint8Array,
): JsonObject {
  const verifier = encodeBase64(Buffer.from(verifierPem(key, publicKey)))
  const signature = encodeBase64(content.signature)
  if (content.kind === 'message') {
    return {
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm: 'sha256', value: encodeHex(sha256) } },
        signature: { content: signature, publicKey: { content: verifier } },
      },
    }
  }
  const { payload, payloadType } = content
  const envelope = { payload: encodeBase64(payload), payloadType, signatures: [{ sig: signature, keyid: '' }] }
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: { proposedContent: { envelope: JSON.stringify(envelope), verifiers: [verifier] } },
  }
}

/** The body of `POST /api/v2/log/entries`. An envelope is logged as the digest of its pre-authentication encoding. */
export function proposalV2(
  content: SignedContent,
  key: KeyMaterial,
  publicKey: PublicKey,
  sha256: Uint8Array,
): JsonObject {
  const digest =
    content.kind === 'message'
      ? sha256
      : createHash('sha256').update(preAuthEncoding(content.payloadType, content.payload)).digest()
  const verifier =
    key.kind === 'certificate'
      ? { x509Certificate: { rawBytes: encodeBase64(key.leaf.bytes) } }
      : { publicKey: { rawBytes: encodeBase64(publicKey.spki) } }
  return {
    hashedRekordRequestV002: {
      digest: encodeBase64(digest),
      signature: {
        content: encodeBase64(content.signature),
        verifier: { keyDetails: keyDetailsOf(publicKey), ...verifier },
      },
    },
  }
}

function verifierPem(key: KeyMaterial, publicKey: PublicKey): string {
  return key.kind === 'certificate' ? encodePem('CERTIFICATE', key.leaf.bytes) : encodePem('PUBLIC KEY', publicKey.spki)
}
