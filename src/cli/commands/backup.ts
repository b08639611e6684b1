import path from 'node:path'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { DESK_FLAGS, deskPlace } from '../desk-place.ts'
import { count } from '../table.ts'

export const backup: AnyCommand = command({
  name: 'backup',
  summary: 'copy the whole database of a desk into one file',
  operands: { text: 'FILE', min: 1, max: 1 },
  about:
    'Copies everything, as it is at one moment, into a new file: compressed, with a digest over all of it. The desk may go on working. A backup of either database can be restored to the other. It is as secret as the desk. The keys in the data folder are not in it: keep secret.key elsewhere.',
  examples: [
    ['steward backup desk-2030-05-01.backup', 'the desk in ./steward-data'],
    ['steward backup --data /var/lib/steward /backups/desk.backup', 'another one'],
  ],
  flags: { ...DESK_FLAGS, ...COMMON_FLAGS },
  async run({ values, operands: [file = ''] }, world) {
    const keeping = await world.desk.keeping()
    const copied = await keeping.backUp(deskPlace(values, world), path.resolve(world.folder, file))
    if (!copied.ok) return reportFault(copied.fault, values.json, world)
    const { tables, rows } = copied.value
    if (values.json) world.terminal.out(JSON.stringify({ file, tables, rows }))
    else if (!values.quiet) world.terminal.out(`${file}: ${count(rows, 'row')} of ${count(tables, 'table')}`)
    return EXIT.done
  },
})
