import path from 'node:path'
import { parseAnchor } from '#desk/audit'
import { auditFault, auditLines } from '../audit-log-text.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, reportFault } from '../command.ts'
import { DESK_FLAGS, deskPlace } from '../desk-place.ts'

export const auditVerify: AnyCommand = command({
  name: 'audit verify',
  summary: 'check that nothing in the audit log was changed or removed',
  operands: { text: '[FILE]', min: 0, max: 1 },
  about:
    'Walks along the chain of the audit log, in the database of a desk or in a file of `steward audit export`. A chain that was cut off at its end, or made anew, is whole in itself: only an anchor that was noted elsewhere shows that. Exit code 7 when it does not hold.',
  examples: [
    ['steward audit verify', 'the desk in ./steward-data'],
    ['steward audit verify audit.jsonl --anchor "$NOTED"', 'an export, and that it holds what was noted'],
  ],
  flags: {
    anchor: { type: 'string', value: 'SEQ:HASH', about: 'an entry that was noted earlier must be in it' },
    ...DESK_FLAGS,
    ...COMMON_FLAGS,
  },
  async run({ values, operands: [file] }, world) {
    const noted = values.anchor === undefined ? undefined : parseAnchor(values.anchor)
    if (noted !== undefined && !noted.ok) return reportFault(noted.fault, values.json, world)
    const keeping = await world.desk.keeping()
    const report =
      file === undefined
        ? await keeping.verifyAudit(deskPlace(values, world), noted?.value)
        : await keeping.verifyAuditFile(path.resolve(world.folder, file), noted?.value)
    if (!report.ok) return reportFault(report.fault, values.json, world)
    const fault = auditFault(report.value)
    if (values.json) world.terminal.out(JSON.stringify(report.value))
    else if (fault === undefined && !values.quiet) for (const line of auditLines(report.value)) world.terminal.out(line)
    if (fault === undefined) return EXIT.done
    return values.json ? exitOf(fault) : reportFault(fault, false, world)
  },
})
