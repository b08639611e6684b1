import { assessFolder, findProject } from '#desk'
import type { World } from './world.ts'

/** The releases of the project around the current folder, where its facts name the record; undefined elsewhere. */
export async function releasesHere(cveId: string | undefined, world: World): Promise<readonly string[] | undefined> {
  if (cveId === undefined || !(await findProject(world.files, world.folder)).ok) return undefined
  const here = await assessFolder(world.files, world.repositories, world.folder)
  if (!here.ok) return undefined
  const isOurs = here.value.assessed.some(({ assessment }) => assessment.vulnerability.cve === cveId)
  return isOurs ? here.value.ground.releases.map(({ version }) => version.text) : undefined
}
