import { fail, from, ok, type Result } from '#fault'
import { constant, type Json, object, parseJson, placeFaults, readShape } from '#json'
import { digest, integerFrom1, name, type PolicyDocument } from './parse-policy.ts'

/** What a verifier remembers of a policy, so that nobody can hand it an older one. */
export interface TrustState {
  readonly policyId: string
  readonly version: number
  readonly digest: string
}

const stateShape = object({
  mediaType: constant('application/vnd.steward.trust-state.v1+json'),
  policyId: name,
  version: integerFrom1,
  digest,
})

export function parseState(text: string, file: string): Result<TrustState> {
  const document = parseJson(text, { length: 4096, depth: 2 })
  if (!document.ok) return fail(from(file, document.fault))
  const read = readShape(stateShape, document.value.value)
  if (!read.ok) return fail(placeFaults(file, document.value, read.fault))
  const { policyId, version, digest } = read.value
  return ok({ policyId, version, digest })
}

export function stateJson({ policyId, version, digest }: TrustState): Json {
  return { mediaType: 'application/vnd.steward.trust-state.v1+json', policyId, version, digest }
}

/**
 * The state after a policy was seen. An older version than the one remembered is a rollback; another document of the same version
 * is a fork, and means that members signed two policies or that somebody else could.
 */
export function advance(state: TrustState | undefined, { policy, digest }: PolicyDocument): Result<TrustState> {
  const next: TrustState = { policyId: policy.policyId, version: policy.version, digest }
  if (state === undefined) return ok(next)
  if (state.policyId !== policy.policyId) {
    return fail({
      code: 'TRUST_STATE_OTHER',
      kind: 'conflict',
      message: `the state is of ${state.policyId}, and this is ${policy.policyId}`,
      hint: 'each policy has a state file of its own',
    })
  }
  if (policy.version < state.version) {
    return fail({
      code: 'TRUST_ROLLBACK',
      kind: 'untrusted',
      message: `version ${policy.version} is older than version ${state.version}, which was seen before`,
      hint: 'get the current version',
    })
  }
  if (policy.version === state.version && digest !== state.digest) {
    return fail({
      code: 'TRUST_FORK',
      kind: 'untrusted',
      message: `there are two policies of version ${policy.version}: ${digest}, and ${state.digest} which was seen before`,
      hint: 'tell the members of the policy: one of the two was not meant to be',
    })
  }
  return ok(next)
}
