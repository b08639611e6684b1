import { nameOf } from '#desk/advisories'
import { type Actor, mayDo, notFound, permit, personOf } from '#desk/people'
import { type Fault, fail, ok, type Result } from '#fault'
import { auditCase, caseChanged, caseResource } from './find-case.ts'
import type { CasesDesk } from './ports.ts'
import type { NamedPerson } from './view.ts'

/**
 * Says who may know of a case. An administrator of the project who is not on the list may put themselves on it and nothing else: that
 * is written down, and it is the way back in when everybody on a list has left.
 *
 * Codes: `NOT_FOUND`, `NOT_PERMITTED`, `ACCESS_OUTSIDER`, `ACCESS_EMPTY`.
 */
export async function setCaseAccess(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  wanted: readonly string[],
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const what = `case ${JSON.stringify(id.slice(0, 64))}`
    const row = await tx.cases.find(id)
    if (row === undefined) return fail(notFound(what))
    const before = await tx.cases.peopleOf(id)
    const resource = await caseResource(tx, row)
    const may = permit(actor, 'vulnerability.access', resource, what)
    if (!may.ok && !joins(actor, row.project, before, wanted)) return may
    const people: NamedPerson[] = []
    for (const person of new Set(wanted)) {
      const known = before.find((each) => each.id === person) ?? (await named(tx, person, row.project))
      if (known === undefined) return fail(outsider(person))
      people.push(known)
    }
    if (people.length === 0) return fail(nobody())
    await tx.cases.setKnownTo(id, people)
    await auditCase(tx, actor, 'vulnerability.access', row, {
      diff: [
        { field: 'access', before: before.map(({ id: each }) => each), after: people.map(({ id: each }) => each) },
      ],
    })
    tx.events.emit(caseChanged(row, row.version))
    return ok(undefined)
  })
}

/** Whether an administrator of the project does nothing but join. */
function joins(actor: Actor, project: string, before: readonly NamedPerson[], wanted: readonly string[]): boolean {
  const self = personOf(actor)
  if (actor.kind !== 'person' || self === undefined) return false
  if (mayDo(actor, 'team.manage', { project }) !== 'allowed') return false
  const after = new Set(wanted)
  return after.size === before.length + 1 && after.has(self) && before.every(({ id }) => after.has(id))
}

/** Somebody of this project or of the foundation. */
async function named(
  tx: Parameters<Parameters<CasesDesk['store']['write']>[0]>[0],
  id: string,
  project: string,
): Promise<NamedPerson | undefined> {
  const person = await tx.people.find(id)
  if (person === undefined || person.state === 'inactive') return undefined
  const { foundation, projects } = await tx.people.grants(id)
  const isHere = foundation.length > 0 || (projects[project] ?? []).length > 0
  return isHere
    ? nameOf({ kind: 'person', person: id, name: person.name, session: '', foundation, projects })
    : undefined
}

function outsider(person: string): Fault {
  return {
    code: 'ACCESS_OUTSIDER',
    kind: 'invalid',
    message: `${JSON.stringify(person)} has no role in this project`,
    at: '/people',
    hint: 'give them a role first',
  }
}

function nobody(): Fault {
  return { code: 'ACCESS_EMPTY', kind: 'invalid', message: 'somebody must know of it', at: '/people' }
}
