import { nameOf } from '#desk/advisories'
import { type Actor, permit, personOf } from '#desk/people'
import { ok, type Result } from '#fault'
import { auditCase, caseChanged } from './find-case.ts'
import type { CaseRow, CasesDesk } from './ports.ts'

export interface Report {
  readonly project: string
  readonly title: string
  readonly report: string
  readonly reporter: string
  readonly contact?: string
  /** When it came; now when absent. */
  readonly received?: string
  readonly exploited?: boolean
}

/** Takes a report: a new case that its taker alone knows of. Gives its ID. */
export async function takeReport(desk: CasesDesk, actor: Actor, wish: Report): Promise<Result<string>> {
  const { project, title, report, reporter, contact, received, exploited = false } = wish
  // Its taker is on its list, and must be able to know of what is under embargo.
  const resource = { project, embargoed: true, knownTo: [nameOf(actor).id] }
  const may = permit(actor, 'case.create', resource, `project ${JSON.stringify(project)}`)
  if (!may.ok) return may
  // Who takes a report is on the list of its case. A token that may see nothing under embargo takes none.
  const own = personOf(actor)
  const knows = { project, embargoed: true, knownTo: own === undefined ? [] : [own] }
  const reads = permit(actor, 'case.read', knows, 'cases')
  if (!reads.ok) return reads
  return desk.store.write(async (tx) => {
    const now = desk.around.moment()
    const row: CaseRow = {
      id: desk.around.ids(),
      number: await tx.cases.nextNumber(project),
      project,
      title,
      report,
      reporter,
      ...(contact !== undefined && { contact }),
      state: 'new',
      received: received ?? now,
      touched: now,
      ...(exploited && { exploitedSince: now }),
      credit: { name: reporter, consent: 'unknown' },
      version: 1,
    }
    await tx.cases.insert(row)
    await tx.cases.setKnownTo(row.id, [nameOf(actor)])
    await auditCase(tx, actor, 'case.create', row)
    tx.events.emit(caseChanged(row, 1))
    return ok(row.id)
  })
}
