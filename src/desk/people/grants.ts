import { type Fault, fail, ok, type Result } from '#fault'
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
