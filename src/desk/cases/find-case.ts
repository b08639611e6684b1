import { type Actor, auditActorOf, notFound, type Operation, permit, type Resource } from '#desk/people'
import type { AuditAction } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { CaseRow, CasesTx } from './ports.ts'

/**
 * The case of an ID, for somebody who may do `operation` with it. A case is known to those on its list alone, whatever its state:
 * whoever is not on it is told that there is none.
 */
export async function findCase(
  tx: Pick<CasesTx, 'cases'>,
  actor: Actor,
  operation: Operation,
  id: string,
): Promise<Result<CaseRow>> {
  const what = `case ${JSON.stringify(id.slice(0, 64))}`
  const row = await tx.cases.find(id)
  if (row === undefined) return fail(notFound(what))
  const may = permit(actor, operation, await caseResource(tx, row), what)
  return may.ok ? ok(row) : may
}

export async function caseResource(tx: Pick<CasesTx, 'cases'>, { id, project }: CaseRow): Promise<Resource> {
  return { project, embargoed: true, knownTo: await tx.cases.knownTo(id) }
}

/** What people call a case: `lantern-0192`. */
export function caseNumber({ project, number }: Pick<CaseRow, 'project' | 'number'>): string {
  return `${project}-${String(number).padStart(4, '0')}`
}

/** Everything about a case is written down, and shown to those who may know of it. */
export async function auditCase(
  tx: Pick<CasesTx, 'audit'>,
  actor: Actor,
  action: AuditAction,
  { id, project }: CaseRow,
  more: Pick<Parameters<CasesTx['audit']['append']>[0], 'reason' | 'diff'> = {},
): Promise<void> {
  await tx.audit.append({
    actor: auditActorOf(actor),
    action,
    subject: { kind: 'case', id, project },
    embargoed: true,
    ...more,
  })
}

/** Tells others that a case changed: its ID, for those who may know of it. */
export function caseChanged({ id, project }: CaseRow, version: number): Parameters<CasesTx['events']['emit']>[0] {
  return { topic: 'case.changed', project, data: { case: id, version } }
}
