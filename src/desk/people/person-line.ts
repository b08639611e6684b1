import { type Actor, projectsOf } from './actor.ts'
import type { PersonRow } from './ports.ts'
import type { PersonLine, RoleGrants } from './views.ts'

/** A person as the actor may see them: roles in projects that the actor does not know of are left out. */
export function personLine(actor: Actor, person: PersonRow, grants: RoleGrants): PersonLine {
  const mine = projectsOf(actor)
  const { id, name, email, state, version, created, seen } = person
  const projects = Object.entries(grants.projects).filter(([slug]) => mine === 'all' || mine.includes(slug))
  return {
    ...{ id, name, email, state, version, created },
    ...(seen !== undefined && { seen }),
    foundation: grants.foundation,
    projects: Object.fromEntries(projects),
  }
}
