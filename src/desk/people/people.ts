import { written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { type Actor, auditActorOf } from './actor.ts'
import { inKnownProjects, keepsAdministrator, sameRoles, setGrants } from './grants.ts'
import { notFound, permit, permitSomewhere } from './may-do.ts'
import { personLine } from './person-line.ts'
import type { PeopleDesk, PeopleTx, PersonRow } from './ports.ts'
import type { Role } from './roles.ts'
import type { PersonLine, RoleGrants } from './views.ts'

/** Everybody, by name. */
export async function listPeople(desk: PeopleDesk, actor: Actor): Promise<Result<readonly PersonLine[]>> {
  const may = permitSomewhere(actor, 'people.read')
  if (!may.ok) return may
  const rows = await desk.store.read((tx) => tx.people.list())
  return ok(rows.map(({ person, grants }) => personLine(actor, person, grants)))
}

/** People with a role in a project, or in the foundation and so in each project. */
export async function listTeam(
  desk: PeopleDesk,
  actor: Actor,
  project: string,
): Promise<Result<readonly PersonLine[]>> {
  const may = permit(actor, 'project.read', { project }, `project "${project}"`)
  if (!may.ok) return may
  const rows = await desk.store.read((tx) => tx.people.list())
  return ok(
    rows
      .filter(({ grants }) => grants.foundation.length > 0 || (grants.projects[project] ?? []).length > 0)
      .map(({ person, grants }) =>
        personLine(actor, person, { ...grants, projects: { [project]: grants.projects[project] ?? [] } }),
      ),
  )
}

export interface PersonChange {
  readonly name?: string
  readonly active?: boolean
}

/** Changes a name; deactivates or activates. Who is deactivated is out at once, with every session, token and link. */
export async function changePerson(
  desk: PeopleDesk,
  actor: Actor,
  id: string,
  base: number,
  change: PersonChange,
): Promise<Result<PersonLine>> {
  const may = permit(actor, 'people.manage')
  if (!may.ok) return may
  return desk.store.write(async (tx) => {
    const person = await tx.people.find(id)
    if (person === undefined) return fail(notFound('the person'))
    const changed: PersonRow = {
      ...person,
      version: base,
      name: change.name ?? person.name,
      state: stateAfter(person, change.active),
    }
    const outcome = written(await tx.people.update(changed), 'the person')
    if (!outcome.ok) return outcome
    if (changed.state === 'inactive') {
      await tx.sessions.removeAll(id)
      await tx.tokens.removeAll(id)
      await tx.invitations.removeAll(id)
    }
    const kept = await keepsAdministrator(tx)
    if (!kept.ok) return kept
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'person.change',
      subject: { kind: 'person', id },
      embargoed: false,
      diff: (['name', 'state'] as const)
        .filter((field) => person[field] !== changed[field])
        .map((field) => ({ field, before: person[field], after: changed[field] })),
    })
    return ok(personLine(actor, { ...changed, version: outcome.value }, await tx.people.grants(id)))
  })
}

/** A person who never chose a passphrase is invited again, not active. */
function stateAfter(person: PersonRow, active: boolean | undefined): PersonRow['state'] {
  if (active === undefined) return person.state
  if (!active) return 'inactive'
  if (person.state !== 'inactive') return person.state
  return person.passphrase === undefined && person.provider === undefined ? 'invited' : 'active'
}

/** Replaces all roles of a person. Nobody takes the foundation's last administrator away. */
export async function setRoles(
  desk: PeopleDesk,
  actor: Actor,
  id: string,
  base: number,
  grants: RoleGrants,
): Promise<Result<PersonLine>> {
  const may = permit(actor, 'people.manage')
  if (!may.ok) return may
  return desk.store.write((tx) => writeGrants(tx, actor, id, base, () => grants))
}

/** Replaces the roles of a person in one project; an administrator of that project may. */
export async function setTeamRoles(
  desk: PeopleDesk,
  actor: Actor,
  project: string,
  id: string,
  base: number,
  roles: readonly Role[],
): Promise<Result<PersonLine>> {
  const may = permit(actor, 'team.manage', { project }, `project "${project}"`)
  if (!may.ok) return may
  return desk.store.write((tx) =>
    writeGrants(
      tx,
      actor,
      id,
      base,
      (before) => ({ ...before, projects: { ...before.projects, [project]: roles } }),
      project,
    ),
  )
}

async function writeGrants(
  tx: PeopleTx,
  actor: Actor,
  id: string,
  base: number,
  decide: (before: RoleGrants) => RoleGrants,
  project?: string,
): Promise<Result<PersonLine>> {
  const person = await tx.people.find(id)
  if (person === undefined) return fail(notFound('the person'))
  const before = await tx.people.grants(id)
  const after = decide(before)
  const known = await inKnownProjects(tx, before, after, '')
  if (!known.ok) return known
  // The version of a person counts for their roles as well: two administrators do not undo each other unseen.
  const outcome = written(await tx.people.update({ ...person, version: base }), 'the person')
  if (!outcome.ok) return outcome
  await setGrants(tx, id, before, after)
  const kept = await keepsAdministrator(tx)
  if (!kept.ok) return kept
  await tx.audit.append({
    actor: auditActorOf(actor),
    action: 'person.roles',
    subject: { kind: 'person', id, ...(project !== undefined && { project }) },
    embargoed: false,
    diff: rolesDiff(before, after),
  })
  return ok(personLine(actor, { ...person, version: outcome.value }, await tx.people.grants(id)))
}

function rolesDiff(
  before: RoleGrants,
  after: RoleGrants,
): { field: string; before: readonly Role[]; after: readonly Role[] }[] {
  const rows = [
    { field: 'foundation', before: before.foundation, after: after.foundation },
    ...[...new Set([...Object.keys(before.projects), ...Object.keys(after.projects)])].sort().map((slug) => ({
      field: slug,
      before: before.projects[slug] ?? [],
      after: after.projects[slug] ?? [],
    })),
  ]
  return rows.filter((row) => !sameRoles(row.before, row.after))
}

/** Ends every session of a person. */
export async function endSessionsOf(desk: PeopleDesk, actor: Actor, id: string): Promise<Result<void>> {
  const may = permit(actor, 'people.manage')
  if (!may.ok) return may
  return desk.store.write(async (tx) => {
    if ((await tx.people.find(id)) === undefined) return fail(notFound('the person'))
    await tx.sessions.removeAll(id)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'session.revoke',
      subject: { kind: 'person', id },
      embargoed: false,
      reason: 'all',
    })
    return ok(undefined)
  })
}
