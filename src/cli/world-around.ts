import { findProject } from '#desk'
import { projectWorld, type WorldOf } from '#desk/lint'
import { type Fault, ok, type Result } from '#fault'
import type { LintWorld } from '#lint'
import type { World } from './world.ts'

/** What is known around the current folder. */
export interface Around {
  readonly worldOf: WorldOf
  readonly known: LintWorld
  readonly faults: readonly Fault[]
}

/** The project around the current folder, where there is one. Without its git history the records are still worth a look. */
export async function worldAround(world: World, now: string): Promise<Result<Around> | undefined> {
  const project = await findProject(world.files, world.folder)
  if (!project.ok) return project.fault.code === 'PROJECT_NOT_FOUND' ? undefined : project
  const around = await projectWorld(world.files, world.repositories, world.folder, now)
  if (around.ok) return ok(around.value)
  const { foundation } = project.value.project
  const known: LintWorld = { now, project: project.value.project, ...(foundation && { cna: foundation }) }
  return ok({ worldOf: () => known, known, faults: [around.fault] })
}
