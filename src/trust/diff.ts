import { suffices } from './evidence.ts'
import { writeInstant } from './instant.ts'
import type { Identity, Instance, PolicyRole, Signer, Stream, TrustPolicy, Window } from './policy.ts'

/** One difference in meaning between two versions of a policy. `wider`: more signatures count than before; so these come first in a review. */
export interface DiffLine {
  readonly effect: 'wider' | 'narrower' | 'other'
  readonly message: string
}

/** What changes for a reader, in sentences: streams, who signs them, who may change the policy, exceptions, revocations. */
export function diffPolicies(before: TrustPolicy, after: TrustPolicy): readonly DiffLine[] {
  const lines = [
    ...role(before, after),
    ...entries(
      byKey(before.streams, ({ id }) => id),
      byKey(after.streams, ({ id }) => id),
      {
        added: (stream) => line('wider', `${stream.id}: new stream, signed by ${people(stream.signers, after)}`),
        removed: (stream) => line('narrower', `${stream.id}: stream removed`),
        changed: (a, b) => stream(a, b, before, after),
      },
    ),
    ...entries(before.identities, after.identities, {
      added: (person, key) => line('other', `${key}: new identity ${shown(person)}`),
      removed: (_, key) => line('other', `${key}: identity removed`),
      changed: (a, b, key) => identity(key, a, b),
    }),
    ...entries(before.instances, after.instances, {
      added: (_, key) => line('other', `instance ${key} added`),
      removed: (_, key) => line('narrower', `instance ${key} removed`),
      changed: (a, b, key) => (sameJson(a, b) ? [] : [line('wider', `instance ${key}: ${roots(a)} -> ${roots(b)}`)]),
    }),
    ...entries(byKey(before.exceptions, JSON.stringify), byKey(after.exceptions, JSON.stringify), {
      added: ({ sha256, reason, expires }) =>
        line('wider', `exception for ${sha256} until ${writeInstant(expires)}: ${reason}`),
      removed: ({ sha256 }) => line('narrower', `exception for ${sha256} removed`),
      changed: () => [],
    }),
    ...entries(byKey(before.revocations, JSON.stringify), byKey(after.revocations, JSON.stringify), {
      added: (each) => line('narrower', `${each.identity} is revoked from ${writeInstant(each.signedAtOrAfter)} on`),
      removed: (each) => line('wider', `the revocation of ${each.identity} is taken back`),
      changed: () => [],
    }),
    ...changed('expires', writeInstant(before.expires), writeInstant(after.expires), 'other'),
  ]
  const rank = { wider: 0, narrower: 1, other: 2 }
  return lines.toSorted((a, b) => rank[a.effect] - rank[b.effect])
}

function line(effect: DiffLine['effect'], message: string): DiffLine {
  return { effect, message }
}

interface Changes<T> {
  added(value: T, key: string): DiffLine
  removed(value: T, key: string): DiffLine
  changed(before: T, after: T, key: string): readonly DiffLine[]
}

function entries<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  { added, removed, changed }: Changes<T>,
): readonly DiffLine[] {
  const gone = [...before].filter(([key]) => !after.has(key)).map(([key, value]) => removed(value, key))
  const rest = [...after].flatMap(([key, value]) => {
    const old = before.get(key)
    return old === undefined ? [added(value, key)] : changed(old, value, key)
  })
  return [...gone, ...rest]
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [keyOf(item), item]))
}

function role({ policyRole: a }: TrustPolicy, { policyRole: b }: TrustPolicy): readonly DiffLine[] {
  if (sameJson(a, b)) return []
  const text = (each: PolicyRole | undefined): string =>
    each === undefined
      ? 'nobody'
      : `${each.threshold} of ${each.members.map((member) => member.identity + during(member)).join(', ')} with ${each.evidence}`
  return [line('wider', `who may change the policy: ${text(a)} -> ${text(b)}`)]
}

function stream(a: Stream, b: Stream, before: TrustPolicy, after: TrustPolicy): readonly DiffLine[] {
  const { id } = b
  const had = new Set(a.signers.map((each) => signerText(each, before)))
  const has = new Set(b.signers.map((each) => signerText(each, after)))
  return [
    ...[...has].filter((each) => !had.has(each)).map((each) => line('wider', `${id}: signed by ${each}`)),
    ...[...had].filter((each) => !has.has(each)).map((each) => line('narrower', `${id}: no longer signed by ${each}`)),
    ...changed(`${id}: threshold`, a.threshold, b.threshold, b.threshold < a.threshold ? 'wider' : 'narrower'),
    ...changed(`${id}: evidence`, a.evidence, b.evidence, suffices(b.evidence, a.evidence) ? 'narrower' : 'wider'),
    ...changed(`${id}: files`, a.artifacts.join(' '), b.artifacts.join(' '), 'wider'),
    ...changed(`${id}: release`, `${a.product} ${a.release}`, `${b.product} ${b.release}`, 'wider'),
    ...changed(`${id}: GPG`, a.gpg, b.gpg, 'other'),
  ]
}

function identity(key: string, a: Identity, b: Identity): readonly DiffLine[] {
  return [
    ...changed(`${key}: identity`, shown(a), shown(b), 'wider'),
    ...changed(`${key}: OpenPGP keys`, a.openpgp.join(' ') || 'none', b.openpgp.join(' ') || 'none', 'other'),
  ]
}

function changed(
  what: string,
  a: string | number,
  b: string | number,
  effect: DiffLine['effect'],
): readonly DiffLine[] {
  return a === b ? [] : [line(effect, `${what} ${a} -> ${b}`)]
}

function people(signers: readonly Signer[], policy: TrustPolicy): string {
  return signers.map((each) => signerText(each, policy)).join(', ')
}

function signerText(signer: Signer, policy: TrustPolicy): string {
  return `${policy.identities.get(signer.identity)?.san ?? signer.identity}${during(signer)}`
}

function during({ from, until }: Window): string {
  if (from === null && until === null) return ''
  return ` (${from === null ? '' : `from ${writeInstant(from)}`}${from !== null && until !== null ? ' ' : ''}${until === null ? '' : `until ${writeInstant(until)}`})`
}

function shown({ san, type, issuer, instance }: Identity): string {
  return `${san} (${type}, ${issuer}, ${instance})`
}

function roots({ trustedRoots, minTufRoot }: Instance): string {
  const listed = trustedRoots.length === 0 ? 'the root of this name' : trustedRoots.join(' ')
  return minTufRoot === undefined ? listed : `${listed}, TUF root ${minTufRoot} or later`
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
