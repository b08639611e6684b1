import { written } from '#desk/store'
import { type Fault, fail, ok, type Result } from '#fault'
import type { IdentityProvider, PeopleDesk, PeopleTx, PersonRow, ProvidedIdentity } from './ports.ts'
import { type OpenedSession, type Origin, openSession } from './session.ts'
import { after } from './time.ts'

const MINUTES = 10

/**
 * Begins to sign in through the identity provider. `ceremony` goes into a cookie of this browser: whoever comes back with an answer
 * must be the browser that asked, or somebody could be signed in as somebody else.
 */
export async function beginProvider(
  desk: PeopleDesk,
  provider: IdentityProvider,
  to: string,
): Promise<Result<{ readonly url: string; readonly ceremony: string }>> {
  const begun = await provider.begin()
  if (!begun.ok) return begun
  const now = desk.around.moment()
  const ceremony = desk.secrets.fresh()
  const kept = await desk.store.write(async (tx) => {
    await tx.ceremonies.removeEnded(now)
    await tx.ceremonies.put({
      digest: desk.secrets.digest(ceremony),
      kind: 'provider',
      asked: { ...begun.value.asked, to: ownPath(to) },
      expires: after(now, { minutes: MINUTES }),
    })
    return ok(undefined)
  })
  return kept.ok ? ok({ url: begun.value.url, ceremony }) : kept
}

/** A page of the desk itself, whatever was asked for: nobody is sent elsewhere after signing in. */
export function ownPath(to: string): string {
  const isOwn = /^\/(?![/\\])[^\\\p{Cc}]{0,500}$/u.test(to)
  return isOwn ? to : '/'
}

/**
 * Ends it: opens a session for the account of that identity. An account is known by the issuer and its subject. The first time, it is
 * found by its address, if the provider vouches for that; nobody gets an account who was not invited.
 *
 * Codes: `PROVIDER_TOO_LATE`, `PROVIDER_NO_ACCOUNT`, and those of the provider.
 */
export async function finishProvider(
  desk: PeopleDesk,
  provider: IdentityProvider,
  given: Origin & { readonly ceremony: string; readonly query: string; readonly secretBefore?: string },
): Promise<Result<OpenedSession & { readonly to: string }>> {
  const taken = await desk.store.write(async (tx) => ok(await tx.ceremonies.take(desk.secrets.digest(given.ceremony))))
  if (!taken.ok) return taken
  const begun = taken.value
  if (begun?.kind !== 'provider' || begun.expires <= desk.around.moment()) return fail(TOO_LATE)
  const identity = await provider.finish(given.query, begun.asked)
  if (!identity.ok) return identity
  return desk.store.write(async (tx) => {
    const person = await accountOf(tx, identity.value)
    if (!person.ok) return person
    const opened = await openSession(tx, desk, person.value, 'provider', given)
    return ok({ ...opened, to: ownPath(begun.asked.to ?? '/') })
  })
}

async function accountOf(tx: PeopleTx, { issuer, subject, email }: ProvidedIdentity): Promise<Result<PersonRow>> {
  const key = `${issuer} ${subject}`
  const known = await tx.people.findByProvider(key)
  if (known !== undefined) return known.state === 'active' ? ok(known) : fail(NO_ACCOUNT)
  const person = email === undefined ? undefined : await tx.people.findByEmail(email.toLowerCase())
  if (person === undefined || person.state === 'inactive' || person.provider !== undefined) return fail(NO_ACCOUNT)
  const bound: PersonRow = { ...person, provider: key, state: 'active' }
  const outcome = written(await tx.people.update(bound), 'the account')
  if (!outcome.ok) return outcome
  await tx.invitations.removeAll(person.id)
  await tx.audit.append({
    actor: { kind: 'person', id: person.id, name: person.name },
    action: 'provider.bind',
    subject: { kind: 'person', id: person.id },
    embargoed: false,
    reason: issuer,
  })
  return ok({ ...bound, version: outcome.value })
}

const TOO_LATE: Fault<'PROVIDER_TOO_LATE'> = {
  code: 'PROVIDER_TOO_LATE',
  kind: 'conflict',
  message: 'this sign-in was finished before, took too long, or began in another browser',
  hint: 'begin again',
}

const NO_ACCOUNT: Fault<'PROVIDER_NO_ACCOUNT'> = {
  code: 'PROVIDER_NO_ACCOUNT',
  kind: 'refused',
  message: 'this identity has no account here',
  hint: 'ask an administrator for an invitation to the same address',
}
