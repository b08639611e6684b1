import { type Fault, fail, ok, type Result } from '#fault'
import { newProfile } from './foundation.ts'
import { checkPassphrase } from './passphrase.ts'
import type { PeopleDesk, PersonRow } from './ports.ts'
import { FOUNDER_ROLES } from './roles.ts'
import { type OpenedSession, type Origin, openSession } from './session.ts'

const SETTING = 'set-up'

/** Job that plants the demo foundation; asked for at the set-up. */
export const DEMO_JOB = 'demo.plant'

export function needsSetUp(desk: PeopleDesk): Promise<boolean> {
  return desk.store.read(async (tx) => (await tx.people.count()) === 0)
}

/**
 * The secret of the one-time link to the first account, for the one who started the program. Each start makes a new one and the old
 * one is worth nothing; undefined once there is an account.
 */
export function prepareSetUp(desk: PeopleDesk): Promise<Result<string | undefined>> {
  const secret = desk.secrets.fresh()
  return desk.store.write(async (tx) => {
    if ((await tx.people.count()) > 0) return ok(undefined)
    await tx.settings.put(SETTING, { digest: desk.secrets.digest(secret) })
    return ok(secret)
  })
}

export interface SetUp extends Origin {
  readonly secret: string
  readonly name: string
  readonly email: string
  readonly passphrase: string
  readonly foundation: { readonly short_name: string; readonly long_name: string }
  /** Plant three projects and ten vulnerabilities to look at. */
  readonly demo: boolean
}

/**
 * Makes the first account, with every role but that of a mere viewer, and the foundation. Works once.
 *
 * Codes: `SET_UP_DONE`, `SET_UP_LINK`, `PASSPHRASE_WEAK`.
 */
export async function setUp(desk: PeopleDesk, given: SetUp): Promise<Result<OpenedSession>> {
  const now = desk.around.moment()
  const person: PersonRow = {
    id: desk.around.ids(),
    version: 1,
    name: given.name,
    email: given.email.toLowerCase(),
    state: 'active',
    created: now,
  }
  const known = await desk.store.read((tx) => tx.settings.get(SETTING))
  if (!isKnown(desk, given.secret, known)) return fail((await needsSetUp(desk)) ? WRONG_LINK : DONE)
  const sound = checkPassphrase(given.passphrase, person)
  if (!sound.ok) return sound
  const passphrase = await desk.secrets.hashPassphrase(given.passphrase)
  return desk.store.write(async (tx) => {
    if ((await tx.people.count()) > 0) return fail(DONE)
    if (!isKnown(desk, given.secret, await tx.settings.get(SETTING))) return fail(WRONG_LINK)
    await tx.settings.remove(SETTING)
    await tx.people.insert({ ...person, passphrase })
    await tx.people.setRoles(person.id, undefined, FOUNDER_ROLES)
    await tx.foundation.insert(newProfile(given.foundation.short_name, given.foundation.long_name))
    await tx.audit.append({
      actor: { kind: 'person', id: person.id, name: person.name },
      action: 'desk.set-up',
      subject: { kind: 'foundation', id: given.foundation.short_name },
      embargoed: false,
    })
    if (given.demo) await tx.jobs.enqueue({ kind: DEMO_JOB, payload: { person: person.id }, key: DEMO_JOB })
    return ok(await openSession(tx, desk, person, 'link', given))
  })
}

/** Digests are compared, so the time that this takes tells nothing of the secret. */
function isKnown(desk: PeopleDesk, secret: string, setting: unknown): boolean {
  const kept = (setting as { readonly digest?: string } | undefined)?.digest
  return kept !== undefined && kept === desk.secrets.digest(secret)
}

const DONE: Fault<'SET_UP_DONE'> = {
  code: 'SET_UP_DONE',
  kind: 'conflict',
  message: 'this desk has its first account',
  hint: 'ask an administrator for an invitation',
}

const WRONG_LINK: Fault<'SET_UP_LINK'> = {
  code: 'SET_UP_LINK',
  kind: 'refused',
  message: 'this link does not lead to the first account',
  hint: 'take the link that the program printed when it was last started',
}
