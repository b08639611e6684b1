import { type Fault, fail, ok, quote, type Result } from '#fault'
import { pointer } from '#json'
import type { PeopleTx } from './ports.ts'
import type { RoleGrants } from './views.ts'

/** Writes what differs between two sets of grants. */
export async function setGrants(tx: PeopleTx, person: string, before: RoleGrants, after: RoleGrants): Promise<void> {
  if (!sameRoles(before.foundation, after.foundation)) await tx.people.setRoles(person, undefined, after.foundation)
  const slugs = new Set([...Object.keys(before.projects), ...Object.keys(after.projects)])
  for (const slug of slugs) {
    const roles = after.projects[slug] ?? []
    if (!sameRoles(before.projects[slug] ?? [], roles)) await tx.people.setRoles(person, slug, roles)
  }
}

/**
 * Roles are given in projects that there are: those in a misspelt one would wait for whoever makes a project of that name. `at` is where
 * the grants stand in what was sent.
 */
export async function inKnownProjects(
  tx: PeopleTx,
  before: RoleGrants,
  after: RoleGrants,
  at: string,
): Promise<Result<void, 'ROLES_NO_PROJECT'>> {
  for (const [slug, roles] of Object.entries(after.projects)) {
    const isNew = roles.length > 0 && before.projects[slug] === undefined
    if (isNew && !(await tx.people.hasProject(slug))) {
      return fail({
        code: 'ROLES_NO_PROJECT',
        kind: 'invalid',
        message: `there is no project ${quote(slug)} to have roles in`,
        at: at + pointer('projects', slug),
      })
    }
  }
  return ok(undefined)
}

export function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role))
}

/** A desk without an administrator cannot be helped from inside: the change that would leave it so is refused. */
export async function keepsAdministrator(tx: PeopleTx): Promise<Result<void, 'LAST_ADMINISTRATOR'>> {
  return (await tx.people.administrators()) > 0 ? ok(undefined) : fail(LAST_ADMINISTRATOR)
}

const LAST_ADMINISTRATOR: Fault<'LAST_ADMINISTRATOR'> = {
  code: 'LAST_ADMINISTRATOR',
  kind: 'conflict',
  message: 'this is the last administrator of the foundation',
  hint: 'make somebody else an administrator first',
}
