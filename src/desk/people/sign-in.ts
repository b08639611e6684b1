import { type Fault, fail, ok, type Result } from '#fault'
import type { PeopleDesk } from './ports.ts'
import { type OpenedSession, type Origin, openSession } from './session.ts'
import { before } from './time.ts'

/** Failures after which nothing more is tried for a while: from one address, and from anywhere. */
const MOST_FROM_ADDRESS = 10
const MOST_FROM_ANYWHERE = 100
const WHILE = { minutes: 15 }

export interface PassphraseSignIn extends Origin {
  readonly email: string
  readonly passphrase: string
  /** Secret of the session that the browser had. */
  readonly secretBefore?: string
}

/**
 * Signs in by passphrase. Whether there is such an account is told by nothing: not by words, not by how long it takes (a passphrase is
 * hashed in any case), not by what is counted.
 *
 * Codes: `SIGN_IN_FAILED`, `SIGN_IN_LIMITED`.
 */
export async function signInByPassphrase(desk: PeopleDesk, given: PassphraseSignIn): Promise<Result<OpenedSession>> {
  const now = desk.around.moment()
  const email = given.email.toLowerCase()
  const account = desk.secrets.digest(email)
  const keys = { anywhere: `account ${account}`, address: `account ${account} from ${given.address}` }
  const { person, limited } = await desk.store.read(async (tx) => {
    const since = before(now, WHILE)
    const limited =
      (await tx.attempts.countSince(keys.address, since)) >= MOST_FROM_ADDRESS ||
      (await tx.attempts.countSince(keys.anywhere, since)) >= MOST_FROM_ANYWHERE
    return { limited, person: await tx.people.findByEmail(email) }
  })
  if (limited) return fail(LIMITED)
  const kept = person?.state === 'active' ? person.passphrase : undefined
  const isRight = await desk.secrets.isPassphrase(given.passphrase, kept)
  const opened = await desk.store.write<OpenedSession | undefined>(async (tx) => {
    // The person may have been deactivated, or have changed the passphrase, while it was hashed.
    const still = person && (await tx.people.find(person.id))
    if (isRight && still?.state === 'active' && still.passphrase === kept) {
      await tx.attempts.clear(keys.address)
      return ok(await openSession(tx, desk, still, 'passphrase', given))
    }
    await tx.attempts.removeBefore(before(now, WHILE))
    for (const key of Object.values(keys)) await tx.attempts.add(key, now)
    await tx.audit.append({
      actor: { kind: 'system', id: 'door', name: 'door' },
      action: 'session.refused',
      subject: { kind: 'person', id: person?.id ?? 'unknown' },
      embargoed: false,
      reason: 'passphrase',
    })
    return ok(undefined)
  })
  if (!opened.ok) return opened
  return opened.value === undefined ? fail(FAILED) : ok(opened.value)
}

const FAILED: Fault<'SIGN_IN_FAILED'> = {
  code: 'SIGN_IN_FAILED',
  kind: 'refused',
  message: 'the address or the passphrase is wrong',
}

const LIMITED: Fault<'SIGN_IN_LIMITED'> = {
  code: 'SIGN_IN_LIMITED',
  kind: 'refused',
  message: 'too many sign-ins failed for this address',
  hint: 'try again in 15 minutes, or use a passkey',
}
