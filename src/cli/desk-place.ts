import path from 'node:path'
import type { Values } from './flags.ts'
import type { World } from './world.ts'

/** Which desk a command is about. */
export const DESK_FLAGS = {
  data: { type: 'string', value: 'FOLDER', about: 'the data folder of the desk (steward-data, or STEWARD_DATA)' },
  'database-url': {
    type: 'string',
    value: 'URL',
    about: 'its PostgreSQL database, when it has one; better in STEWARD_DATABASE_URL',
  },
} as const

/** The URL of the database, or the absolute path of its file. */
export function deskPlace(values: Values<typeof DESK_FLAGS>, { desk: { environment }, folder }: World): string {
  // A folder that was named is meant, whatever the environment says.
  const url = values['database-url'] ?? (values.data === undefined ? environment.databaseUrl : undefined)
  return url ?? path.resolve(folder, values.data ?? environment.data ?? 'steward-data', 'desk.db')
}
