import { type Fault, fail, ok, type Result } from '#fault'
import { auditActorOf, type PersonActor } from './actor.ts'
import { notFound } from './may-do.ts'
import type { CeremonyRow, PasskeyCeremonies, PasskeyQuestion, PeopleDesk } from './ports.ts'
import { type OpenedSession, type Origin, openSession } from './session.ts'
import { after } from './time.ts'
import type { CeremonyView, PasskeyLine } from './views.ts'

/** A person finds the key and touches it within this time. Minutes. */
const MINUTES = 5

/** Begins to add a passkey to one's own account. */
export async function beginPasskey(
  desk: PeopleDesk,
  ceremonies: PasskeyCeremonies,
  actor: PersonActor,
): Promise<Result<CeremonyView>> {
  const { person, has } = await desk.store.read(async (tx) => ({
    person: await tx.people.find(actor.person),
    has: await tx.passkeys.ofPerson(actor.person),
  }))
  if (person === undefined) throw new Error('an actor has no account')
  return keep(desk, await ceremonies.add(person, has), 'passkey-add', actor.person)
}

/** Ends it: the answer of the browser is checked against what was asked, once. */
export async function addPasskey(
  desk: PeopleDesk,
  ceremonies: PasskeyCeremonies,
  actor: PersonActor,
  given: { readonly ceremony: string; readonly answer: unknown; readonly name: string },
): Promise<Result<PasskeyLine>> {
  const now = desk.around.moment()
  const begun = await take(desk, given.ceremony, 'passkey-add')
  if (begun?.person !== actor.person) return fail(CEREMONY_OVER)
  const verified = await ceremonies.verifyAdded(given.answer, begun.asked.challenge ?? '')
  if (!verified.ok) return verified
  const passkey = { ...verified.value, person: actor.person, name: given.name, created: now }
  return desk.store.write(async (tx) => {
    if ((await tx.passkeys.find(passkey.id)) !== undefined) {
      return fail({ code: 'PASSKEY_EXISTS', kind: 'conflict', message: 'this passkey is known' })
    }
    await tx.passkeys.insert(passkey)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'passkey.add',
      subject: { kind: 'person', id: actor.person },
      embargoed: false,
    })
    return ok({ id: passkey.id, name: passkey.name, created: now })
  })
}

export async function listPasskeys(desk: PeopleDesk, actor: PersonActor): Promise<readonly PasskeyLine[]> {
  const rows = await desk.store.read((tx) => tx.passkeys.ofPerson(actor.person))
  return rows.map(({ id, name, created, used }) => ({ id, name, created, ...(used !== undefined && { used }) }))
}

/** Takes a passkey away, unless it is the only way in. */
export function removePasskey(desk: PeopleDesk, actor: PersonActor, id: string): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    if (!(await tx.passkeys.remove(id, actor.person))) return fail(notFound('the passkey'))
    const person = await tx.people.find(actor.person)
    const others = await tx.passkeys.ofPerson(actor.person)
    if (person?.passphrase === undefined && person?.provider === undefined && others.length === 0) {
      return fail({
        code: 'LAST_WAY_IN',
        kind: 'conflict',
        message: 'this is the only way to sign in',
        hint: 'choose a passphrase first',
      })
    }
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'passkey.remove',
      subject: { kind: 'person', id: actor.person },
      embargoed: false,
    })
    return ok(undefined)
  })
}

/** Begins to sign in. The browser offers the keys that it has for this desk: nobody is named before they have proved who they are. */
export async function beginPasskeySignIn(
  desk: PeopleDesk,
  ceremonies: PasskeyCeremonies,
): Promise<Result<CeremonyView>> {
  return keep(desk, await ceremonies.signIn(), 'passkey-sign-in')
}

export async function signInByPasskey(
  desk: PeopleDesk,
  ceremonies: PasskeyCeremonies,
  given: Origin & { readonly ceremony: string; readonly answer: unknown; readonly secretBefore?: string },
): Promise<Result<OpenedSession>> {
  const now = desk.around.moment()
  const begun = await take(desk, given.ceremony, 'passkey-sign-in')
  if (begun === undefined) return fail(CEREMONY_OVER)
  const passkey = await desk.store.read((tx) => tx.passkeys.find(credentialId(given.answer)))
  if (passkey === undefined) return fail(PASSKEY_REFUSED)
  const counter = await ceremonies.verifySignIn(given.answer, begun.asked.challenge ?? '', passkey)
  if (!counter.ok) return fail(PASSKEY_REFUSED)
  return desk.store.write(async (tx) => {
    const person = await tx.people.find(passkey.person)
    const still = await tx.passkeys.find(passkey.id)
    if (person?.state !== 'active' || still === undefined) return fail(PASSKEY_REFUSED)
    await tx.passkeys.markUsed(passkey.id, counter.value, now)
    return ok(await openSession(tx, desk, person, 'passkey', given))
  })
}

/** Remembers what was asked until it is answered; its ID is as good as a secret, so that nobody ends the ceremony of another. */
async function keep(
  desk: PeopleDesk,
  { challenge, options }: PasskeyQuestion,
  kind: CeremonyRow['kind'],
  person?: string,
): Promise<Result<CeremonyView>> {
  const now = desk.around.moment()
  const ceremony = desk.secrets.fresh()
  const kept = await desk.store.write(async (tx) => {
    await tx.ceremonies.removeEnded(now)
    await tx.ceremonies.put({
      digest: desk.secrets.digest(ceremony),
      kind,
      asked: { challenge },
      expires: after(now, { minutes: MINUTES }),
      ...(person !== undefined && { person }),
    })
    return ok(undefined)
  })
  return kept.ok ? ok({ ceremony, options }) : kept
}

async function take(desk: PeopleDesk, ceremony: string, kind: CeremonyRow['kind']): Promise<CeremonyRow | undefined> {
  const taken = await desk.store.write(async (tx) => ok(await tx.ceremonies.take(desk.secrets.digest(ceremony))))
  const begun = taken.ok ? taken.value : undefined
  return begun?.kind === kind && desk.around.moment() < begun.expires ? begun : undefined
}

function credentialId(answer: unknown): string {
  const id = (answer as { readonly id?: unknown } | null)?.id
  return typeof id === 'string' ? id.slice(0, 2000) : ''
}

const CEREMONY_OVER: Fault<'PASSKEY_TOO_LATE'> = {
  code: 'PASSKEY_TOO_LATE',
  kind: 'conflict',
  message: 'this was answered before, or took longer than five minutes',
  hint: 'begin again',
}

const PASSKEY_REFUSED: Fault<'PASSKEY_REFUSED'> = {
  code: 'PASSKEY_REFUSED',
  kind: 'refused',
  message: 'this passkey does not open an account here',
}
