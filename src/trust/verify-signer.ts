import type { Fault } from '#fault'
import {
  type Artifact,
  type Evidence,
  identityOf,
  identityPolicy,
  type Material,
  type TrustedRoot,
  verify,
} from '#sigstore'
import type { VerifiedSigner } from './signer-match.ts'

/** A trusted root, with the name of the instance that it is carried for: `public`. One that was given as a file has none. */
export interface NamedRoot {
  readonly root: TrustedRoot
  readonly name?: string
  /** Version of the TUF root by which it came. */
  readonly tufVersion?: number
}

/** What a verification without a policy found: who signed and when, or why that cannot be said. */
export type SignerVerdict =
  | { readonly verdict: 'pass'; readonly signer: VerifiedSigner; readonly evidence: Evidence }
  | { readonly verdict: 'incomplete' | 'fail'; readonly fault: Fault; readonly evidence?: Evidence }

/**
 * Verifies a signature by whomever it is, with the first of the roots that it holds for. This is half an answer: whether that signer
 * counts, only a policy says, and `judgeArtifact` or `verifyUpdate` must be asked.
 */
export function verifySigner(
  material: Material,
  artifact: Artifact,
  roots: readonly NamedRoot[],
  now: number,
): SignerVerdict {
  if (material.key.kind === 'key') return { verdict: 'fail', fault: keyFault() }
  const claimed = identityOf(material.key.leaf)
  if (!claimed.ok) return { verdict: 'fail', fault: claimed.fault }
  // The certificate's own name: so that everything else is verified, and the name is judged afterwards.
  const policy = identityPolicy([claimed.value])
  if (!policy.ok) return { verdict: 'fail', fault: policy.fault }
  let best: SignerVerdict | undefined
  for (const { root, name, tufVersion } of roots) {
    const { evidence, ...rest } = verify(material, artifact, root, policy.value, now)
    if (rest.verdict === 'pass' && evidence.signer !== undefined && evidence.level !== undefined) {
      const signer: VerifiedSigner = {
        san: evidence.signer.identity,
        type: evidence.signer.type,
        issuer: evidence.signer.issuer,
        root: {
          digest: `sha256:${root.sha256}`,
          ...(name !== undefined && { name }),
          ...(tufVersion !== undefined && { tufVersion }),
        },
        times: evidence.times.map(({ at }) => at),
        evidence: evidence.level,
      }
      return { verdict: 'pass', signer, evidence }
    }
    // What is incomplete with one root is more telling than what is wrong with another.
    if (rest.verdict !== 'pass' && (best === undefined || (best.verdict === 'fail' && rest.verdict === 'incomplete'))) {
      best = { ...rest, evidence }
    }
  }
  return best ?? { verdict: 'fail', fault: noRoot() }
}

function keyFault(): Fault<'TRUST_KEY'> {
  return {
    code: 'TRUST_KEY',
    kind: 'untrusted',
    message: 'it is the signature of a key, and a trust policy knows identities only',
    hint: 'verify it with `steward release verify --key`',
  }
}

function noRoot(): Fault<'TRUST_NO_ROOT'> {
  return { code: 'TRUST_NO_ROOT', kind: 'absent', message: 'there is no trusted root to verify with' }
}
