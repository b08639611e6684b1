import type { Actor, PersonActor, TokenActor } from './actor.ts'
import { mayDo } from './may-do.ts'
import { OPERATIONS, type Operation } from './operations.ts'
import type { PeopleDesk } from './ports.ts'
import type { SessionView, SignedIn, SignInWays } from './views.ts'

/** Who is signed in and what they may; or how to come in. */
export async function sessionView(
  desk: PeopleDesk,
  actor: Actor | undefined,
  offers: { readonly ways: SignInWays; readonly version: string; readonly demo: boolean },
): Promise<SessionView> {
  const { count, me } = await desk.store.read(async (tx) => {
    const count = await tx.people.count()
    if (actor?.kind !== 'person') return { count, me: undefined }
    const person = await tx.people.find(actor.person)
    const sessions = await tx.sessions.ofPerson(actor.person)
    const foundation = await tx.foundation.find()
    const expires = sessions.find(({ id }) => id === actor.session)?.expires ?? ''
    const me: SignedIn = {
      id: actor.person,
      name: actor.name,
      email: person?.email ?? '',
      organisation: foundation?.profile.short_name ?? '',
      foundation: actor.foundation,
      projects: actor.projects,
      ...operationsOf(actor),
      expires,
    }
    return { count, me }
  })
  const { ways, version, demo } = offers
  return { ...(me !== undefined && { me }), ways, needsSetUp: count === 0, offersDemo: demo, version }
}

/** What somebody may do everywhere, and what besides in single projects: the browser shows no button that would be refused. */
export function operationsOf(actor: PersonActor | TokenActor): Pick<SignedIn, 'can' | 'canIn'> {
  const all = Object.keys(OPERATIONS) as Operation[]
  const can = all.filter((operation) => mayDo(actor, operation) === 'allowed')
  const more = (project: string): readonly Operation[] =>
    all.filter((operation) => !can.includes(operation) && mayDo(actor, operation, { project }) === 'allowed')
  return { can, canIn: Object.fromEntries(Object.keys(actor.projects).map((slug) => [slug, more(slug)])) }
}
