import { type Actor, mayDo } from '#desk/people'
import { type ClockFacts, clocksOf } from './clocks.ts'
import { disputeSummary, disputeView } from './dispute-view.ts'
import { caseNumber, caseResource } from './find-case.ts'
import { isOpen, movesFrom } from './moves.ts'
import type { CaseRow, CasesTx } from './ports.ts'
import type { CaseSummary, CaseView, Clock, NamedPerson } from './view.ts'

export async function caseSummary(tx: CasesTx, row: CaseRow, now: string): Promise<CaseSummary> {
  return summary(row, await tx.cases.peopleOf(row.id), await clocksFor(tx, row, now))
}

function summary(row: CaseRow, access: readonly NamedPerson[], [clock]: readonly Clock[]): CaseSummary {
  const { id, project, title, state, reporter, received, exploitedSince, vulnerability, dispute, version } = row
  const coordinator = access.find((person) => person.id === row.coordinator)
  return {
    id,
    number: caseNumber(row),
    project,
    title,
    state,
    reporter,
    ...(coordinator !== undefined && { coordinator }),
    received,
    exploited: exploitedSince !== undefined,
    ...(vulnerability !== undefined && { vulnerability }),
    ...(dispute !== undefined && { dispute: disputeSummary(dispute) }),
    ...(clock !== undefined && { clock }),
    version,
  }
}

export async function caseView(tx: CasesTx, actor: Actor, row: CaseRow, now: string): Promise<CaseView> {
  const { id, report, contact, credit, disclosure, duplicateOf } = row
  const clocks = await clocksFor(tx, row, now)
  const access = await tx.cases.peopleOf(id)
  const resource = await caseResource(tx, row)
  const notes = await tx.cases.notes(id)
  const { dispute: _, ...brief } = summary(row, access, clocks)
  return {
    ...brief,
    report,
    ...(contact !== undefined && { contact }),
    credit,
    ...(disclosure !== undefined && { disclosure }),
    ...(row.public !== undefined && { public: row.public }),
    ...(duplicateOf !== undefined && { duplicateOf }),
    ...(row.dispute !== undefined && { dispute: await disputeView(tx, actor, row.dispute, isOpen(row.state)) }),
    clocks,
    notes: notes.map(({ case: _, ...note }) => note),
    access,
    next: movesFrom(row.state, row.dispute),
    may: {
      edit: mayDo(actor, 'case.edit', resource) === 'allowed',
      access: mayDo(actor, 'vulnerability.access', resource) === 'allowed',
    },
  }
}

/** The clocks that run for a case; whether its record is out is looked up. */
export async function clocksFor(
  tx: Pick<CasesTx, 'vulnerabilities'>,
  row: CaseRow,
  now: string,
): Promise<readonly Clock[]> {
  const { state, received, touched, asked, heard, disclosure, exploitedSince, vulnerability } = row
  const found = vulnerability === undefined ? undefined : await tx.vulnerabilities.find(vulnerability)
  const facts: ClockFacts = {
    state,
    received,
    touched,
    ...(asked !== undefined && { asked }),
    ...(heard !== undefined && { heard }),
    ...(disclosure !== undefined && { disclosure }),
    ...(exploitedSince !== undefined && { exploitedSince }),
    ...(row.public !== undefined && { public: row.public }),
    recordPublished: found?.stage === 'published',
    ...(row.dispute !== undefined && { dispute: row.dispute }),
  }
  return clocksOf(facts, now)
}
