import { nameOf } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { fail, type Result } from '#fault'
import { writeCase } from './change-case.ts'
import { type Dispute, OUTCOME_WORDS, type StepWish, stateOfDispute, takeStep } from './dispute.ts'
import { NO_DISPUTE } from './dispute-case.ts'
import { findCase } from './find-case.ts'
import { isOpen } from './moves.ts'
import type { CaseRow, CasesDesk } from './ports.ts'

const ACTIONS = {
  acknowledge: 'case.acknowledge-dispute',
  extend: 'case.extend-dispute',
  decide: 'case.decide-dispute',
} as const

/**
 * Writes down an answer to a dispute: that it came, that more time is needed, what was decided. The letters themselves are sent outside
 * of the desk, as all letters are.
 *
 * Codes: `CASE_NO_DISPUTE`, `CASE_ENDED`, those of {@link takeStep}, `VERSION_STALE`.
 */
export async function answerDispute(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  base: number,
  wish: StepWish,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const row = found.value
    if (row.dispute === undefined) return fail(NO_DISPUTE)
    if (!isOpen(row.state) && row.dispute.decided === undefined) return fail(ended(row))
    const now = desk.around.moment()
    const taken = takeStep(row.dispute, wish, now)
    if (!taken.ok) return taken
    const dispute = taken.value
    const by = nameOf(actor)
    const text = wordsOf(dispute, wish)
    await tx.cases.addNote({ id: desk.around.ids(), case: id, kind: 'dispute', by, at: now, text })
    const after: CaseRow = {
      ...row,
      dispute,
      state: stateOfDispute(dispute),
      touched: now,
      // Whoever answers first leads it, until somebody else does.
      ...(row.coordinator === undefined && { coordinator: by.id }),
    }
    return writeCase(tx, actor, row, after, base, ACTIONS[wish.step], wish.reason)
  })
}

function wordsOf({ decided, extended }: Dispute, { step }: StepWish): string {
  if (step === 'acknowledge') return 'acknowledged'
  if (decided !== undefined) return `decided, ${OUTCOME_WORDS[decided.outcome]}: ${decided.reason}`
  return `more time is needed: ${extended?.reason ?? ''}`
}

function ended({ state }: CaseRow) {
  return {
    code: 'CASE_ENDED',
    kind: 'conflict',
    message: `the case has ended: it is ${state}`,
    hint: 'open it again first',
  } as const
}
