import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { DESK_FLAGS, deskPlace } from '../desk-place.ts'

export const auditExport: AnyCommand = command({
  name: 'audit export',
  summary: 'print the whole audit log, one entry a line',
  about:
    'Prints the audit log of a desk as JSON Lines, the oldest entry first, each with its number and hash, to be kept elsewhere. `steward audit verify FILE` checks it. It holds what is under embargo.',
  examples: [
    ['steward audit export > audit.jsonl', 'the desk in ./steward-data'],
    ['steward audit export --data /var/lib/steward | gzip > audit.jsonl.gz', 'another one, compressed'],
  ],
  flags: { ...DESK_FLAGS, ...COMMON_FLAGS },
  async run({ values }, world) {
    const keeping = await world.desk.keeping()
    const exported = await keeping.exportAudit(deskPlace(values, world), world.terminal.write)
    return exported.ok ? EXIT.done : reportFault(exported.fault, values.json, world)
  },
})
