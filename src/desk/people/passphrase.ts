import { written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { auditActorOf, type PersonActor } from './actor.ts'
import type { PeopleDesk, PersonRow } from './ports.ts'
import { before } from './time.ts'

/** Characters that must differ: `aaaaaaaaaaaa` and `121212121212` are long and still nothing. */
const FEWEST_DIFFERENT = 5

/** What is wrong with a passphrase that somebody chooses. Its length is the door's to check. */
export function checkPassphrase(
  text: string,
  person: Pick<PersonRow, 'email' | 'name'>,
): Result<void, 'PASSPHRASE_WEAK'> {
  const plain = text.toLowerCase()
  const own = [person.email, person.name.toLowerCase(), person.email.split('@')[0] ?? '']
  const isOwn = own.some((each) => each !== '' && plain.replaceAll(each, '').length < FEWEST_DIFFERENT)
  if (!isOwn && new Set(plain).size >= FEWEST_DIFFERENT) return ok(undefined)
  return fail({
    code: 'PASSPHRASE_WEAK',
    kind: 'invalid',
    message: 'this passphrase is easily guessed',
    at: '/passphrase',
    hint: 'take four or five words that do not belong together',
  })
}

const MOST_WRONG = 10
const WHILE = { minutes: 15 }

/**
 * Changes one's own passphrase, or chooses the first one. Every other session ends: whoever else knew the old one is out.
 *
 * Codes: `PASSPHRASE_WRONG`, `PASSPHRASE_WEAK`, `SIGN_IN_LIMITED`.
 */
export async function changePassphrase(
  desk: PeopleDesk,
  actor: PersonActor,
  given: { readonly current?: string; readonly next: string },
): Promise<Result<void>> {
  const now = desk.around.moment()
  const key = `change ${actor.person}`
  const { person, wrong } = await desk.store.read(async (tx) => ({
    person: await tx.people.find(actor.person),
    wrong: await tx.attempts.countSince(key, before(now, WHILE)),
  }))
  if (person === undefined) throw new Error('an actor has no account')
  if (wrong >= MOST_WRONG) {
    return fail({
      code: 'SIGN_IN_LIMITED',
      kind: 'refused',
      message: 'the passphrase was wrong too often',
      hint: 'try again in 15 minutes',
    })
  }
  if (person.passphrase !== undefined && !(await desk.secrets.isPassphrase(given.current ?? '', person.passphrase))) {
    await desk.store.write(async (tx) => {
      await tx.attempts.add(key, now)
      return ok(undefined)
    })
    return fail({
      code: 'PASSPHRASE_WRONG',
      kind: 'refused',
      message: 'the present passphrase is wrong',
      at: '/current',
    })
  }
  const sound = checkPassphrase(given.next, person)
  if (!sound.ok) return fail({ ...sound.fault, at: '/next' })
  const passphrase = await desk.secrets.hashPassphrase(given.next)
  return desk.store.write(async (tx) => {
    const outcome = written(await tx.people.update({ ...person, passphrase }), 'the account')
    if (!outcome.ok) return outcome
    await tx.attempts.clear(key)
    await tx.sessions.removeAll(actor.person, actor.session)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'passphrase.change',
      subject: { kind: 'person', id: actor.person },
      embargoed: false,
    })
    return ok(undefined)
  })
}
