import { fail, ok, type Result } from '#fault'
import { auditActorOf, type PersonActor, type TokenScope } from './actor.ts'
import { notFound } from './may-do.ts'
import type { PeopleDesk, TokenRow } from './ports.ts'
import { after } from './time.ts'
import type { NewTokenView, TokenLine } from './views.ts'

/** How tokens of Steward begin, so that scanners of repositories find those that were committed by mistake. */
export const TOKEN_PREFIX = 'stw_'

/** Tokens of one person: enough for every program they run, few enough to be looked through. */
const MOST_TOKENS = 50

/**
 * Makes an API token. Its text is given this once; what is kept is its digest.
 *
 * Codes: `TOKENS_TOO_MANY`.
 */
export function addToken(
  desk: PeopleDesk,
  actor: PersonActor,
  given: { readonly name: string; readonly scope: TokenScope; readonly days: number },
): Promise<Result<NewTokenView>> {
  const now = desk.around.moment()
  const token = `${TOKEN_PREFIX}${desk.secrets.fresh()}`
  const row: TokenRow = {
    id: desk.around.ids(),
    digest: desk.secrets.digest(token),
    person: actor.person,
    name: given.name,
    start: token.slice(0, TOKEN_PREFIX.length + 4),
    scope: given.scope,
    created: now,
    expires: after(now, { days: given.days }),
  }
  return desk.store.write(async (tx) => {
    if ((await tx.tokens.ofPerson(actor.person)).length >= MOST_TOKENS) {
      return fail({
        code: 'TOKENS_TOO_MANY',
        kind: 'conflict',
        message: `there are ${MOST_TOKENS} tokens`,
        hint: 'take one back that is no longer used',
      })
    }
    await tx.tokens.insert(row)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'token.add',
      subject: { kind: 'token', id: row.id },
      embargoed: false,
      diff: [{ field: 'scope', after: { ...given.scope } }],
    })
    return ok({ ...tokenLine(row), token })
  })
}

export async function listTokens(desk: PeopleDesk, actor: PersonActor): Promise<readonly TokenLine[]> {
  return (await desk.store.read((tx) => tx.tokens.ofPerson(actor.person))).map(tokenLine)
}

export function removeToken(desk: PeopleDesk, actor: PersonActor, id: string): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    if (!(await tx.tokens.remove(id, actor.person))) return fail(notFound('the token'))
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'token.remove',
      subject: { kind: 'token', id },
      embargoed: false,
    })
    return ok(undefined)
  })
}

function tokenLine({ id, name, start, scope, created, expires, used }: TokenRow): TokenLine {
  return { id, name, start, ...scope, created, expires, ...(used !== undefined && { used }) }
}
