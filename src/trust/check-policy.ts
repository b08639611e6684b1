import type { Fault } from '#fault'
import { pointer } from '#json'
import type { Identity, Signer, TrustPolicy } from './policy.ts'

/** What a policy says that cannot be: names that lead nowhere, thresholds that nobody can reach, windows that end before they begin. */
export function checkPolicy(policy: TrustPolicy): readonly Fault[] {
  return [
    ...lifetime(policy),
    ...identities(policy),
    ...role(policy),
    ...streams(policy),
    ...exceptions(policy),
    ...revocations(policy),
  ]
}

function lifetime({ version, previous, issuedAt, expires }: TrustPolicy): readonly Fault[] {
  return [
    ...(expires > issuedAt ? [] : [wrong('it expires before it is issued', pointer('expires'))]),
    ...(version === 1 && previous !== undefined
      ? [wrong('version 1 has no previous version', pointer('previous'))]
      : []),
    ...(version > 1 && previous === undefined
      ? [wrong(`version ${version} must name the digest of the version before`, '', 'put it into `previous`')]
      : []),
  ]
}

function identities({ identities, instances }: TrustPolicy): readonly Fault[] {
  const faults: Fault[] = []
  const seen = new Map<string, string>()
  for (const [key, identity] of identities) {
    const at = pointer('identities', key)
    if (!instances.has(identity.instance)) {
      faults.push(unknown(`the instance ${identity.instance}`, at + pointer('instance')))
    }
    // A person under two names would count twice for a threshold.
    const twin = seen.get(sameOf(identity))
    if (twin === undefined) seen.set(sameOf(identity), key)
    else faults.push(wrong(`${key} and ${twin} are one identity`, at, 'keep one of the names'))
  }
  return faults
}

/** What makes two identities the same. */
export function sameOf({ san, type, issuer, instance }: Identity): string {
  return JSON.stringify([san, type, issuer, instance])
}

function role(policy: TrustPolicy): readonly Fault[] {
  if (policy.policyRole === undefined) return []
  const { members, threshold } = policy.policyRole
  return group(policy, members, threshold, pointer('policyRole'), 'members')
}

function group(
  policy: TrustPolicy,
  signers: readonly Signer[],
  threshold: number,
  at: string,
  field: 'members' | 'signers',
): readonly Fault[] {
  const faults: Fault[] = []
  for (const [i, { identity, from, until }] of signers.entries()) {
    const place = at + pointer(field, i)
    if (!policy.identities.has(identity)) faults.push(unknown(`the identity ${identity}`, place))
    if (from !== null && until !== null && from > until) faults.push(wrong('the window ends before it begins', place))
  }
  const people = new Set(signers.map(({ identity }) => identity)).size
  if (threshold > people) {
    faults.push(wrong(`the threshold is ${threshold}, and there are ${people} to reach it`, at + pointer('threshold')))
  }
  return faults
}

function streams(policy: TrustPolicy): readonly Fault[] {
  const faults: Fault[] = []
  // A policy of no streams trusts nobody and would seem to be in force.
  if (policy.streams.length === 0) {
    faults.push({
      code: 'TRUST_POLICY_EMPTY',
      kind: 'invalid',
      message: 'the policy has no streams: nothing could ever be signed under it',
      at: pointer('streams'),
    })
  }
  const ids = new Set<string>()
  const patterns = new Set<string>()
  for (const [i, stream] of policy.streams.entries()) {
    const at = pointer('streams', i)
    if (ids.has(stream.id)) faults.push(wrong(`a stream ${stream.id} stands there already`, at + pointer('id')))
    ids.add(stream.id)
    if (stream.artifacts.length === 0) faults.push(wrong('it has no patterns of files', at + pointer('artifacts')))
    for (const [j, pattern] of stream.artifacts.entries()) {
      const key = JSON.stringify([stream.product, stream.release, pattern])
      if (patterns.has(key)) {
        const message = `${pattern} of ${stream.product} ${stream.release} stands there already`
        faults.push(wrong(message, at + pointer('artifacts', j)))
      }
      patterns.add(key)
    }
    faults.push(...group(policy, stream.signers, stream.threshold, at, 'signers'))
  }
  return faults
}

function exceptions({ exceptions, identities }: TrustPolicy): readonly Fault[] {
  return exceptions.flatMap(({ accept }, i) =>
    identities.has(accept.identity)
      ? []
      : [unknown(`the identity ${accept.identity}`, pointer('exceptions', i, 'accept', 'identity'))],
  )
}

function revocations({ revocations, identities }: TrustPolicy): readonly Fault[] {
  return revocations.flatMap(({ identity }, i) =>
    identities.has(identity) ? [] : [unknown(`the identity ${identity}`, pointer('revocations', i, 'identity'))],
  )
}

function wrong(detail: string, at: string, hint?: string): Fault {
  const fault: Fault = { code: 'TRUST_POLICY', kind: 'invalid', message: `the policy cannot hold: ${detail}`, at }
  return hint === undefined ? fault : { ...fault, hint }
}

function unknown(what: string, at: string): Fault {
  return wrong(`${what} is not among its names`, at)
}
