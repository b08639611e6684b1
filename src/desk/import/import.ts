import path from 'node:path'
import { type Files, factsOf, type Workspace } from '#desk'
import { type Fault, fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { schemeNamed } from '#versions'
import { parseVulnerability, writeFacts } from '#vulnerability'
import type { LeftOut } from './left-out.ts'
import { factsFrom, type ImportConflict, type Imported } from './merge.ts'
import { type Group, groupByIdentity, readSource, type Source } from './source.ts'

/** Largest record to import. Bytes. */
const RECORD_LIMIT = 16 * 1024 * 1024

/** What became of the records of one vulnerability. */
export interface ImportOutcome {
  readonly id: string
  /** Relative to the workspace. */
  readonly file: string
  readonly state: 'new' | 'exists'
  readonly sources: readonly string[]
  readonly conflicts: readonly ImportConflict[]
  /** What the records say and the new facts do not; nothing where no facts were made. */
  readonly leftOut: readonly LeftOut[]
  /** The whole new facts file; empty when one exists already, which is never changed. */
  readonly text: string
}

export interface ImportResult {
  readonly outcomes: readonly ImportOutcome[]
  /** Files that could not be read: the others go on. */
  readonly faults: readonly Fault[]
}

/** Plans an import: nothing is written, and a facts file that exists is compared, never changed. */
export async function planImport(
  files: Files,
  workspace: Workspace,
  names: readonly string[],
  folder: string,
): Promise<Result<ImportResult>> {
  const scheme = schemeNamed(workspace.project.scheme)
  if (!scheme.ok) return scheme
  const sources: Source[] = []
  const faults: Fault[] = []
  for (const name of names) {
    const text = await files.read(path.resolve(folder, name), RECORD_LIMIT)
    const source = text.ok ? readSource(text.value, path.basename(name)) : text
    if (source.ok) sources.push(source.value)
    else faults.push(source.fault)
  }
  const outcomes: ImportOutcome[] = []
  for (const group of groupByIdentity(sources)) {
    const imported = factsFrom(scheme.value, group)
    const outcome = outcomeOf(workspace, imported, group)
    if (outcome.ok) outcomes.push(outcome.value)
    else faults.push(outcome.fault)
  }
  return ok({ outcomes, faults })
}

/** Writes the new facts files of a plan. */
export async function applyImport(files: Files, workspace: Workspace, result: ImportResult): Promise<Result<void>> {
  for (const { state, file, text } of result.outcomes) {
    if (state === 'exists') continue
    const written = await files.write(path.join(workspace.root, file), text)
    if (!written.ok) return written
  }
  return ok(undefined)
}

function outcomeOf(workspace: Workspace, imported: Imported, group: Group): Result<ImportOutcome> {
  const { id, year, fields, description, markdown, conflicts, leftOut } = imported
  const sources = group.sources.map(({ name }) => name)
  const existing = [id, fields.cve].flatMap((each) => {
    const found = typeof each === 'string' ? factsOf(workspace, each) : undefined
    return found?.ok ? [found.value] : []
  })[0]
  if (existing !== undefined) {
    const { vulnerability } = existing
    // A record that names no commit says nothing about where the bug came in or was fixed.
    const saysCommits = (fields.fixes as readonly Json[]).length > 0 || fields.introduced !== '0'
    const differs = (field: string, kept: string, other: string): ImportConflict[] =>
      kept === other ? [] : [{ field, kept, from: existing.name, other, otherFrom: sources.join(', ') }]
    return ok({
      id,
      file: existing.name,
      state: 'exists',
      sources,
      conflicts: [
        ...conflicts,
        ...differs('title', vulnerability.title, String(fields.title)),
        ...differs('description', vulnerability.description, description.trim()),
        ...(saysCommits ? differs('introduced', String(vulnerability.introduced), String(fields.introduced)) : []),
        ...(saysCommits ? differs('fixes', commitsIn(vulnerability.fixes), commitsOf(fields.fixes)) : []),
      ],
      leftOut: [],
      text: '',
    })
  }
  const text = writeFacts(fields, markdown)
  const file = path.join(workspace.project.outputs.facts, year, `${id.replace(/[^A-Za-z0-9._-]/g, '_')}.md`)
  // What cannot be read back must not be written: a record may hold values that the facts refuse.
  const check = parseVulnerability(text, sources.join(', '))
  if (!check.ok) return fail(check.fault)
  return ok({ id, file, state: 'new', sources, conflicts, leftOut, text })
}

function commitsIn(fixes: readonly { readonly commits: readonly string[] }[]): string {
  return fixes
    .flatMap(({ commits }) => commits)
    .toSorted()
    .join(' ')
}

/** The same of fields that are not written yet: {@link factsFrom} makes a group of each commit. */
function commitsOf(fixes: Json | undefined): string {
  return commitsIn(fixes as unknown as readonly { readonly commits: readonly string[] }[])
}
