import { nameOf } from '#desk/advisories'
import type { Actor } from '#desk/people'
import type { Result } from '#fault'
import { writeCase } from './change-case.ts'
import { findCase } from './find-case.ts'
import type { CasesDesk } from './ports.ts'

export interface Note {
  readonly kind: 'note' | 'to-reporter' | 'from-reporter'
  /** Markdown. */
  readonly text: string
}

/** Writes something into a case. What was said to or by the reporter sets and stops the clock of their silence. */
export async function addCaseNote(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  { kind, text }: Note,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const row = found.value
    const now = desk.around.moment()
    await tx.cases.addNote({ id: desk.around.ids(), case: id, kind, by: nameOf(actor), at: now, text })
    const after = {
      ...row,
      touched: now,
      ...(kind === 'to-reporter' && { asked: now }),
      ...(kind === 'from-reporter' && { heard: now }),
    }
    return writeCase(tx, actor, row, after, row.version, 'case.note')
  })
}
