import path from 'node:path'
import { type AnyCommand, COMMON_FLAGS, command } from '../command.ts'
import { DESK_FLAGS, deskPlace } from '../desk-place.ts'
import { reportPutBack } from '../put-back.ts'

export const restore: AnyCommand = command({
  name: 'restore',
  summary: 'make the database of a desk from a backup',
  operands: { text: 'FILE', min: 1, max: 1 },
  about:
    'Reads a backup, checks its digest, and makes a database of it: all of it or nothing. A desk that is there is not written over without --replace. Then the audit log is verified. Stop the desk before; its schema is brought forward at its next start.',
  examples: [
    ['steward restore desk-2030-05-01.backup', 'into ./steward-data'],
    ['steward restore --replace --data /var/lib/steward /backups/desk.backup', 'in the place of what is there'],
  ],
  flags: {
    replace: { type: 'boolean', about: 'put it in the place of the desk that is there' },
    ...DESK_FLAGS,
    ...COMMON_FLAGS,
  },
  async run({ values, operands: [file = ''] }, world) {
    const keeping = await world.desk.keeping()
    const put = await keeping.restore(deskPlace(values, world), path.resolve(world.folder, file), values.replace)
    return reportPutBack(put, values, world)
  },
})
