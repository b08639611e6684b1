import type { Fault, Result } from '#fault'
import type { Artifact } from './artifact.ts'
import { checkCertificate } from './check-certificate.ts'
import { checkDigest, checkSignature } from './check-content.ts'
import { checkEntries, checkLogTimes } from './check-entries.ts'
import { checkSigner, keyOf } from './check-signer.ts'
import { checkTimestamps } from './check-timestamps.ts'
import { distrust } from './distrust.ts'
import type { Evidence, Found, Question, Verdict } from './evidence.ts'
import type { Material } from './material.ts'
import { isAtLeast, type Policy } from './policy.ts'
import type { TrustedRoot } from './trusted-root.ts'

/**
 * Verifies that `artifact` was signed by whom `policy` allows, with the help of `root` and nothing else.
 *
 * Everything that the material carries must hold: a signature with a good promise and a bad proof is refused. The evidence tells
 * what was established before the first thing that does not hold.
 *
 * @param now milliseconds since 1970: no signature is later, and metadata that has expired is told apart from what is untrue.
 */
export function verify(
  material: Material,
  artifact: Artifact,
  root: TrustedRoot,
  policy: Policy,
  now: number,
): Verdict {
  const found: Found = { times: [], entries: [] }
  const checked = check({ material, artifact, root }, policy, now, found)
  const { times } = found
  const signedAt = times.length === 0 ? undefined : Math.min(...times.map(({ at }) => at))
  const evidence: Evidence = { ...found, ...(signedAt !== undefined && { signedAt }) }
  if (!checked.ok)
    return { verdict: UNDECIDED.has(checked.fault.code) ? 'incomplete' : 'fail', fault: checked.fault, evidence }
  const missing = missingIn(evidence, root, policy, now)
  if (missing !== undefined) return { verdict: 'incomplete', fault: missing, evidence }
  const { level } = evidence
  if (level === undefined || signedAt === undefined) throw new Error('a complete verification has a level and a time')
  return { verdict: 'pass', evidence: { ...evidence, level, signedAt } }
}

/** Faults that say that something is not known, rather than that it is wrong. */
const UNDECIDED: ReadonlySet<string> = new Set(['DIGEST_UNKNOWN', 'CONTENT_UNKNOWN', 'SIGNATURE_ED25519PH'])

function check(question: Question, policy: Policy, now: number, found: Found): Result<void> {
  const { material, artifact, root } = question
  const key = keyOf(material.key, policy)
  if (!key.ok) return key
  const digest = checkDigest(material.content, artifact)
  if (!digest.ok) return digest
  const signed = checkSignature(material, key.value, artifact)
  if (!signed.ok) return signed
  const logged = checkEntries(question, key.value, found)
  if (!logged.ok) return logged
  const stamped = checkTimestamps(question, found)
  if (!stamped.ok) return stamped
  if (found.times.some(({ at }) => at > now)) {
    return distrust('SIGNED_IN_FUTURE', 'the time at which it was signed has not come yet')
  }
  const timed = checkLogTimes(question, found)
  if (!timed.ok) return timed
  if (material.key.kind === 'certificate') {
    const certified = checkCertificate(material.key, root, found)
    if (!certified.ok) return certified
  }
  // What a statement says counts as established only now that its key does.
  if (signed.value !== undefined) found.statement = signed.value
  return checkSigner(policy, found)
}

/** What a pass still needs of a signature with which nothing is wrong. */
function missingIn(evidence: Evidence, root: TrustedRoot, policy: Policy, now: number): Fault | undefined {
  const { level, times } = evidence
  if (times.length === 0) {
    return incomplete(
      'SIGNED_TIME_ABSENT',
      'nobody who is trusted says when it was signed',
      'add the log entry of the signature',
    )
  }
  if (level === undefined) {
    return incomplete('LOG_EVIDENCE_ABSENT', 'no transparency log vouches for it', 'add the log entry of the signature')
  }
  if (!isAtLeast(level, policy.evidence)) {
    return incomplete('EVIDENCE_TOO_WEAK', `the evidence is ${level}, and ${policy.evidence} is asked for`)
  }
  if (!policy.fresh) return undefined
  if (root.expires === undefined) {
    return incomplete('TRUST_METADATA_UNDATED', 'the trusted root does not say how long it may be relied on')
  }
  return root.expires < now
    ? incomplete(
        'TRUST_METADATA_EXPIRED',
        'the metadata of the trusted root has expired',
        'run `steward trust refresh`',
      )
    : undefined
}

function incomplete(code: string, detail: string, hint?: string): Fault {
  const fault: Fault = { code, kind: 'absent', message: `the verification is incomplete: ${detail}` }
  return hint === undefined ? fault : { ...fault, hint }
}
