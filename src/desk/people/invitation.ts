import { written } from '#desk/store'
import { type Fault, fail, ok, type Result } from '#fault'
import { type Actor, auditActorOf } from './actor.ts'
import { inKnownProjects, setGrants } from './grants.ts'
import { notFound, permit } from './may-do.ts'
import { checkPassphrase } from './passphrase.ts'
import { personLine } from './person-line.ts'
import type { PeopleDesk, PeopleTx, PersonRow } from './ports.ts'
import { type OpenedSession, type Origin, openSession } from './session.ts'
import { after } from './time.ts'
import type { InvitationView, InvitedView, RoleGrants } from './views.ts'

/** How long a one-time link works. Days. */
const DAYS = 3

const NO_GRANTS: RoleGrants = { foundation: [], projects: {} }

export interface Invite {
  readonly name: string
  readonly email: string
  readonly grants: RoleGrants
}

/**
 * Adds a person, who comes in by a one-time link.
 *
 * Codes: `PERSON_EXISTS`, `ROLES_NO_PROJECT` and those of {@link permit}.
 */
export async function invite(desk: PeopleDesk, actor: Actor, given: Invite): Promise<Result<InvitationView>> {
  const may = permit(actor, 'people.manage')
  if (!may.ok) return may
  const now = desk.around.moment()
  const email = given.email.toLowerCase()
  const person: PersonRow = {
    id: desk.around.ids(),
    version: 1,
    name: given.name,
    email,
    state: 'invited',
    created: now,
  }
  return desk.store.write(async (tx) => {
    if ((await tx.people.findByEmail(email)) !== undefined) {
      return fail({
        code: 'PERSON_EXISTS',
        kind: 'conflict',
        message: 'there is a person with this address',
        at: '/email',
      })
    }
    const known = await inKnownProjects(tx, NO_GRANTS, given.grants, '/roles')
    if (!known.ok) return known
    await tx.people.insert(person)
    await setGrants(tx, person.id, NO_GRANTS, given.grants)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'person.invite',
      subject: { kind: 'person', id: person.id },
      embargoed: false,
      diff: [{ field: 'roles', after: { ...given.grants } }],
    })
    return ok(await link(tx, desk, person, given.grants, now, actor))
  })
}

/** A new link for somebody who lost theirs, or their passphrase. The old link is worth nothing; sessions end when the new one is used. */
export async function inviteAgain(desk: PeopleDesk, actor: Actor, id: string): Promise<Result<InvitationView>> {
  const may = permit(actor, 'people.manage')
  if (!may.ok) return may
  const now = desk.around.moment()
  return desk.store.write(async (tx) => {
    const person = await tx.people.find(id)
    if (person === undefined) return fail(notFound('the person'))
    if (person.state === 'inactive') {
      return fail({
        code: 'PERSON_INACTIVE',
        kind: 'conflict',
        message: 'this person is deactivated',
        hint: 'activate them first',
      })
    }
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'person.link',
      subject: { kind: 'person', id },
      embargoed: false,
    })
    return ok(await link(tx, desk, person, await tx.people.grants(id), now, actor))
  })
}

async function link(
  tx: PeopleTx,
  desk: PeopleDesk,
  person: PersonRow,
  grants: RoleGrants,
  now: string,
  actor: Actor,
): Promise<InvitationView> {
  const secret = desk.secrets.fresh()
  const expires = after(now, { days: DAYS })
  await tx.invitations.put({ digest: desk.secrets.digest(secret), person: person.id, created: now, expires })
  return { person: personLine(actor, person, grants), link: `/invitation#${secret}`, expires }
}

/** Whom a link is for, so that they see that it is theirs. */
export async function lookAtInvitation(desk: PeopleDesk, secret: string): Promise<Result<InvitedView>> {
  const now = desk.around.moment()
  const found = await desk.store.read(async (tx) => {
    const invited = await invitedPerson(tx, desk, secret, now)
    return invited && { invited, foundation: await tx.foundation.find() }
  })
  if (found === undefined) return fail(NO_INVITATION)
  const { name, email } = found.invited
  return ok({ name, email, organisation: found.foundation?.profile.short_name ?? '' })
}

/** Comes in by a link: the passphrase is chosen, every older session of the person ends, the link is used up. */
export async function acceptInvitation(
  desk: PeopleDesk,
  given: Origin & { readonly secret: string; readonly passphrase: string },
): Promise<Result<OpenedSession>> {
  const now = desk.around.moment()
  const invited = await desk.store.read((tx) => invitedPerson(tx, desk, given.secret, now))
  if (invited === undefined) return fail(NO_INVITATION)
  const sound = checkPassphrase(given.passphrase, invited)
  if (!sound.ok) return sound
  const passphrase = await desk.secrets.hashPassphrase(given.passphrase)
  return desk.store.write(async (tx) => {
    const person = await invitedPerson(tx, desk, given.secret, now)
    if (person === undefined) return fail(NO_INVITATION)
    const outcome = written(await tx.people.update({ ...person, passphrase, state: 'active' }), 'the account')
    if (!outcome.ok) return outcome
    await tx.invitations.removeAll(person.id)
    await tx.sessions.removeAll(person.id)
    await tx.audit.append({
      actor: { kind: 'person', id: person.id, name: person.name },
      action: 'person.join',
      subject: { kind: 'person', id: person.id },
      embargoed: false,
    })
    return ok(await openSession(tx, desk, person, 'link', given))
  })
}

async function invitedPerson(
  tx: PeopleTx,
  desk: PeopleDesk,
  secret: string,
  now: string,
): Promise<PersonRow | undefined> {
  const invitation = await tx.invitations.find(desk.secrets.digest(secret))
  if (invitation === undefined || invitation.expires <= now) return undefined
  const person = await tx.people.find(invitation.person)
  return person?.state === 'inactive' ? undefined : person
}

const NO_INVITATION: Fault<'INVITATION_UNKNOWN'> = {
  code: 'INVITATION_UNKNOWN',
  kind: 'absent',
  message: 'this link was used, has expired or never was',
  hint: 'ask an administrator for a new one',
}
