import { type Actor, auditActorOf } from '#desk/people'
import { written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { editFacts, parseVulnerability, type Vulnerability } from '#vulnerability'
import { changeFacts } from './change-facts.ts'
import type { AdvisoryDesk, AdvisoryTx } from './desk.ts'
import { fieldsOf } from './fields-of.ts'
import { nameOf } from './find-vulnerability.ts'
import { listedOf } from './listed-of.ts'
import type { ChangeRow, LastChange, VulnerabilityRow } from './ports.ts'
import type { Change, FactsView, HistoryEntry } from './views.ts'

/** Pauses of a person within one field after which a further change is one of its own. Milliseconds. */
const PAUSE = 5_000

export interface Act {
  readonly did: HistoryEntry['did']
  /** The change before, for an edit. */
  readonly last?: LastChange | undefined
}

export interface WrittenChange {
  readonly row: VulnerabilityRow
  readonly fields: FactsView
  readonly changes: readonly ChangeRow[]
  readonly approvalWithdrawn: boolean
}

/**
 * Writes changes of fields as the next version: the row, the changes one by one, the audit entry, the event. All of it is one
 * statement ({@link EditTable}), the last one of {@link Store.writeIfUnchanged} where it is called in it. What was approved is what
 * was seen: a change takes the approval back, and a publication that was scheduled does not go out.
 *
 * Codes: those of reading a facts file, `CVE_ID_TAKEN`, `VERSION_STALE`.
 */
export async function writeChange(
  tx: Pick<AdvisoryTx, 'edits' | 'events'>,
  desk: Pick<AdvisoryDesk, 'around'> & Partial<Pick<AdvisoryDesk, 'assessments'>>,
  actor: Actor,
  row: VulnerabilityRow,
  before: FactsView,
  changes: readonly Change[],
  { did, last }: Act,
): Promise<Result<WrittenChange>> {
  const approvalWithdrawn = row.stage === 'approved' || row.stage === 'scheduled'
  const changed = changeFacts(row.text, changes, desk.assessments?.facts)
  if (!changed.ok) return changed
  const at = desk.around.moment()
  const by = nameOf(actor)
  const version = row.version + 1
  const next: VulnerabilityRow = {
    ...row,
    version,
    text: changed.value.text,
    stage: approvalWithdrawn ? 'review' : row.stage,
    listed: listedOf(changed.value.facts),
    updatedAt: at,
    updatedBy: by,
  }
  const fields = fieldsOf(changed.value.facts)
  const goesOn = did === 'edited' && last !== undefined && isOwnEdit(last, by.id)
  const group = goesOn && isSameThought(last, changes, at) ? last.group : version
  const rows = changes.map(
    ({ field }): ChangeRow => ({
      vulnerability: row.id,
      version,
      at,
      by,
      did,
      field,
      before: before[field] ?? null,
      after: fields[field] ?? null,
      group,
    }),
  )
  const outcome = await tx.edits.write({
    row: next,
    before: row,
    changes: rows,
    ...(did === 'edited' && !goesOn && { forgetsUndoneOf: by.id }),
    note: {
      actor: auditActorOf(actor),
      action: 'vulnerability.edit',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      ...(approvalWithdrawn && { reason: 'takes the approval back' }),
      diff: rows.map(({ field, before: was, after }) => ({ field, before: was, after })),
    },
  })
  if (outcome === 'cve') return fail(cveTaken(next.listed.cve ?? ''))
  const now = written(outcome, row.id)
  if (!now.ok) return now
  tx.events.emit({
    topic: 'vulnerability.changed',
    project: row.project,
    vulnerability: row.id,
    data: { version, fields: rows.map(({ field }) => field), by: by.id },
  })
  return ok({ row: next, fields, changes: rows, approvalWithdrawn })
}

/** Somebody whose last change was no edit may have undone something, which can be done again no longer. */
function isOwnEdit(last: LastChange, person: string): boolean {
  return !last.isUndone && last.did === 'edited' && last.person === person
}

/** Somebody who writes on in one field goes on with the same group, so that undo takes a thought back and not a letter. */
function isSameThought(last: LastChange, changes: readonly Change[], at: string): boolean {
  return changes.length === 1 && last.field === changes[0]?.field && Date.parse(at) - Date.parse(last.at) < PAUSE
}

function cveTaken(cve: string) {
  return {
    code: 'CVE_ID_TAKEN',
    kind: 'conflict',
    message: `${cve} is the CVE ID of another vulnerability`,
    at: '/cve',
    hint: 'reserve one for this one',
  } as const
}

/** The facts of a row; only what can be read is stored. */
export function factsIn(
  row: Pick<VulnerabilityRow, 'id' | 'text'>,
  parse: (text: string) => Result<Vulnerability> = (text) => parseVulnerability(text, row.id),
): Vulnerability {
  const read = parse(row.text)
  if (!read.ok) throw new Error(`the stored facts of ${row.id} cannot be read: ${read.fault.message}`)
  return read.value
}

/** The facts file in another state, as the stages of the desk have it. */
export function withState(text: string, state: 'draft' | 'review' | 'published' | 'rejected'): Result<string> {
  return editFacts(text, [{ do: 'set', field: 'state', value: state }])
}
