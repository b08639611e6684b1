import { nameOf } from '#desk/advisories'
import { type Actor, permit, personOf } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import { OF_THE_FUTURE } from './dispute.ts'
import { disputedRecord } from './disputed-record.ts'
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
  /** Where it disputes a published record: its CVE ID, or the identifier of its vulnerability. */
  readonly disputes?: string
}

/** Takes a report: a new case that its taker alone knows of. Gives its ID. Codes: those of finding the record that it disputes, `DISPUTE_MOMENT`. */
export async function takeReport(desk: CasesDesk, actor: Actor, wish: Report): Promise<Result<string>> {
  const { project, title, report, reporter, contact, received, exploited = false, disputes } = wish
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
    const disputed = disputes === undefined ? undefined : await disputedRecord(tx, actor, project, disputes)
    if (disputed?.ok === false) return disputed
    const came = received ?? now
    if (disputed !== undefined && Date.parse(came) > Date.parse(now)) return fail(OF_THE_FUTURE)
    const row: CaseRow = {
      id: desk.around.ids(),
      number: await tx.cases.nextNumber(project),
      project,
      title,
      report,
      reporter,
      ...(contact !== undefined && { contact }),
      state: 'new',
      received: came,
      touched: now,
      ...(exploited && { exploitedSince: now }),
      credit: { name: reporter, consent: 'unknown' },
      ...(disputed !== undefined && {
        dispute: { ...disputed.value, by: reporter, claim: report, received: came, was: 'new' },
      }),
      version: 1,
    }
    await tx.cases.insert(row)
    await tx.cases.setKnownTo(row.id, [nameOf(actor)])
    await auditCase(tx, actor, 'case.create', row)
    tx.events.emit(caseChanged(row, 1))
    return ok(row.id)
  })
}
