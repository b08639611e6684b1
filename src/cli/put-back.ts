import type { Result } from '#fault'
import { auditFault, auditLines } from './audit-log-text.ts'
import { EXIT, exitOf, reportFault } from './command.ts'
import type { AuditReport, Copied } from './keeping-port.ts'
import { count } from './table.ts'
import type { World } from './world.ts'

/** Tells what was put back, and whether its audit log is intact: that of the copy, which is there in any case. */
export function reportPutBack(
  put: Result<Copied & { readonly audit: AuditReport }>,
  values: { readonly json: boolean; readonly quiet: boolean },
  world: World,
): number {
  if (!put.ok) return reportFault(put.fault, values.json, world)
  const { tables, rows, audit } = put.value
  if (values.json) world.terminal.out(JSON.stringify({ tables, rows, audit }))
  else if (!values.quiet) {
    world.terminal.out(`${count(rows, 'row')} of ${count(tables, 'table')}`)
    for (const line of auditLines(audit)) world.terminal.out(`audit log: ${line}`)
  }
  const fault = auditFault(audit)
  if (fault === undefined) return EXIT.done
  return values.json ? exitOf(fault) : reportFault(fault, false, world)
}
