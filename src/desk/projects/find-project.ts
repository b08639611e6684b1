import { type Actor, notFound, type Operation, permit } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import type { ProjectRow, ProjectTable } from './ports.ts'

/** The project of a slug, for somebody who may do `operation` there; whoever may not see it is told that it is not there. */
export async function findProject(
  { projects }: { readonly projects: ProjectTable },
  actor: Actor,
  operation: Operation,
  slug: string,
): Promise<Result<ProjectRow>> {
  const what = `project ${JSON.stringify(slug)}`
  const may = permit(actor, operation, { project: slug }, what)
  if (!may.ok) return may
  const row = await projects.find(slug)
  return row === undefined ? fail(notFound(what)) : ok(row)
}
