import { fail, ok, type Result } from '#fault'
import type { PublicKey } from './public-key.ts'
import type { Identity } from './signer.ts'

/**
 * How much stands behind the time of a signature, from little to much. `promise`: the log signed that it will include the entry.
 * `proof`: it did, and signed the tree that holds it. `proof+timestamp`: besides, a timestamp authority saw the signature.
 */
export type EvidenceLevel = 'promise' | 'proof' | 'proof+timestamp'

const LEVELS: readonly EvidenceLevel[] = ['promise', 'proof', 'proof+timestamp']

export function isAtLeast(level: EvidenceLevel, wanted: EvidenceLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(wanted)
}

/** An identity that may sign. Texts are compared as a whole and to the letter; without a type, one of any type will do. */
export interface IdentityRule {
  readonly identity: string
  readonly issuer: string
  readonly type?: Identity['type']
}

declare const checked: unique symbol

/** Who may have signed, and how much evidence is asked for. Only {@link identityPolicy} and {@link keyPolicy} make one. */
export type Policy = PolicyDemands & {
  readonly [checked]: true
  readonly signer:
    | { readonly kind: 'identities'; readonly anyOf: readonly IdentityRule[] }
    | { readonly kind: 'key'; readonly key: PublicKey }
}

export interface PolicyDemands {
  readonly evidence: EvidenceLevel
  /** Asks for a trusted root whose metadata has not expired: without that, one of any age will do. */
  readonly fresh: boolean
}

const USUAL: PolicyDemands = { evidence: 'promise', fresh: false }

/** Any one of these identities. An empty list, an empty identity or an empty issuer is a fault: it would let anybody sign. */
export function identityPolicy(
  anyOf: readonly IdentityRule[],
  demands: Partial<PolicyDemands> = {},
): Result<Policy, 'POLICY_EMPTY'> {
  if (anyOf.length === 0 || anyOf.some(({ identity, issuer }) => identity.trim() === '' || issuer.trim() === '')) {
    return fail({
      code: 'POLICY_EMPTY',
      kind: 'invalid',
      message: 'cannot verify without knowing who may sign: a policy needs an identity and its issuer',
      hint: 'give both --identity and --issuer',
    })
  }
  const given = { ...USUAL, ...demands, signer: { kind: 'identities', anyOf } }
  return ok(given as unknown as Policy)
}

/** Signatures of one key, which the verifier has from elsewhere. */
export function keyPolicy(key: PublicKey, demands: Partial<PolicyDemands> = {}): Policy {
  return { ...USUAL, ...demands, signer: { kind: 'key', key } } as unknown as Policy
}
