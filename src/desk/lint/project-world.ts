import path from 'node:path'
import { parseCveRecord } from '#cve'
import { type AssessedWorkspace, assessFolder, type Files, type Repositories } from '#desk'
import { type Fault, ok, type Result } from '#fault'
import { contain, findCommit, type History } from '#history'
import type { LintWorld, RepositoryFacts } from '#lint'
import { osvIdOf, parseOsv } from '#osv'
import type { Vulnerability } from '#vulnerability'
import { type Catalogue, parseCatalogueFile, withCatalogueFile } from '#weaknesses'
import { RECORD_LIMIT } from './check-files.ts'
import type { WorldOf } from './check-text.ts'

/** A project keeps what it read of CWE and CAPEC beside its `steward.yaml`, so that all who work on it see the same. */
export const CATALOGUE_FILE: string = path.join('.steward', 'catalog.json')

/** The project that lies around some records, as the rules need it. */
export interface ProjectWorld {
  readonly worldOf: WorldOf
  /** What is known of a record with facts of its own: of the first one, for all of them. */
  readonly known: LintWorld
  /** Facts and records that could not be read: what they would have told is not checked. */
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
  const { osv: osvFolder, cve: cveFolder } = here.value.workspace.project.outputs
  const osv = await recordsOf(files, here.value, parseOsv, (facts) => path.join(osvFolder, `${osvIdOf(facts)}.json`))
  const cves = await recordsOf(files, here.value, parseCveRecord, ({ cve }) =>
    cve === undefined ? undefined : path.join(cveFolder, `${cve}.json`),
  )
  const catalogue = await catalogueOf(files, here.value.workspace.root)
  const base: LintWorld = {
    ...baseOf(here.value, now),
    ...(catalogue.ok && catalogue.value !== undefined && { catalogue: catalogue.value }),
  }
  const byId = new Map<string, LintWorld>(
    here.value.assessed.flatMap(({ assessment }) => {
      const { cve, id } = assessment.vulnerability
      const [record, cveRecord] = [osv.records.get(id), cves.records.get(id)]
      const world: LintWorld = {
        ...base,
        assessment,
        vulnerability: assessment.vulnerability,
        ...(assessment.vulnerability.embargo !== undefined && { embargo: { until: assessment.vulnerability.embargo } }),
        ...(record !== undefined && { osv: record }),
        ...(cveRecord !== undefined && { cve: cveRecord }),
      }
      const names = [osvIdOf(assessment.vulnerability), ...(cve === undefined ? [] : [cve])]
      return names.map((name) => [name, world] as const)
    }),
  )
  // A record that no facts file names may be of another project: the project's releases say nothing of it.
  const others: LintWorld = { now, ...(base.cna && { cna: base.cna }) }
  return ok({
    worldOf: (id) => (id === undefined ? others : (byId.get(id) ?? others)),
    known: byId.values().next().value ?? base,
    // What is wrong with a CVE record, checking that one tells.
    faults: [...here.value.faults, ...osv.faults, ...(catalogue.ok ? [] : [catalogue.fault])],
  })
}

/** What `steward catalog update` has read; undefined where it has read nothing. */
async function catalogueOf(files: Files, root: string): Promise<Result<Catalogue | undefined>> {
  const file = path.join(root, CATALOGUE_FILE)
  if (!(await files.exists(file))) return ok(undefined)
  const text = await files.read(file, RECORD_LIMIT)
  if (!text.ok) return text
  const read = parseCatalogueFile(text.value, CATALOGUE_FILE)
  return read.ok ? ok(withCatalogueFile(read.value)) : read
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

/** What the clone of a project can tell of commits that a record names. */
export function repositoryFacts(history: History): RepositoryFacts {
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

/** The records of the project that are there, each by the identifier of its facts. `fileOf` gives its path in the workspace. */
async function recordsOf<T>(
  files: Files,
  { workspace }: AssessedWorkspace,
  parse: (text: string) => Result<T>,
  fileOf: (facts: Vulnerability) => string | undefined,
): Promise<{ readonly records: ReadonlyMap<string, T>; readonly faults: readonly Fault[] }> {
  const records = new Map<string, T>()
  const faults: Fault[] = []
  for (const { vulnerability } of workspace.facts) {
    const name = fileOf(vulnerability)
    const file = name === undefined ? undefined : path.join(workspace.root, name)
    if (file === undefined || !(await files.exists(file))) continue
    const text = await files.read(file, RECORD_LIMIT)
    const record = text.ok ? parse(text.value) : text
    if (record.ok) records.set(vulnerability.id, record.value)
    else faults.push({ ...record.fault, place: { ...record.fault.place, source: path.relative(workspace.root, file) } })
  }
  return { records, faults }
}
