import { type AssessedWorkspace, assessWorkspace, openWorkspace } from '#desk'
import type { Result } from '#fault'
import type { World } from './world.ts'

/** The workspace of the current folder with every vulnerability assessed. */
export async function assessHere(world: World): Promise<Result<AssessedWorkspace>> {
  const workspace = await openWorkspace(world.files, world.folder)
  if (!workspace.ok) return workspace
  return assessWorkspace(world.repositories, workspace.value)
}
