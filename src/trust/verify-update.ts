import { sha256 } from '#bytes'
import { type Fault, fail, ok, type Result } from '#fault'
import { pointer } from '#json'
import { sameOf } from './check-policy.ts'
import type { PolicyDocument } from './parse-policy.ts'
import type { PolicyRole, TrustPolicy } from './policy.ts'
import { refusalOf, type VerifiedSigner } from './signer-match.ts'
import { isUpdateStatement, STATEMENT_PAYLOAD_TYPE, updateStatementText } from './update-statement.ts'

/**
 * One signature whose cryptography has been verified, and what was signed: an in-toto statement in a DSSE envelope, or (for clients
 * that sign files only) the very text of the statement.
 */
export type UpdateSignature =
  | {
      readonly kind: 'dsse'
      readonly payloadType: string
      readonly payload: Uint8Array
      readonly signer: VerifiedSigner
    }
  | { readonly kind: 'message'; readonly sha256: string; readonly signer: VerifiedSigner }

/** Who made one version follow another. */
export interface VerifiedUpdate {
  readonly version: number
  readonly digest: string
  /** Names in the policy before, each once, in the order of its role. */
  readonly signers: readonly string[]
  /** The members who could have signed, and how many of them had to. */
  readonly members: number
  readonly threshold: number
}

/**
 * Whether `next` follows `previous`: it names it, is one version on, and the threshold of the role of the policy *before* signed the
 * statement for it, each in their time. Where the role itself changes, the threshold of the new one must have signed too, so that
 * nobody is named who does not take part. (The rule by which TUF rotates its root: The Update Framework 1.0, section 5.3.)
 */
export function verifyUpdate(
  previous: PolicyDocument,
  next: PolicyDocument,
  signatures: readonly UpdateSignature[],
): Result<VerifiedUpdate> {
  const gap = doesNotFollow(previous, next)
  if (gap !== undefined) return fail(gap)
  const { policyRole: role } = previous.policy
  if (role === undefined) {
    return fail({
      code: 'TRUST_UPDATE_FINAL',
      kind: 'untrusted',
      message: `version ${previous.policy.version} of ${previous.policy.policyId} names nobody who may change it`,
      hint: 'pin the digest of the new policy instead',
    })
  }
  const signers: VerifiedSigner[] = []
  const refused: Fault[] = []
  for (const signature of signatures) {
    const fits = saysNext(signature, next)
    if (fits.ok) signers.push(signature.signer)
    else refused.push(fits.fault)
  }
  // A key that `next` itself declares stolen must not have voted for it.
  const policies = [previous.policy, withRevocations(previous.policy, next.policy)]
  const counted = countMembers(policies, role, signers)
  if (counted.names.length < role.threshold) {
    return fail(tooFew(previous.policy, role, counted.names.length, [...refused, ...counted.refusals]))
  }
  const after = next.policy.policyRole
  if (after !== undefined && roleKey(previous.policy, role) !== roleKey(next.policy, after)) {
    const own = countMembers([next.policy], after, signers)
    if (own.names.length < after.threshold) return fail(tooFew(next.policy, after, own.names.length, own.refusals))
  }
  const { version } = next.policy
  return ok({
    version,
    digest: next.digest,
    signers: counted.names,
    members: new Set(role.members.map(({ identity }) => identity)).size,
    threshold: role.threshold,
  })
}

function doesNotFollow(previous: PolicyDocument, next: PolicyDocument): Fault | undefined {
  const [before, after] = [previous.policy, next.policy]
  if (after.policyId !== before.policyId) {
    return broken(`${after.policyId} is another policy than ${before.policyId}`, pointer('policyId'))
  }
  if (after.version !== before.version + 1) {
    return broken(`version ${after.version} does not follow version ${before.version}`, pointer('version'))
  }
  if (after.previous !== previous.digest) {
    return broken(
      `version ${after.version} follows ${after.previous}, and version ${before.version} is ${previous.digest}`,
      pointer('previous'),
    )
  }
  if (after.issuedAt < before.issuedAt) {
    return broken(`version ${after.version} was issued before version ${before.version}`, pointer('issuedAt'))
  }
  return undefined
}

function broken(detail: string, at: string): Fault {
  return { code: 'TRUST_CHAIN', kind: 'untrusted', message: `the chain of policies is broken: ${detail}`, at }
}

function saysNext(signature: UpdateSignature, next: PolicyDocument): Result<void> {
  if (signature.kind === 'message') {
    if (signature.sha256 === sha256(updateStatementText(next))) return ok(undefined)
    return fail(otherThing(`a file with the digest ${signature.sha256.slice(0, 16)}..., which is not the statement`))
  }
  if (signature.payloadType !== STATEMENT_PAYLOAD_TYPE) {
    return fail(otherThing(`a payload of the type ${JSON.stringify(signature.payloadType.slice(0, 80))}`))
  }
  return isUpdateStatement(signature.payload, next)
}

/** A signature over something else, such as a release, never counts as a word on the policy. */
function otherThing(detail: string): Fault {
  return {
    code: 'TRUST_UPDATE_STATEMENT',
    kind: 'untrusted',
    message: `what was signed is no policy update: ${detail}`,
  }
}

function withRevocations(policy: TrustPolicy, { identities, revocations }: TrustPolicy): TrustPolicy {
  // A name may mean somebody else in the next version: what is revoked is the person.
  const same = revocations.flatMap((each) => {
    const revoked = sameOf(identities.get(each.identity)!)
    return [...policy.identities]
      .filter(([, person]) => sameOf(person) === revoked)
      .map(([identity]) => ({ ...each, identity }))
  })
  return { ...policy, revocations: same }
}

/** The members who signed: each counts once, however often, and must be accepted by every policy given. */
function countMembers(
  policies: readonly TrustPolicy[],
  { members, evidence }: PolicyRole,
  signers: readonly VerifiedSigner[],
): { readonly names: readonly string[]; readonly refusals: readonly Fault[] } {
  const names = new Set<string>()
  const refusals: Fault[] = []
  for (const member of members) {
    for (const signer of signers) {
      const refusal = policies
        .map((policy) => refusalOf(policy, signer, { ...member, evidence }))
        .find((each) => each !== undefined)
      if (refusal === undefined) names.add(member.identity)
      else if (refusal.code !== 'TRUST_IDENTITY') refusals.push(refusal)
    }
  }
  return { names: [...names], refusals }
}

function tooFew({ version }: TrustPolicy, { threshold }: PolicyRole, signed: number, also: readonly Fault[]): Fault {
  return {
    code: 'TRUST_UPDATE_THRESHOLD',
    kind: 'untrusted',
    message: `${signed} of the ${threshold} members that the role of version ${version} asks for signed the update`,
    ...(also.length > 0 && { also }),
  }
}

/** What makes two roles the same: the same people with the same times, in any order. */
function roleKey({ identities }: TrustPolicy, { members, threshold, evidence }: PolicyRole): string {
  const people = members.map(({ identity, from, until }) =>
    JSON.stringify([sameOf(identities.get(identity)!), from, until]),
  )
  return JSON.stringify([people.sort(), threshold, evidence])
}
