import type { Fault } from '#fault'
import { type Evidence, suffices } from './evidence.ts'
import { type Instant, writeInstant } from './instant.ts'
import type { Identity, Instance, Revocation, SanType, TrustPolicy, Window } from './policy.ts'

/** The trusted root by which a signature was verified. */
export interface RootUsed {
  /** `sha256:...` of the root's bytes. */
  readonly digest: string
  /** The name under which Steward carries it. */
  readonly name?: string
  /** Version of the TUF root by which it came. */
  readonly tufVersion?: number
}

/** One signature whose cryptography holds: who made it, and at which proved times. What it may sign, the policy says. */
export interface VerifiedSigner {
  readonly san: string
  readonly type: SanType
  readonly issuer: string
  readonly root: RootUsed
  /** Every time that a log or a timestamp authority signed. Without one nothing can be judged. */
  readonly times: readonly Instant[]
  readonly evidence: Evidence
}

/** What is asked of one signature. */
export interface Demand extends Window {
  /** Name of the identity in the policy. */
  readonly identity: string
  readonly evidence: Evidence
  /** Another issuer than the identity's own; exceptions alone have one. */
  readonly issuer?: string
}

/** How near a refused signature came, so that the most telling refusal is the one that is told. */
const NEARNESS = {
  TRUST_IDENTITY: 0,
  TRUST_SAN_TYPE: 1,
  TRUST_ISSUER: 2,
  TRUST_INSTANCE: 3,
  TRUST_NO_TIME: 4,
  TRUST_WINDOW: 5,
  TRUST_REVOKED: 6,
  TRUST_EVIDENCE: 7,
} as const
export type SignerRefusal = keyof typeof NEARNESS

/** Why a signature does not meet a demand of the policy; undefined where it does. Everything is compared whole and exactly. */
export function refusalOf(
  policy: Pick<TrustPolicy, 'identities' | 'instances' | 'revocations'>,
  signer: VerifiedSigner,
  demand: Demand,
): Fault<SignerRefusal> | undefined {
  const identity = policy.identities.get(demand.identity)
  const instance = policy.instances.get(identity?.instance ?? '')
  if (identity === undefined || instance === undefined) throw new Error(`a checked policy has no ${demand.identity}`)
  return (
    wrongPerson(signer, identity, demand.issuer ?? identity.issuer) ??
    wrongInstance(signer.root, identity.instance, instance) ??
    wrongTime(signer.times, demand) ??
    revoked(signer.times, demand.identity, policy.revocations) ??
    weak(signer.evidence, demand.evidence)
  )
}

/** The refusal that came nearest to acceptance. */
export function nearestRefusal(refusals: readonly Fault<SignerRefusal>[]): Fault<SignerRefusal> | undefined {
  return refusals.toSorted((a, b) => NEARNESS[b.code] - NEARNESS[a.code])[0]
}

function wrongPerson(signer: VerifiedSigner, identity: Identity, issuer: string): Fault<SignerRefusal> | undefined {
  if (signer.san !== identity.san) {
    return refused('TRUST_IDENTITY', `signed by ${shown(signer.san)}, not by ${identity.san}`)
  }
  if (signer.type !== identity.type) {
    return refused('TRUST_SAN_TYPE', `${identity.san} is a name of the type ${signer.type}, not ${identity.type}`)
  }
  if (signer.issuer !== issuer) {
    return refused('TRUST_ISSUER', `the issuer is ${shown(signer.issuer)}, not ${issuer}`)
  }
  return undefined
}

function wrongInstance(
  root: RootUsed,
  name: string,
  { trustedRoots, minTufRoot }: Instance,
): Fault<SignerRefusal> | undefined {
  const isListed = trustedRoots.length === 0 ? root.name === name : trustedRoots.includes(root.digest)
  if (!isListed) {
    return refused('TRUST_INSTANCE', `verified by the root ${root.name ?? root.digest}, which is none of ${name}`)
  }
  if (minTufRoot !== undefined && (root.tufVersion === undefined || root.tufVersion < minTufRoot)) {
    const found = root.tufVersion === undefined ? 'of no known version' : `of version ${root.tufVersion}`
    return refused('TRUST_INSTANCE', `the trusted root is ${found}, and ${minTufRoot} or later is asked for`)
  }
  return undefined
}

/** All proved times must lie in the window: a log and an authority that disagree must not let anybody choose. */
function wrongTime(times: readonly Instant[], { from, until }: Window): Fault<SignerRefusal> | undefined {
  if (times.length === 0) return refused('TRUST_NO_TIME', 'nothing proves when it was signed')
  for (const time of times) {
    if (from !== null && time < from) {
      return refused(
        'TRUST_WINDOW',
        `signed ${writeInstant(time)}, before the signer's time began ${writeInstant(from)}`,
      )
    }
    if (until !== null && time > until) {
      return refused(
        'TRUST_WINDOW',
        `signed ${writeInstant(time)}, after the signer's time ended ${writeInstant(until)}`,
      )
    }
  }
  return undefined
}

function revoked(
  times: readonly Instant[],
  name: string,
  revocations: readonly Revocation[],
): Fault<SignerRefusal> | undefined {
  const found = revocations.find(
    ({ identity, signedAtOrAfter }) => identity === name && times.some((time) => time >= signedAtOrAfter),
  )
  if (found === undefined) return undefined
  const reason = found.reason === undefined ? '' : ` (${found.reason})`
  return refused('TRUST_REVOKED', `${name} is revoked from ${writeInstant(found.signedAtOrAfter)} on${reason}`)
}

function weak(there: Evidence, asked: Evidence): Fault<SignerRefusal> | undefined {
  if (suffices(there, asked)) return undefined
  return refused('TRUST_EVIDENCE', `the evidence is ${there}, and ${asked} is asked for`)
}

function shown(text: string): string {
  return text === '' ? 'nobody' : text.slice(0, 200)
}

function refused(code: SignerRefusal, detail: string): Fault<SignerRefusal> {
  return { code, kind: 'untrusted', message: `the policy refuses it: ${detail}` }
}
