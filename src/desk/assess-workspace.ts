import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import type { History } from '#history'
import { type IgnoredTag, releasesOf } from '#project'
import { type Assessment, assessAll, type Ground, locateFacts } from '#vulnerability'
import type { Files, Repositories } from './ports.ts'
import { type FactsFile, factsOf, findProject, type ProjectFolder, readWorkspace, type Workspace } from './workspace.ts'

/** A workspace with what git says of every facts file. */
export interface AssessedWorkspace {
  readonly workspace: Workspace
  readonly ground: Ground
  readonly ignoredTags: readonly IgnoredTag[]
  readonly assessed: readonly Assessed[]
  /** Faults of single files: unreadable, or naming commits that git lacks. The others stand. */
  readonly faults: readonly Fault[]
}

export interface Assessed {
  readonly file: FactsFile
  readonly assessment: Assessment
}

/** Where the clone of a workspace is. */
export function cloneOf(workspace: ProjectFolder): string {
  return path.resolve(workspace.root, workspace.project.clone)
}

/** The workspace that `folder` lies in, assessed. Git lists the commits while the facts are read. */
export async function assessFolder(
  files: Files,
  repositories: Repositories,
  folder: string,
): Promise<Result<AssessedWorkspace>> {
  const found = await findProject(files, folder)
  if (!found.ok) return found
  const [history, workspace] = await Promise.all([
    repositories.history(cloneOf(found.value)),
    readWorkspace(files, found.value),
  ])
  if (!workspace.ok) return workspace
  return history.ok ? assessWorkspace(repositories, workspace.value, history.value) : history
}

/** Reads the history (unless it is given) and assesses every facts file with one pass over it. */
export async function assessWorkspace(
  repositories: Repositories,
  workspace: Workspace,
  given?: History,
): Promise<Result<AssessedWorkspace>> {
  const history = given === undefined ? await repositories.history(cloneOf(workspace)) : ok(given)
  if (!history.ok) return history
  const list = releasesOf(workspace.project, history.value)
  if (!list.ok) return fail({ ...list.fault, place: { source: 'steward.yaml' } })
  const ground: Ground = { project: workspace.project, releases: list.value.releases, history: history.value }
  const assessed: Assessed[] = []
  const faults: Fault[] = [...workspace.faults]
  let i = 0
  for (const assessment of assessAll(
    ground,
    workspace.facts.map(({ vulnerability }) => vulnerability),
  )) {
    const file = workspace.facts[i++]!
    if (assessment.ok) assessed.push({ file, assessment: assessment.value })
    else faults.push(locateFacts(file.text, file.name, assessment.fault))
  }
  return ok({ workspace, ground, ignoredTags: list.value.ignored, assessed, faults })
}

/** The assessment of one identifier, or the fault of its file. */
export function assessedOf(here: AssessedWorkspace, id: string): Result<Assessed> {
  const file = factsOf(here.workspace, id)
  if (!file.ok) return file
  const found = here.assessed.find((each) => each.file === file.value)
  if (found !== undefined) return ok(found)
  const fault = here.faults.find(({ place }) => place?.source === file.value.name)
  if (fault === undefined) throw new Error(`${file.value.name} has neither an assessment nor a fault`)
  return fail(fault)
}
