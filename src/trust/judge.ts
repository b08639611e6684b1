import { type Fault, fail, ok, quote, type Result } from '#fault'
import { pointer } from '#json'
import { type Instant, writeInstant } from './instant.ts'
import type { Exception, Stream, TrustPolicy } from './policy.ts'
import { coveredComponents, nameFits } from './release-match.ts'
import { type Demand, nearestRefusal, refusalOf, type SignerRefusal, type VerifiedSigner } from './signer-match.ts'

/** What is judged. */
export interface JudgedArtifact {
  /** The file's name, without folders. */
  readonly name: string
  readonly release: string
  /** Hexadecimal. */
  readonly sha256: string
  /** Needed where a policy has more than one. */
  readonly product?: string
}

/** Why an artifact counts as genuine. */
export interface Decision {
  readonly stream: Stream
  /** JSON Pointers of the rules that decided: `/streams/7/signers/0`, or `/exceptions/2`. */
  readonly rules: readonly string[]
  /** Names of the identities that were counted, each once. */
  readonly signers: readonly string[]
  /** The reason of the exception that was needed. */
  readonly exception?: string
}

export type JudgementCode =
  | SignerRefusal
  | 'TRUST_POLICY_EXPIRED'
  | 'TRUST_STREAM_NONE'
  | 'TRUST_STREAM_AMBIGUOUS'
  | 'TRUST_THRESHOLD'
  | 'TRUST_UNSIGNED'

/** What is done about a policy that has expired: how fresh a policy must be, offline, is for the verifier to say. */
export type Freshness = 'enforce' | 'ignore'

/**
 * Whether the policy lets these signatures stand for this artifact, and by which rule.
 *
 * @param signers  every signature over the artifact whose cryptography was verified.
 * @param now  the verifier's clock. It decides on the policy's and an exception's own end alone: windows are tested against the
 *   times that were signed.
 */
export function judgeArtifact(
  policy: TrustPolicy,
  artifact: JudgedArtifact,
  signers: readonly VerifiedSigner[],
  now: Instant,
  freshness: Freshness = 'enforce',
): Result<Decision, JudgementCode> {
  const stale = freshness === 'enforce' ? expiry(policy, now) : undefined
  if (stale !== undefined) return fail(stale)
  const found = streamOf(policy, artifact)
  if (!found.ok) return found
  const { stream, at } = found.value
  if (signers.length === 0) return fail(refused('TRUST_UNSIGNED', `nobody signed ${quote(artifact.name)}`, at))
  const rules = new Map<string, string>()
  const refusals: Fault<SignerRefusal>[] = []
  let exception: Exception | undefined
  for (const { rule, demand, because } of demandsOf(policy, stream, at, artifact, now)) {
    const given = signers.map((signer) => refusalOf(policy, signer, demand))
    if (given.includes(undefined)) {
      if (!rules.has(demand.identity)) {
        rules.set(demand.identity, rule)
        exception ??= because
      }
    } else refusals.push(...given.filter((each) => each !== undefined))
  }
  if (rules.size >= stream.threshold) {
    return ok({
      stream,
      rules: [...rules.values()],
      signers: [...rules.keys()],
      ...(exception !== undefined && { exception: exception.reason }),
    })
  }
  const nearest = nearestRefusal(refusals)
  if (rules.size === 0 && nearest !== undefined) return fail({ ...nearest, at })
  return fail(
    refused('TRUST_THRESHOLD', `signed by ${rules.size} of the ${stream.threshold} that ${stream.id} asks for`, at),
  )
}

/** The fault of a policy that has expired; undefined while it has not. */
export function expiry({ expires, version }: TrustPolicy, now: Instant): Fault<'TRUST_POLICY_EXPIRED'> | undefined {
  if (now <= expires) return undefined
  return {
    code: 'TRUST_POLICY_EXPIRED',
    kind: 'untrusted',
    message: `version ${version} of the policy expired ${writeInstant(expires)}`,
    hint: 'get the current version; --expired-policy accept judges by this one',
  }
}

/** The one stream that covers an artifact: the one whose release says most, of those that its name fits. */
export function streamOf(
  policy: TrustPolicy,
  { name, release, product }: Omit<JudgedArtifact, 'sha256'>,
): Result<{ readonly stream: Stream; readonly at: string }, 'TRUST_STREAM_NONE' | 'TRUST_STREAM_AMBIGUOUS'> {
  const covering = policy.streams
    .map((stream, i) => ({ stream, at: pointer('streams', i), covered: coveredComponents(stream.release, release) }))
    .filter(({ stream, covered }) => covered > 0 && (product === undefined || stream.product === product))
    .filter(({ stream }) => stream.artifacts.some((pattern) => nameFits(pattern, name)))
  const most = Math.max(0, ...covering.map(({ covered }) => covered))
  const [first, second] = covering.filter(({ covered }) => covered === most)
  const what = `${quote(name)} of release ${quote(release)}`
  if (first === undefined) {
    return fail({
      code: 'TRUST_STREAM_NONE',
      kind: 'untrusted',
      message: `no stream of the policy covers ${what}`,
      hint: 'add the stream to the policy, or check the release',
    })
  }
  if (second !== undefined) {
    return fail({
      code: 'TRUST_STREAM_AMBIGUOUS',
      kind: 'untrusted',
      message: `${first.stream.id} and ${second.stream.id} both cover ${what}`,
      hint: 'name the product, or narrow the patterns',
    })
  }
  return ok({ stream: first.stream, at: first.at })
}

interface Rule {
  /** JSON Pointer. */
  readonly rule: string
  readonly demand: Demand
  readonly because?: Exception
}

/** Everything that would do for one signature on this artifact: the stream's signers, and the exceptions for this very digest. */
function demandsOf(
  policy: TrustPolicy,
  stream: Stream,
  at: string,
  artifact: JudgedArtifact,
  now: Instant,
): readonly Rule[] {
  const signers = stream.signers.map((signer, i) => ({
    rule: at + pointer('signers', i),
    demand: { ...signer, evidence: stream.evidence },
  }))
  const exceptions = policy.exceptions.flatMap((each, i): Rule[] =>
    each.sha256 === artifact.sha256 && now <= each.expires
      ? [
          {
            rule: pointer('exceptions', i),
            demand: { ...each.accept, from: null, until: null, evidence: stream.evidence },
            because: each,
          },
        ]
      : [],
  )
  return [...signers, ...exceptions]
}

function refused(code: JudgementCode, detail: string, at: string): Fault<JudgementCode> {
  return { code, kind: 'untrusted', message: `the policy refuses it: ${detail}`, at }
}
