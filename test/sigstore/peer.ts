/** The verifier of sigstore-js, which answers the same questions by other code. */
import crypto from 'node:crypto'
import { createRequire } from 'node:module'
import { p256, p384 } from '@noble/curves/nist.js'
import { bundleFromJSON } from '@sigstore/bundle'
import { type TrustMaterial, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import type { Json } from '#json'
import type { Artifact, IdentityRule } from '#sigstore'

const { TrustedRoot } = createRequire(import.meta.resolve('@sigstore/verify'))('@sigstore/protobuf-specs') as {
  readonly TrustedRoot: { fromJSON(value: unknown): Parameters<typeof toTrustMaterial>[0] }
}

/** Who may have signed: an identity, or a key in PEM. */
export type PeerSigner = IdentityRule | { readonly pem: string }

/** A trusted root as the peer has it; reading one costs it as much as a verification. */
export function peerTrust(root: string, signer: PeerSigner): TrustMaterial {
  const parsed = TrustedRoot.fromJSON(JSON.parse(root))
  if (!('pem' in signer)) return toTrustMaterial(parsed)
  const key = crypto.createPublicKey(signer.pem)
  return toTrustMaterial(parsed, () => ({ publicKey: key, validFor: () => true }))
}

/** `accepts`, or what the peer threw. */
export function peerVerdict(bundle: Json, artifact: Artifact, trust: TrustMaterial, signer: PeerSigner): string {
  try {
    const read = bundleFromJSON(bundle)
    const entity = toSignedEntity(read, artifact.content === undefined ? undefined : Buffer.from(artifact.content))
    const given = artifact.content === undefined ? byDigest(entity, artifact.digests.sha256) : entity
    const policy = 'pem' in signer ? undefined : policyOf(signer)
    new Verifier(trust).verify(given, policy)
    return 'accepts'
  } catch (thrown) {
    const { name, code, message } = thrown as Error & { readonly code?: string }
    return `${code ?? name}: ${message}`
  }
}

/** The peer takes its text for a pattern: here it gets one that matches nothing else. */
function policyOf({ identity, issuer }: IdentityRule): Parameters<Verifier['verify']>[1] {
  const whole = identity.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return { subjectAlternativeName: new RegExp(`^${whole}$`), extensions: { issuer } }
}

type Entity = ReturnType<typeof toSignedEntity>

/** The peer's own command line verifies by digest in this way, with a curve library. */
function byDigest(entity: Entity, digest: Uint8Array): Entity {
  const { signature } = entity
  const wrapped: Entity['signature'] = {
    signature: signature.signature,
    compareSignature: (other) => signature.compareSignature(other),
    compareDigest: (other) => crypto.timingSafeEqual(other, digest),
    compareSignedDigest: (other) => crypto.timingSafeEqual(other, digest),
    verifySignature: (key) => {
      const curve = key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? p256 : p384
      const point = key.export({ format: 'der', type: 'spki' }).subarray(curve === p256 ? -65 : -97)
      return curve.verify(signature.signature, digest, point, { prehash: false, format: 'der', lowS: false })
    },
  }
  return { ...entity, signature: wrapped }
}
