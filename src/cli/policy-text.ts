import { type PolicyDocument, type TrustPolicy, type Window, writeInstant } from '#trust'
import { type Ink, PLAIN } from './ink.ts'
import { count, table } from './table.ts'

/** A policy for a person: what it is, who may change it, who signs what. */
export function policyLines({ policy, digest }: PolicyDocument, ink: Ink = PLAIN): readonly string[] {
  const { policyRole: role } = policy
  const changed =
    role === undefined
      ? 'nobody may change it by signature'
      : `changed by ${role.threshold} of ${role.members.map((each) => each.identity + during(each)).join(', ')}, with ${role.evidence}`
  return [
    `${ink('title', policy.policyId)}  version ${policy.version}, until ${writeInstant(policy.expires)}`,
    `  ${digest}`,
    `  ${changed}`,
    '',
    ...table([
      ['stream', 'release', 'signed by', 'issuer', 'evidence', 'when'].map((each) => ink('heading', each)),
      ...policy.streams.flatMap((stream) =>
        stream.signers.map((signer, i) => [
          i === 0 ? stream.id : '',
          i === 0 ? stream.release : '',
          policy.identities.get(signer.identity)?.san ?? '',
          policy.identities.get(signer.identity)?.issuer ?? '',
          i === 0 ? stream.evidence + (stream.threshold > 1 ? `, ${stream.threshold} of them` : '') : '',
          during(signer).trim() || 'always',
        ]),
      ),
    ]),
    ...extras(policy),
  ]
}

function extras({ exceptions, revocations }: TrustPolicy): readonly string[] {
  return [
    ...(exceptions.length > 0 ? ['', `  ${count(exceptions.length, 'exception')}`] : []),
    ...exceptions.map(({ sha256, reason, expires }) => `    ${sha256}  until ${writeInstant(expires)}: ${reason}`),
    ...(revocations.length > 0 ? ['', `  ${count(revocations.length, 'revocation')}`] : []),
    ...revocations.map(({ identity, signedAtOrAfter }) => `    ${identity}  from ${writeInstant(signedAtOrAfter)} on`),
  ]
}

function during({ from, until }: Window): string {
  const ends = [
    ...(from === null ? [] : [`from ${writeInstant(from)}`]),
    ...(until === null ? [] : [`until ${writeInstant(until)}`]),
  ]
  return ends.length === 0 ? '' : ` ${ends.join(' ')}`
}

/** What a person should think about before a policy is published. */
export function policyNotes({ policyRole, streams }: TrustPolicy): readonly string[] {
  const open = streams.filter(({ signers }) =>
    signers.some(({ from, until }) => from === null && until === null),
  ).length
  return [
    ...(policyRole === undefined
      ? ['nobody may change this policy by signature: name members with --member, or every change must be pinned anew']
      : []),
    ...(policyRole?.threshold === 1 ? ['one member alone may change this policy: two are safer'] : []),
    ...(open > 0 ? [`${count(open, 'stream')} without a time: write \`from\` and \`until\` where they are known`] : []),
  ]
}
