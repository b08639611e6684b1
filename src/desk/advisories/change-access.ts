import { type Actor, auditActorOf, notFound, permit } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import type { AdvisoryDesk } from './desk.ts'
import { findVulnerability, nameOf } from './find-vulnerability.ts'
import type { PersonName } from './views.ts'

export interface AccessWish {
  /** IDs of everybody who may know. */
  readonly people: readonly string[]
  /** Whether it is under embargo; as it was where absent. */
  readonly embargoed?: boolean
}

/**
 * Says who may know of an embargoed vulnerability, or lifts the embargo. At least one person stays on the list.
 *
 * Codes: `ACCESS_EMPTY`, `PERSON_UNKNOWN`.
 */
export async function changeAccess(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  { people, embargoed }: AccessWish,
): Promise<Result<{ readonly access: readonly PersonName[]; readonly embargoed: boolean }>> {
  const names = await desk.people(people)
  const stranger = people.findIndex((id) => !names.has(id))
  return await desk.store.write(async (tx) => {
    const found = await findVulnerability(tx, actor, 'vulnerability.access', name)
    if (!found.ok) return found
    const { row, access } = found.value
    if (people.length === 0) return fail(EMPTY)
    if (stranger >= 0) return fail(unknown(stranger))
    const now = desk.around.moment()
    const wanted = new Set(people)
    const added = [...wanted].filter((id) => !access.some((person) => person.id === id))
    const removed = access.filter(({ id }) => !wanted.has(id))
    for (const id of added) await tx.access.add(row.id, { id, name: names.get(id) ?? id }, nameOf(actor).id, now)
    for (const { id } of removed) await tx.access.remove(row.id, id)
    const isEmbargoed = embargoed ?? row.embargoed
    if (isEmbargoed !== row.embargoed) await tx.vulnerabilities.setEmbargoed(row.id, isEmbargoed)
    const after = await tx.access.of(row.id)
    if (added.length > 0 || removed.length > 0 || isEmbargoed !== row.embargoed) {
      await tx.audit.append({
        actor: auditActorOf(actor),
        action: 'vulnerability.access',
        subject: { kind: 'vulnerability', id: row.id, project: row.project },
        embargoed: row.embargoed,
        diff: [
          { field: 'access', before: access.map((each) => each.name), after: after.map((each) => each.name) },
          ...(isEmbargoed === row.embargoed ? [] : [{ field: 'embargoed', before: row.embargoed, after: isEmbargoed }]),
        ],
      })
      tx.events.emit({
        topic: 'vulnerability.access',
        project: row.project,
        vulnerability: row.id,
        data: { embargoed: isEmbargoed },
      })
    }
    return ok({ access: after, embargoed: isEmbargoed })
  })
}

/**
 * Lets an administrator of the project put themselves on the list of a vulnerability that they do not know of: for the day on which
 * everybody who knows has left. It is written down, and told to those on the list.
 */
export async function takeAccess(desk: AdvisoryDesk, actor: Actor, id: string): Promise<Result<void>> {
  return await desk.store.write(async (tx) => {
    const what = `vulnerability ${JSON.stringify(id)}`
    const row = await tx.vulnerabilities.find(id)
    if (row === undefined || actor.kind === 'system') return fail(notFound(what))
    const may = permit(actor, 'team.manage', { project: row.project }, what)
    if (!may.ok) return may
    await tx.access.add(row.id, nameOf(actor), nameOf(actor).id, desk.around.moment())
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'vulnerability.access',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      reason: 'an administrator put themselves on the list',
      diff: [{ field: 'access', after: nameOf(actor).name }],
    })
    tx.events.emit({ topic: 'vulnerability.access', project: row.project, vulnerability: row.id, data: {} })
    return ok(undefined)
  })
}

const EMPTY = {
  code: 'ACCESS_EMPTY',
  kind: 'conflict',
  message: 'somebody must be left who may know',
  at: '/people',
  hint: 'leave at least one person on the list',
} as const

function unknown(place: number) {
  return {
    code: 'PERSON_UNKNOWN',
    kind: 'invalid',
    message: 'there is no such person on this desk',
    at: `/people/${place}`,
  } as const
}
