import { nameOf } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { type Fault, fail, type Result } from '#fault'
import { writeCase } from './change-case.ts'
import { type Dispute, OF_THE_FUTURE, stateOfDispute } from './dispute.ts'
import { disputedRecord } from './disputed-record.ts'
import { findCase } from './find-case.ts'
import type { CasesDesk } from './ports.ts'

/** What is disputed, and by whom. Who and what are the reporter and the report of the case where they are absent. */
export interface DisputeWish {
  /** CVE ID, or the identifier of the vulnerability. */
  readonly disputes: string
  readonly by?: string
  readonly claim?: string
  /** When it came; when the report came where it is absent. */
  readonly received?: string
}

/**
 * Says that a case is a dispute of a published record. From there on it has the clocks of a dispute and goes on by its steps.
 *
 * Codes: `CASE_IS_DISPUTE`, `DISPUTE_MOMENT`, those of finding the record, `VERSION_STALE`.
 */
export async function disputeCase(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  base: number,
  wish: DisputeWish,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const row = found.value
    if (row.dispute !== undefined) return fail(isDispute(row.dispute))
    const record = await disputedRecord(tx, actor, row.project, wish.disputes)
    if (!record.ok) return record
    const now = desk.around.moment()
    const { by = row.reporter, claim = row.report, received = row.received } = wish
    if (Date.parse(received) > Date.parse(now)) return fail(OF_THE_FUTURE)
    const dispute: Dispute = { ...record.value, by, claim, received, was: row.state }
    const text = `${row.state} to new: a dispute of ${dispute.cve}`
    await tx.cases.addNote({ id: desk.around.ids(), case: id, kind: 'moved', by: nameOf(actor), at: now, text })
    const after = { ...row, dispute, state: stateOfDispute(dispute), touched: now }
    return writeCase(tx, actor, row, after, base, 'case.dispute')
  })
}

/**
 * Takes that back: the case is again what it was before. One that was decided stays a dispute.
 *
 * Codes: `CASE_NO_DISPUTE`, `DISPUTE_DECIDED`, `VERSION_STALE`.
 */
export async function retractDispute(desk: CasesDesk, actor: Actor, id: string, base: number): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const { dispute, ...row } = found.value
    if (dispute === undefined) return fail(NO_DISPUTE)
    if (dispute.decided !== undefined) return fail(DECIDED)
    const now = desk.around.moment()
    const text = `${row.state} to ${dispute.was}: no dispute of ${dispute.cve}`
    await tx.cases.addNote({ id: desk.around.ids(), case: id, kind: 'moved', by: nameOf(actor), at: now, text })
    const after = { ...row, state: dispute.was, touched: now }
    return writeCase(tx, actor, found.value, after, base, 'case.dispute')
  })
}

function isDispute({ cve }: Dispute): Fault {
  return {
    code: 'CASE_IS_DISPUTE',
    kind: 'conflict',
    message: `the case is already a dispute of ${cve}`,
    hint: 'another dispute is a case of its own',
  }
}

export const NO_DISPUTE: Fault<'CASE_NO_DISPUTE'> = {
  code: 'CASE_NO_DISPUTE',
  kind: 'conflict',
  message: 'the case is no dispute',
}

const DECIDED: Fault<'DISPUTE_DECIDED'> = {
  code: 'DISPUTE_DECIDED',
  kind: 'conflict',
  message: 'the dispute is decided',
  hint: 'open it again first',
}
