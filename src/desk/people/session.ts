import { fail, ok, type Result } from '#fault'
import { auditActorOf, type PersonActor } from './actor.ts'
import { notFound } from './may-do.ts'
import type { PeopleDesk, PeopleTx, PersonRow, SessionRow } from './ports.ts'
import { after, before } from './time.ts'
import type { SessionLine, SignInWay } from './views.ts'

/** A session that nobody used for so long has ended. Hours. */
const IDLE_HOURS = 12
/** And so has every session at this age, however busy. */
const LONGEST_HOURS = 7 * 24

/** Where a request comes from, as sessions tell their owner. */
export interface Origin {
  readonly address: string
  readonly agent: string
}

/** A new session: the secret goes into the cookie and is nowhere else. */
export interface OpenedSession {
  readonly secret: string
  readonly session: SessionRow
}

/**
 * Opens a session for a person who has proved who they are. Its secret is always new: one that an attacker planted in the browser
 * before (session fixation) is worth nothing, and the session that the browser had is over.
 */
export async function openSession(
  tx: PeopleTx,
  desk: PeopleDesk,
  person: PersonRow,
  way: SignInWay,
  from: Origin & { readonly secretBefore?: string },
): Promise<OpenedSession> {
  const now = desk.around.moment()
  const secret = desk.secrets.fresh()
  const session: SessionRow = {
    id: desk.around.ids(),
    digest: desk.secrets.digest(secret),
    person: person.id,
    way,
    agent: from.agent,
    address: from.address,
    created: now,
    seen: now,
    expires: after(now, { hours: LONGEST_HOURS }),
  }
  if (from.secretBefore !== undefined) {
    const old = await tx.sessions.findByDigest(desk.secrets.digest(from.secretBefore))
    if (old !== undefined) await tx.sessions.remove(old.id, old.person)
  }
  await tx.sessions.removeEnded(now, before(now, { hours: IDLE_HOURS }))
  await tx.sessions.insert(session)
  await tx.people.markSeen(person.id, now)
  await tx.audit.append({
    actor: { kind: 'person', id: person.id, name: person.name },
    action: 'session.open',
    subject: { kind: 'person', id: person.id },
    embargoed: false,
    reason: way,
  })
  return { secret, session }
}

/** Whether a session still counts. */
export function isAlive(session: SessionRow, now: string): boolean {
  return now < session.expires && before(now, { hours: IDLE_HOURS }) < session.seen
}

export async function listSessions(desk: PeopleDesk, actor: PersonActor): Promise<readonly SessionLine[]> {
  const now = desk.around.moment()
  const rows = await desk.store.read((tx) => tx.sessions.ofPerson(actor.person))
  return rows
    .filter((row) => isAlive(row, now))
    .map(({ id, way, agent, address, created, seen, expires }) => ({
      id,
      current: id === actor.session,
      way,
      agent,
      address,
      created,
      seen,
      expires,
    }))
}

/** Ends one session of one's own: this one (signing out) or another. */
export function endSession(desk: PeopleDesk, actor: PersonActor, id: string): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    if (!(await tx.sessions.remove(id, actor.person))) return fail(notFound('the session'))
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: id === actor.session ? 'session.close' : 'session.revoke',
      subject: { kind: 'person', id: actor.person },
      embargoed: false,
    })
    return ok(undefined)
  })
}

/** Ends every session of one's own but this one. */
export function endOtherSessions(desk: PeopleDesk, actor: PersonActor): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    await tx.sessions.removeAll(actor.person, actor.session)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'session.revoke',
      subject: { kind: 'person', id: actor.person },
      embargoed: false,
      reason: 'all others',
    })
    return ok(undefined)
  })
}
