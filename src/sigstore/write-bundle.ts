import { encodeBase64 } from '#bytes'
import type { Json, JsonObject } from '#json'
import { PROTO_HASH } from './algorithms.ts'
import type { InclusionProof, LogEntry } from './log-entry.ts'
import type { KeyMaterial, Material, SignedContent } from './material.ts'

/** Material in one of the forms of a bundle. */
export type BundleMaterial = Material & { readonly form: 'bundle-v0.1' | 'bundle-v0.2' | 'bundle-v0.3' }

export function isBundle(material: Material): material is BundleMaterial {
  return material.form.startsWith('bundle-')
}

const MEDIA_TYPE: Readonly<Record<BundleMaterial['form'], string>> = {
  'bundle-v0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'bundle-v0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'bundle-v0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
}

/** A bundle as JSON, with its fields in the order of sigstore_bundle.proto. Reading it gives the same material again. */
export function writeBundle({ form, key, content, entries, timestamps }: BundleMaterial): JsonObject {
  return {
    mediaType: MEDIA_TYPE[form],
    verificationMaterial: {
      ...keyJson(form, key),
      tlogEntries: entries.map(entryJson),
      ...(timestamps.length > 0 && {
        timestampVerificationData: {
          rfc3161Timestamps: timestamps.map((each) => ({ signedTimestamp: encodeBase64(each) })),
        },
      }),
    },
    ...contentJson(content),
  }
}

function keyJson(form: BundleMaterial['form'], key: KeyMaterial): JsonObject {
  if (key.kind === 'key') return { publicKey: { hint: key.hint } }
  if (form === 'bundle-v0.3') return { certificate: { rawBytes: encodeBase64(key.leaf.bytes) } }
  const certificates = [key.leaf, ...key.intermediates].map(({ bytes }) => ({ rawBytes: encodeBase64(bytes) }))
  return { x509CertificateChain: { certificates } }
}

function contentJson(content: SignedContent): JsonObject {
  if (content.kind === 'dsse') {
    const { payload, payloadType, signature, keyId = '' } = content
    const signatures = [{ sig: encodeBase64(signature), keyid: keyId }]
    return { dsseEnvelope: { payload: encodeBase64(payload), payloadType, signatures } }
  }
  const { digest, signature } = content
  return {
    messageSignature: {
      ...(digest !== undefined && {
        messageDigest: { algorithm: PROTO_HASH[digest.algorithm], digest: encodeBase64(digest.value) },
      }),
      signature: encodeBase64(signature),
    },
  }
}

function entryJson({ logIndex, logId, kind, version, integratedTime, promise, proof, body }: LogEntry): Json {
  return {
    logIndex: String(logIndex),
    logId: { keyId: encodeBase64(logId) },
    kindVersion: { kind, version },
    ...(integratedTime !== undefined && { integratedTime: String(integratedTime) }),
    ...(promise !== undefined && { inclusionPromise: { signedEntryTimestamp: encodeBase64(promise) } }),
    ...(proof !== undefined && { inclusionProof: proofJson(proof) }),
    canonicalizedBody: encodeBase64(body),
  }
}

function proofJson({ logIndex, rootHash, treeSize, hashes, checkpoint }: InclusionProof): Json {
  return {
    logIndex: String(logIndex),
    rootHash: encodeBase64(rootHash),
    treeSize: String(treeSize),
    hashes: hashes.map(encodeBase64),
    ...(checkpoint !== undefined && { checkpoint: { envelope: checkpoint } }),
  }
}
