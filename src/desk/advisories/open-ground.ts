import type { Actor, Operation } from '#desk/people'
import type { ProjectGround, ProjectRow } from '#desk/projects'
import { fail, ok, type Result } from '#fault'
import type { Assessment } from '#vulnerability'
import type { AdvisoryDesk } from './desk.ts'
import { type Found, findVulnerability } from './find-vulnerability.ts'

/** A vulnerability on the ground of its project. */
export interface Grounded extends Found {
  readonly project: ProjectRow
  readonly ground: ProjectGround
  /** A fault where the facts name what the clone does not have. */
  readonly assessment: Result<Assessment>
}

/** Finds a vulnerability and assesses it. Codes: those of finding it, of the project's ground. */
export async function openOnGround(
  desk: AdvisoryDesk,
  actor: Actor,
  operation: Operation,
  name: string,
): Promise<Result<Grounded>> {
  const read = await desk.store.read(async (tx) => {
    const found = await findVulnerability(tx, actor, operation, name)
    if (!found.ok) return found
    const project = await tx.projects.find(found.value.row.project)
    if (project === undefined) throw new Error(`${found.value.row.id} belongs to a project that is gone`)
    return ok({ ...found.value, project })
  })
  if (!read.ok) return read
  const ground = await desk.projects.grounds.of(read.value.project)
  if (!ground.ok) return ground
  return ok({ ...read.value, ground: ground.value, assessment: desk.assessments.of(ground.value, read.value.row.text) })
}

/** {@link openOnGround} for what needs an assessment that holds. */
export async function openAssessed(
  desk: AdvisoryDesk,
  actor: Actor,
  operation: Operation,
  name: string,
): Promise<Result<Omit<Grounded, 'assessment'> & { readonly assessment: Assessment }>> {
  const opened = await openOnGround(desk, actor, operation, name)
  if (!opened.ok) return opened
  const { assessment } = opened.value
  // The clone does not have what the facts name: the caller's own text is at odds, not the address that was asked for.
  if (!assessment.ok) return fail({ ...assessment.fault, kind: 'conflict' })
  return ok({ ...opened.value, assessment: assessment.value })
}
