import { type Actor, notFound } from '#desk/people'
import { type AuditAction, type AuditChange, written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { auditCase, caseChanged, findCase } from './find-case.ts'
import type { CaseRow, CasesDesk, CasesTx } from './ports.ts'
import type { Consent } from './view.ts'

/** What may be changed of a case; null takes a field away. */
export interface CaseEdit {
  readonly title?: string
  readonly reporter?: string
  readonly contact?: string | null
  readonly coordinator?: string | null
  readonly exploited?: boolean
  readonly credit?: { readonly name: string; readonly consent: Consent }
  readonly disclosure?: string | null
  readonly public?: { readonly at: string; readonly by: 'us' | 'others' } | null
}

/** Changes some fields; what is not named stays. Codes: `VERSION_STALE`, `NOT_FOUND` for a coordinator who is not on the list. */
export async function changeCase(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  base: number,
  edit: CaseEdit,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const row = found.value
    if (typeof edit.coordinator === 'string' && !(await tx.cases.knownTo(id)).includes(edit.coordinator)) {
      return fail({ ...notFound('this person on the list of the case'), at: '/coordinator' })
    }
    const now = desk.around.moment()
    return writeCase(tx, actor, row, { ...edited(row, edit, now), touched: now }, base, 'case.edit')
  })
}

/** Writes a row over its version, with what goes with it. */
export async function writeCase(
  tx: CasesTx,
  actor: Actor,
  before: CaseRow,
  after: CaseRow,
  base: number,
  action: AuditAction,
  reason?: string,
): Promise<Result<void>> {
  const outcome = written(await tx.cases.update(after, base), 'the case')
  if (!outcome.ok) return outcome
  await auditCase(tx, actor, action, before, {
    diff: changesOf(before, after),
    ...(reason !== undefined && { reason }),
  })
  tx.events.emit(caseChanged(after, outcome.value))
  return ok(undefined)
}

function edited(row: CaseRow, edit: CaseEdit, now: string): CaseRow {
  const { title, reporter, contact, coordinator, exploited, credit, disclosure } = edit
  return {
    ...without(row, [
      ...(contact === null ? (['contact'] as const) : []),
      ...(coordinator === null ? (['coordinator'] as const) : []),
      ...(disclosure === null ? (['disclosure'] as const) : []),
      ...(edit.public === null ? (['public'] as const) : []),
      ...(exploited === false ? (['exploitedSince'] as const) : []),
    ]),
    ...(title !== undefined && { title }),
    ...(reporter !== undefined && { reporter }),
    ...(typeof contact === 'string' && { contact }),
    ...(typeof coordinator === 'string' && { coordinator }),
    ...(exploited === true && row.exploitedSince === undefined && { exploitedSince: now }),
    ...(credit !== undefined && { credit: creditAfter(row, credit, now) }),
    ...(typeof disclosure === 'string' && { disclosure }),
    ...(edit.public !== undefined && edit.public !== null && { public: edit.public }),
  }
}

/** Consent is somebody's own word: when it was given or refused stays beside it. */
function creditAfter(
  { credit }: CaseRow,
  { name, consent }: NonNullable<CaseEdit['credit']>,
  now: string,
): CaseRow['credit'] {
  if (consent === credit.consent) return { ...credit, name }
  return { name, consent, ...(consent !== 'unknown' && { askedAt: now }) }
}

type Removable = 'contact' | 'coordinator' | 'disclosure' | 'public' | 'exploitedSince'

function without(row: CaseRow, names: readonly Removable[]): CaseRow {
  const { contact, coordinator, disclosure, exploitedSince, public: since, ...rest } = row
  const keeps = (name: Removable): boolean => !names.includes(name)
  return {
    ...rest,
    ...(contact !== undefined && keeps('contact') && { contact }),
    ...(coordinator !== undefined && keeps('coordinator') && { coordinator }),
    ...(disclosure !== undefined && keeps('disclosure') && { disclosure }),
    ...(exploitedSince !== undefined && keeps('exploitedSince') && { exploitedSince }),
    ...(since !== undefined && keeps('public') && { public: since }),
  }
}

/** Fields that say when the row was written tell nothing by themselves. */
const SILENT: ReadonlySet<string> = new Set(['version', 'touched', 'asked', 'heard'])

function changesOf(before: CaseRow, after: CaseRow): readonly AuditChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof CaseRow)[]
  return names.flatMap((field): readonly AuditChange[] => {
    const [was, is] = [before[field] as Json | undefined, after[field] as Json | undefined]
    if (SILENT.has(field) || JSON.stringify(was) === JSON.stringify(is)) return []
    return [{ field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }]
  })
}
