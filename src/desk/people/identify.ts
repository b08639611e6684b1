import { type Fault, fail, ok, type Result } from '#fault'
import type { Actor } from './actor.ts'
import type { PeopleDesk } from './ports.ts'
import { isAlive, type Origin } from './session.ts'
import { before } from './time.ts'

/** What a request shows of itself. */
export interface Shown extends Origin {
  /** Secret of a session cookie. */
  readonly session?: string
  /** An API token, with its prefix. */
  readonly token?: string
}

/** When somebody was last seen is known to the minute: a write for each request would be a write for each read. */
const SEEN_MINUTES = 1

/**
 * The actor of a request; undefined where nothing is shown. A token counts before a cookie: a program that sends both means the token.
 * What is shown and not good is a fault, never nobody.
 *
 * Codes: `SESSION_ENDED`, `TOKEN_REFUSED`.
 */
export async function identify(desk: PeopleDesk, shown: Shown): Promise<Result<Actor | undefined>> {
  const now = desk.around.moment()
  if (shown.token !== undefined) return identifyToken(desk, shown.token, now)
  if (shown.session === undefined) return ok(undefined)
  const digest = desk.secrets.digest(shown.session)
  const found = await desk.store.ask((tx) => tx.sessions.findWithOwner(digest))
  if (found?.owner.state !== 'active' || !isAlive(found.session, now)) return fail(SESSION_ENDED)
  const { session, owner } = found
  if (session.seen < before(now, { minutes: SEEN_MINUTES })) {
    // Whether this is written or not changes nothing for the request.
    await desk.store.write(async (tx) => {
      await tx.sessions.markSeen(session.id, now, shown.address)
      await tx.people.markSeen(session.person, now)
      return ok(undefined)
    })
  }
  return ok({ kind: 'person', session: session.id, person: session.person, name: owner.name, ...owner.grants })
}

async function identifyToken(desk: PeopleDesk, secret: string, now: string): Promise<Result<Actor>> {
  const digest = desk.secrets.digest(secret)
  const found = await desk.store.ask((tx) => tx.tokens.findWithOwner(digest))
  if (found?.owner.state !== 'active' || found.token.expires <= now) return fail(TOKEN_REFUSED)
  const { token, owner } = found
  if ((token.used ?? '') < before(now, { minutes: SEEN_MINUTES })) {
    await desk.store.write(async (tx) => {
      await tx.tokens.markUsed(token.id, now)
      return ok(undefined)
    })
  }
  return ok({
    kind: 'token',
    token: token.id,
    scope: token.scope,
    person: token.person,
    name: owner.name,
    ...owner.grants,
  })
}

const SESSION_ENDED: Fault<'SESSION_ENDED'> = {
  code: 'SESSION_ENDED',
  kind: 'refused',
  message: 'the session has ended',
  hint: 'sign in again',
}

const TOKEN_REFUSED: Fault<'TOKEN_REFUSED'> = {
  code: 'TOKEN_REFUSED',
  kind: 'refused',
  message: 'the token is unknown, has expired or was taken back',
}
