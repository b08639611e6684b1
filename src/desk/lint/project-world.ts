import path from 'node:path'
import { type AssessedWorkspace, assessFolder, type Files, type Repositories } from '#desk'
import { type Fault, ok, type Result } from '#fault'
import { contain, findCommit, type History } from '#history'
import type { LintWorld, RepositoryFacts } from '#lint'
import { type OsvRecord, osvIdOf, parseOsv } from '#osv'
import type { WorldOf } from './check-text.ts'

/** An OSV file that is larger is none of ours. Bytes. */
const OSV_LIMIT = 16 * 1024 * 1024

/** The project that lies around some records, as the rules need it. */
export interface ProjectWorld {
  readonly worldOf: WorldOf
  /** What is known of a record with facts of its own: of the first one, for all of them. */
  readonly known: LintWorld
  /** Facts and OSV files that could not be read: what they would have told is not checked. */
  readonly faults: readonly Fault[]
}

/** What the workspace around `folder` knows of the records of its project. */
export async function projectWorld(
  files: Files,
  repositories: Repositories,
  folder: string,
  now: string,
): Promise<Result<ProjectWorld>> {
  const here = await assessFolder(files, repositories, folder)
  if (!here.ok) return here
  const osv = await osvRecords(files, here.value)
  const base = baseOf(here.value, now)
  const byId = new Map<string, LintWorld>(
    here.value.assessed.flatMap(({ assessment }) => {
      const { cve, id } = assessment.vulnerability
      const record = osv.records.get(id)
      const world: LintWorld = {
        ...base,
        assessment,
        vulnerability: assessment.vulnerability,
        ...(assessment.vulnerability.embargo !== undefined && { embargo: { until: assessment.vulnerability.embargo } }),
        ...(record !== undefined && { osv: record }),
      }
      return cve === undefined ? [] : [[cve, world] as const]
    }),
  )
  // A record that no facts file names may be of another project: the project's releases say nothing of it.
  const others: LintWorld = { now, ...(base.cna && { cna: base.cna }) }
  return ok({
    worldOf: (id) => (id === undefined ? others : (byId.get(id) ?? others)),
    known: byId.values().next().value ?? base,
    faults: [...here.value.faults, ...osv.faults],
  })
}

function baseOf({ workspace, ground, ignoredTags }: AssessedWorkspace, now: string): LintWorld {
  const { project } = workspace
  return {
    now,
    project,
    releases: { releases: ground.releases, ignored: ignoredTags },
    repository: repositoryFacts(ground.history),
    ...(project.foundation && { cna: project.foundation }),
  }
}

function repositoryFacts(history: History): RepositoryFacts {
  const numberOf = (hash: string): number | undefined => {
    const found = findCommit(history, hash)
    return found.ok ? found.value : undefined
  }
  return {
    hasCommit: (hash) => numberOf(hash) !== undefined,
    isAncestor(ancestor, descendant) {
      const [a, b] = [numberOf(ancestor), numberOf(descendant)]
      return a === undefined || b === undefined ? undefined : contain(history, [a], [b]).has(b, a)
    },
  }
}

async function osvRecords(
  files: Files,
  { workspace }: AssessedWorkspace,
): Promise<{ readonly records: ReadonlyMap<string, OsvRecord>; readonly faults: readonly Fault[] }> {
  const records = new Map<string, OsvRecord>()
  const faults: Fault[] = []
  for (const { vulnerability } of workspace.facts) {
    const file = path.join(workspace.root, workspace.project.outputs.osv, `${osvIdOf(vulnerability)}.json`)
    if (!(await files.exists(file))) continue
    const text = await files.read(file, OSV_LIMIT)
    const record = text.ok ? parseOsv(text.value) : text
    if (record.ok) records.set(vulnerability.id, record.value)
    else faults.push({ ...record.fault, place: { ...record.fault.place, source: path.relative(workspace.root, file) } })
  }
  return { records, faults }
}
