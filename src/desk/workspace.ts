import path from 'node:path'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type Project, parseProject } from '#project'
import { parseVulnerability, type Vulnerability } from '#vulnerability'
import type { Files } from './ports.ts'

/** Facts are written by hand; a larger file is a mistake. Bytes. */
const FACTS_LIMIT = 1024 * 1024
const PROJECT_FILE = 'steward.yaml'
/** Files that are open at the same time. */
const AT_ONCE = 2

/** One project's folder: `steward.yaml` and the facts files. */
export interface Workspace {
  /** The folder that holds `steward.yaml`. */
  readonly root: string
  readonly project: Project
  readonly facts: readonly FactsFile[]
  /** Facts files that cannot be read: the others go on. */
  readonly faults: readonly Fault[]
}

export interface FactsFile {
  /** Absolute. */
  readonly path: string
  /** Relative to the workspace, for people. */
  readonly name: string
  readonly text: string
  readonly vulnerability: Vulnerability
}

/** A workspace whose facts were not read yet. */
export interface ProjectFolder {
  /** The folder that holds `steward.yaml`. */
  readonly root: string
  readonly project: Project
}

/** The workspace that `folder` lies in: `steward.yaml` there or in a folder above. */
export async function openWorkspace(files: Files, folder: string): Promise<Result<Workspace>> {
  const found = await findProject(files, folder)
  return found.ok ? readWorkspace(files, found.value) : found
}

export async function findProject(files: Files, folder: string): Promise<Result<ProjectFolder>> {
  const root = await findRoot(files, folder)
  if (root === undefined) {
    return fail({
      code: 'PROJECT_NOT_FOUND',
      kind: 'absent',
      message: `no ${PROJECT_FILE} in ${folder} or above`,
      hint: '`steward init` writes one',
    })
  }
  const project = await readProject(files, path.join(root, PROJECT_FILE))
  return project.ok ? ok({ root, project: project.value }) : project
}

/** Every facts file of a project. */
export async function readWorkspace(files: Files, { root, project }: ProjectFolder): Promise<Result<Workspace>> {
  const names = await files.list(path.join(root, project.outputs.facts), '.md')
  if (!names.ok) return names
  const facts: FactsFile[] = []
  const faults: Fault[] = []
  for (let start = 0; start < names.value.length; start += AT_ONCE) {
    const some = names.value.slice(start, start + AT_ONCE)
    for (const read of await Promise.all(some.map((file) => readFacts(files, root, file)))) {
      if (read.ok) facts.push(read.value)
      else faults.push(read.fault)
    }
  }
  return ok({ root, project, facts, faults: [...faults, ...sharedIds(facts)] })
}

export async function readProject(files: Files, file: string): Promise<Result<Project>> {
  const text = await files.read(file, FACTS_LIMIT)
  return text.ok ? parseProject(text.value, path.basename(file)) : text
}

export async function readFacts(files: Files, root: string, file: string): Promise<Result<FactsFile>> {
  const name = path.relative(root, file)
  const text = await files.read(file, FACTS_LIMIT)
  if (!text.ok) return fail(from(name, text.fault))
  const vulnerability = parseVulnerability(text.value, name)
  if (!vulnerability.ok) return vulnerability
  return ok({ path: file, name, text: text.value, vulnerability: vulnerability.value })
}

/** The facts file of an identifier: the project's own, the CVE ID or an alias. */
export function factsOf(workspace: Workspace, id: string): Result<FactsFile> {
  const wanted = id.toUpperCase()
  const found = workspace.facts.find(({ vulnerability: { id: own, cve, aliases } }) =>
    [own, cve, ...aliases].some((each) => each?.toUpperCase() === wanted),
  )
  if (found !== undefined) return ok(found)
  const broken = workspace.faults.find(({ place }) => place?.source?.toUpperCase().includes(wanted))
  if (broken !== undefined) return fail(broken)
  return fail({
    code: 'VULNERABILITY_UNKNOWN',
    kind: 'absent',
    message: `no facts file has the identifier ${JSON.stringify(id)}`,
    hint: '`steward status --all` lists them',
  })
}

async function findRoot(files: Files, folder: string): Promise<string | undefined> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (await files.exists(path.join(at, PROJECT_FILE))) return at
    if (at === path.dirname(at)) return undefined
  }
}

/** Two files that claim one identifier: neither can be trusted to be the one meant. */
function sharedIds(facts: readonly FactsFile[]): readonly Fault[] {
  const owners = new Map<string, FactsFile>()
  const faults: Fault[] = []
  for (const file of facts) {
    const { id, cve } = file.vulnerability
    // A record that was imported alone has one name for both.
    for (const name of new Set([id, cve ?? id])) {
      const owner = owners.get(name)
      if (owner === undefined) owners.set(name, file)
      else {
        faults.push({
          code: 'FACTS_SAME_ID',
          kind: 'conflict',
          message: `${name} is also claimed by ${owner.name}`,
          place: { source: file.name },
          hint: 'give one of them another identifier',
        })
      }
    }
  }
  return faults
}
