import type { Fault } from '#fault'
import type { AuditReport } from './keeping-port.ts'
import { count } from './table.ts'

/** The report in words, one line for each thing that it says. */
export function auditLines({ entries, withheld, end, pending, broken }: AuditReport): readonly string[] {
  return [
    broken === undefined
      ? `intact: ${count(entries, 'entry', 'entries')}`
      : `broken at entry ${broken.seq}: ${broken.why}; ${count(entries, 'entry', 'entries')} before it are intact`,
    ...(withheld > 0 ? [`${withheld} of them withheld: their place was checked, not their text`] : []),
    ...(pending > 0 ? [`${pending} more wait for their place in the chain`] : []),
    ...(broken === undefined && entries > 0 ? [`to note elsewhere, for --anchor: ${end.seq}:${end.hash}`] : []),
  ]
}

/** The fault of a log that is not intact. */
export function auditFault({ broken }: AuditReport): Fault<'AUDIT_BROKEN'> | undefined {
  if (broken === undefined) return undefined
  return {
    code: 'AUDIT_BROKEN',
    kind: 'untrusted',
    message: `the audit log is broken at entry ${broken.seq}: ${broken.why}`,
    hint: 'keep it as it is, and compare it with a backup and with exports of before',
  }
}
