import type { CveRecord } from '#cve'
import type { Assessed, AssessedWorkspace } from '#desk'
import type { Assessments, ChangeRow, VulnerabilityRow } from '#desk/advisories'
import { fingerprint } from '#desk/cna'
import type { ProjectGround } from '#desk/projects'
import type { PublishedRecord } from '#desk/published'
import { planSync, type RecordPlan, recordPaths } from '#desk/sync'
import type { Fault } from '#fault'
import { type Json, writeJson } from '#json'
import type { Project } from '#project'
import type { Assessment } from '#vulnerability'
import type { BoardDecisionRow, SeenTag, StoredItem } from './ports.ts'
import { type OvertakenStatement, overtakenStatements } from './statements.ts'
import type { BoardConflict } from './view.ts'

/** One public record with the facts that it is held against. */
export interface PublishedFacts {
  readonly published: PublishedRecord
  readonly row: VulnerabilityRow
  /** Edits since it was published that nobody made on the board: they go out with their review. */
  readonly openEdits: boolean
}

/** What a project's releases make of one public record. */
export interface PlannedItem {
  readonly item: StoredItem
  readonly row: VulnerabilityRow
  readonly published: PublishedRecord
  readonly assessment: Assessment
  readonly statements: readonly OvertakenStatement[]
  /** Its records would be wrong, or a person must decide first. */
  readonly isHeld: boolean
}

export interface BoardPlan {
  readonly items: readonly PlannedItem[]
  /** Public records that keep their meaning. */
  readonly unchanged: number
  readonly faults: readonly Fault[]
}

/** Whether facts were edited since they were published, other than by decisions of the board. */
export function hasOpenEdits(
  changes: readonly ChangeRow[],
  decisions: readonly BoardDecisionRow[],
  vulnerability: string,
): boolean {
  const decided = new Set(
    decisions.flatMap((each) =>
      each.vulnerability === vulnerability && each.edition !== undefined ? [each.edition] : [],
    ),
  )
  return changes.some(({ version, field }) => field !== 'provisional' && !decided.has(version))
}

/** Holds every public record of a project against its clone: the plan of `steward sync`, with what a person must decide beside it. */
export async function planBoard(
  ground: ProjectGround,
  facts: readonly PublishedFacts[],
  newTags: readonly SeenTag[],
  assessments: Assessments,
  now: string,
): Promise<BoardPlan> {
  const texts = facts.map(textOf)
  const known: { readonly entry: PublishedFacts; readonly assessed: Assessed }[] = []
  const faults: Fault[] = []
  for (const [i, result] of assessments.ofAll(ground, texts).entries()) {
    const entry = facts[i]!
    if (result.ok) known.push({ entry, assessed: assessedOf(entry, texts[i]!, result.value) })
    else faults.push(result.fault)
  }
  const here: AssessedWorkspace = {
    workspace: { root: '/', project: ground.project, facts: known.map((each) => each.assessed.file), faults: [] },
    ground,
    ignoredTags: ground.ignored,
    assessed: known.map((each) => each.assessed),
    faults: [],
  }
  const plan = planSync({ here, existing: existingOf(ground, known), now })
  const plans = new Map(plan.changes.map((each) => [each.id, each]))
  const items: PlannedItem[] = []
  for (const { entry, assessed } of known) {
    const record = plans.get(entry.row.id)
    const statements = overtakenStatements(assessed.assessment, newTags)
    if ((record === undefined || !changesRecord(record)) && statements.length === 0) continue
    items.push(await itemOf(entry, assessed.assessment, record ?? nothing(entry), statements))
  }
  return { items, unchanged: known.length - items.length, faults: [...faults, ...plan.faults] }
}

/** While edits wait for their review the record is held against the facts that it was published from. */
function textOf({ published, row, openEdits }: PublishedFacts): string {
  return openEdits ? published.facts : row.text
}

function assessedOf({ row }: PublishedFacts, text: string, assessment: Assessment): Assessed {
  const name = `${row.id}.md`
  return { file: { path: `/${name}`, name, text, vulnerability: assessment.vulnerability }, assessment }
}

