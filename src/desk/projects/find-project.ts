import { type Actor, type Operation, permit } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import type { ProjectRow, ProjectTable } from './ports.ts'

/** The project of a slug, for somebody who may do `operation` there; whoever may not see it is told that it is not there. */
export async function findProject(
  { projects }: { readonly projects: ProjectTable },
  actor: Actor,
  operation: Operation,
  slug: string,
): Promise<Result<ProjectRow>> {
  const may = permit(actor, operation, { project: slug }, `project ${JSON.stringify(slug)}`)
  if (!may.ok) return may
  const row = await projects.find(slug)
  if (row !== undefined) return ok(row)
  return fail({ code: 'NOT_FOUND', kind: 'absent', message: `cannot find project ${JSON.stringify(slug)}` })
}
