import { type AssessedWorkspace, assessFolder } from '#desk'
import type { Result } from '#fault'
import type { World } from './world.ts'

/** The workspace of the current folder with every vulnerability assessed. */
export async function assessHere(world: World): Promise<Result<AssessedWorkspace>> {
  return assessFolder(world.files, world.repositories, world.folder)
}
