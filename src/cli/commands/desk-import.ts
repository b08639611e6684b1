import path from 'node:path'
import { type AnyCommand, COMMON_FLAGS, command } from '../command.ts'
import { DESK_FLAGS, deskPlace } from '../desk-place.ts'
import { reportPutBack } from '../put-back.ts'

export const deskImport: AnyCommand = command({
  name: 'desk import',
  summary: 'make a desk from the files of an export',
  operands: { text: 'FOLDER', min: 1, max: 1 },
  about:
    'Makes the database of a desk from a folder that `steward desk export` wrote: all of it or nothing. Links are not followed, and nothing outside of the folder is read. A desk that is there is not written over without --replace. Then the audit log is verified. Stop the desk before.',
  examples: [
    ['steward desk import desk', 'into ./steward-data'],
    ['steward desk import desk --database-url postgres://desk@db/desk', 'from a file to PostgreSQL'],
  ],
  flags: {
    replace: { type: 'boolean', about: 'put it in the place of the desk that is there' },
    ...DESK_FLAGS,
    ...COMMON_FLAGS,
  },
  async run({ values, operands: [folder = ''] }, world) {
    const keeping = await world.desk.keeping()
    const put = await keeping.importFrom(deskPlace(values, world), path.resolve(world.folder, folder), values.replace)
    return reportPutBack(put, values, world)
  },
})