function existingOf(
  { project }: ProjectGround,
  known: readonly { readonly entry: PublishedFacts; readonly assessed: Assessed }[],
): ReadonlyMap<string, string> {
  const existing = new Map<string, string>()
  for (const { entry, assessed } of known) {
    const paths = recordPaths(project, assessed.assessment)
    if (paths.cve !== undefined)
      existing.set(paths.cve, writeJson(asOurs(entry.published.record, project) as unknown as Json))
    if (entry.published.osv !== undefined) existing.set(paths.osv, entry.published.osv)
  }
  return existing
}

/** Whose record it is the server says, and not the settings of a project: a difference there is nothing that a release changed. */
function asOurs(record: CveRecord, { foundation }: Project): CveRecord {
  if (foundation === undefined) return record
  const { orgId: assignerOrgId, shortName: assignerShortName } = foundation
  return { ...record, cveMetadata: { ...record.cveMetadata, assignerOrgId, assignerShortName } }
}

/** Bounds that were confirmed, and lists of versions in OSV, change no CVE record: they go out with the next one. */
function changesRecord({ versions, held, changes, before, after }: RecordPlan): boolean {
  return held.length > 0 || versions.length > 0 || changes.length > 0 || before.join('\n') !== after.join('\n')
}

async function itemOf(
  { row, published, openEdits }: PublishedFacts,
  assessment: Assessment,
  plan: RecordPlan,
  statements: readonly OvertakenStatement[],
): Promise<PlannedItem> {
  const { cve } = row.listed
  const conflicts: readonly BoardConflict[] = [
    ...assessment.conflicts.filter(({ level, code }) => level === 'error' && code !== 'BOUND_SLIPPED'),
    ...statements.map(({ conflict }) => conflict),
    ...plan.held.filter((held) => !assessment.conflicts.some(({ message }) => held.startsWith(message))).map(heldAs),
    ...(openEdits ? [OPEN_EDITS] : []),
  ]
  const first = statements[0]
  const item: StoredItem = {
    vulnerability: row.id,
    ...(cve !== undefined && { cve }),
    title: row.listed.title,
    plan: await planName(plan, row, conflicts),
    before: plan.before,
    after: plan.after,
    block: {
      before: plan.before.filter((range) => !plan.after.includes(range)),
      after: plan.after.filter((range) => !plan.before.includes(range)),
    },
    versions: plan.versions,
    why: whyOf(plan, conflicts),
    others: plan.changes,
    conflicts,
    ...(first !== undefined && {
      statement: {
        author: first.override.author,
        date: first.override.date,
        reason: first.override.reason,
        said: `${first.version} is ${first.override.status}`,
      },
    }),
  }
  return { item, row, published, assessment, statements, isHeld: conflicts.length > 0 }
}

function whyOf({ versions, changes }: RecordPlan, conflicts: readonly BoardConflict[]): string {
  return conflicts[0]?.message ?? versions.at(-1)?.why ?? changes[0] ?? 'the ranges change'
}

/** The name of a plan: whatever a person looks at before they decide is in it, so that a decision holds for nothing else. */
function planName(
  plan: RecordPlan,
  { id, version }: VulnerabilityRow,
  conflicts: readonly BoardConflict[],
): Promise<string> {
  const { before, after, versions, changes } = plan
  const told = versions.map((each) => ({ ...each }))
  return fingerprint([id, version, before, after, told, changes, conflicts.map(({ message }) => message)])
}

/** `message   [CODE]`, as plans hold their reasons. */
function heldAs(held: string): BoardConflict {
  const [, message = held, code = 'HELD'] = /^(.*?) +\[([A-Z0-9_]+)\]$/s.exec(held) ?? []
  return { code, level: 'error', message }
}

const OPEN_EDITS: BoardConflict = {
  code: 'OPEN_EDITS',
  level: 'notice',
  message: 'its facts were edited and are not published yet',
  hint: 'what the release changes goes out with their review',
}

function nothing({ row }: PublishedFacts): RecordPlan {
  return {
    id: row.id,
    title: row.listed.title,
    state: 'same',
    before: [],
    after: [],
    versions: [],
    outcomes: [],
    changes: [],
    held: [],
    notices: [],
    writes: [],
  }
}
