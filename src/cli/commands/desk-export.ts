import path from 'node:path'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { DESK_FLAGS, deskPlace } from '../desk-place.ts'
import { count } from '../table.ts'

export const deskExport: AnyCommand = command({
  name: 'desk export',
  summary: 'write the whole desk as files, for git',
  operands: { text: 'FOLDER', min: 1, max: 1 },
  about:
    'Writes each project as the command line knows it, steward.yaml and facts files, and all else as JSON, one row a line. The same desk gives the same bytes. FOLDER is new, or holds an earlier export, which is replaced; .git stays. Sessions and links are left out. The folder is as secret as the desk.',
  examples: [
    ['steward desk export desk', 'the desk in ./steward-data'],
    ['steward desk export --data /var/lib/steward /srv/desk', 'over an earlier export'],
  ],
  flags: { ...DESK_FLAGS, ...COMMON_FLAGS },
  async run({ values, operands: [folder = ''] }, world) {
    const keeping = await world.desk.keeping()
    const copied = await keeping.exportTo(deskPlace(values, world), path.resolve(world.folder, folder))
    if (!copied.ok) return reportFault(copied.fault, values.json, world)
    const { tables, rows } = copied.value
    if (values.json) world.terminal.out(JSON.stringify({ folder, tables, rows }))
    else if (!values.quiet) world.terminal.out(`${folder}: ${count(rows, 'row')} of ${count(tables, 'table')}`)
    return EXIT.done
  },
})
