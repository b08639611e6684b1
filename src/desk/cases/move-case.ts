import { nameOf } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { ok, type Result } from '#fault'
import { writeCase } from './change-case.ts'
import { undecided } from './dispute.ts'
import { findCase } from './find-case.ts'
import { checkMove, isOpen, type MoveWish } from './moves.ts'
import type { CaseRow, CasesDesk } from './ports.ts'

/** Moves a case on. Codes: those of {@link checkMove}, `VERSION_STALE`. */
export async function moveCase(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  base: number,
  wish: MoveWish,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const row = found.value
    const move = checkMove(row.state, wish, row.dispute)
    if (!move.ok) return move
    const { duplicateOf: _, ...rest } = row
    const now = desk.around.moment()
    const by = nameOf(actor)
    const after: CaseRow = {
      ...rest,
      state: wish.to,
      touched: now,
      // A dispute that is open again has no decision.
      ...(row.dispute !== undefined && isOpen(wish.to) && { dispute: undecided(row.dispute) }),
      ...(wish.to === 'duplicate' && wish.duplicateOf !== undefined && { duplicateOf: wish.duplicateOf }),
      // Whoever acknowledges a report leads it, until somebody else does.
      ...(row.coordinator === undefined && { coordinator: by.id }),
    }
    const { reason } = wish
    const text = [`${row.state} to ${wish.to}`, wish.duplicateOf, reason]
      .filter((each) => each !== undefined)
      .join(': ')
    await tx.cases.addNote({ id: desk.around.ids(), case: id, kind: 'moved', by, at: now, text })
    const done = await writeCase(tx, actor, row, after, base, 'case.edit', reason)
    return done.ok ? ok(undefined) : done
  })
}
