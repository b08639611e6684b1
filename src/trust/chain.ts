import { type Fault, fail, from, ok, type Result } from '#fault'
import { anyJson, atMost, constant, type Json, list, object, parseJson, placeFaults, pointer, readShape } from '#json'
import { type PolicyDocument, readPolicy } from './parse-policy.ts'
import { type UpdateSignature, type VerifiedUpdate, verifyUpdate } from './verify-update.ts'

export const CHAIN_MEDIA_TYPE = 'application/vnd.steward.trust-chain.v1+json'

/** Versions of one policy in their order, each after the first with the bundles by which it followed. Nothing in it is proved yet. */
export interface TrustChain {
  readonly links: readonly ChainLink[]
}

export interface ChainLink {
  readonly document: PolicyDocument
  /** Sigstore bundles, as JSON. */
  readonly bundles: readonly Json[]
}

const chainShape = object({
  mediaType: constant(CHAIN_MEDIA_TYPE),
  policies: atMost(1000, list(object({ policy: anyJson, bundles: atMost(32, list(anyJson)) }))),
})

/** A chain in a text. */
export function parseChain(text: string, file: string): Result<TrustChain> {
  const document = parseJson(text)
  if (!document.ok) return fail(from(file, document.fault))
  const read = readShape(chainShape, document.value.value)
  if (!read.ok) return fail(placeFaults(file, document.value, read.fault))
  const links: ChainLink[] = []
  for (const [i, { policy, bundles }] of read.value.policies.entries()) {
    const inside = readPolicy(policy)
    if (!inside.ok) {
      const at = pointer('policies', i, 'policy') + (inside.fault.at ?? '')
      return fail(placeFaults(file, document.value, { ...inside.fault, at }))
    }
    links.push({ document: inside.value, bundles })
  }
  if (links.length > 0) return ok({ links })
  return fail({
    code: 'TRUST_CHAIN',
    kind: 'invalid',
    message: 'the chain of policies is broken: it is empty',
    place: { source: file },
  })
}

/** The JSON of a chain, in the order of its versions. */
export function chainJson({ links }: TrustChain): Json {
  return {
    mediaType: CHAIN_MEDIA_TYPE,
    policies: links.map(({ document, bundles }) => ({ policy: document.json, bundles })),
  }
}

/** Verifies the cryptography of one bundle, which should be over the update to `next`. */
export type BundleVerifier = (bundle: Json, next: PolicyDocument) => Result<UpdateSignature>

/** A chain that was followed from the pinned version to its end. */
export interface FollowedChain {
  readonly current: PolicyDocument
  /** The pinned version, from which everything follows. */
  readonly anchor: PolicyDocument
  /** One for every version after the pinned one. */
  readonly updates: readonly VerifiedUpdate[]
}

/**
 * Follows a chain from the version with the digest `anchor` to its last one, offline. Versions before the anchor prove nothing and
 * are not looked at.
 */
export function followChain(
  { links }: TrustChain,
  anchor: string,
  verifyBundle: BundleVerifier,
): Result<FollowedChain> {
  const start = links.findIndex(({ document }) => document.digest === anchor)
  const first = links[start]?.document
  if (first === undefined) return fail(anchorAbsent(anchor))
  const updates: VerifiedUpdate[] = []
  let current = first
  for (const { document, bundles } of links.slice(start + 1)) {
    const signatures: UpdateSignature[] = []
    const broken: Fault[] = []
    for (const bundle of bundles) {
      const verified = verifyBundle(bundle, document)
      if (verified.ok) signatures.push(verified.value)
      else broken.push(verified.fault)
    }
    const update = verifyUpdate(current, document, signatures)
    if (!update.ok) return fail(withBroken(update.fault, broken))
    updates.push(update.value)
    current = document
  }
  return ok({ current, anchor: first, updates })
}

/** Why too few signed may be that some bundles did not verify. */
function withBroken(fault: Fault, broken: readonly Fault[]): Fault {
  const also = [...(fault.also ?? []), ...broken]
  return also.length === 0 ? fault : { ...fault, also }
}

function anchorAbsent(anchor: string): Fault<'TRUST_ANCHOR'> {
  return {
    code: 'TRUST_ANCHOR',
    kind: 'untrusted',
    message: `no version of the chain has the pinned digest ${anchor}`,
    hint: 'check the pinned digest, and that the chain goes back to it',
  }
}
