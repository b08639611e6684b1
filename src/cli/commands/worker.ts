import path from 'node:path'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { describeCrash } from '../describe-crash.ts'

export const worker: AnyCommand = command({
  name: 'worker',
  summary: 'runs the jobs of a desk on PostgreSQL, beside `steward serve`',
  about:
    'Takes the jobs of a desk (publishing, fetching repositories, schedules) until it is interrupted. Any number of workers may run, on any number of machines; the jobs of one that dies are taken over within seconds. A desk in a database file needs none: its one process does the work itself.',
  examples: [
    ['STEWARD_DATABASE_URL=postgres://desk@db/desk steward worker', 'one more worker'],
    ['steward worker --data /var/lib/steward-worker', 'with clones of its own, the database from the environment'],
  ],
  flags: {
    'database-url': { type: 'string', value: 'URL', about: 'the database of the desk; better in STEWARD_DATABASE_URL' },
    data: {
      type: 'string',
      value: 'FOLDER',
      about: 'keep clones of repositories there (steward-data, or STEWARD_DATA)',
    },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    const { environment } = world.desk
    const databaseUrl = values['database-url'] ?? environment.databaseUrl
    if (databaseUrl === undefined) {
      return reportFault(
        {
          code: 'USAGE_NO_DATABASE',
          kind: 'invalid',
          message: 'a worker needs the PostgreSQL database of its desk',
          hint: 'set STEWARD_DATABASE_URL; a desk in a file runs its jobs itself',
        },
        values.json,
        world,
      )
    }
    const working = await world.desk.work({
      databaseUrl,
      data: path.resolve(world.folder, values.data ?? environment.data ?? 'steward-data'),
      crashed: (cause, where) => world.terminal.err(`steward: worker ${where}: ${describeCrash(cause)}`),
    })
    if (!working.ok) return reportFault(working.fault, values.json, world)
    if (values.json) world.terminal.out(JSON.stringify({ working: true }))
    else if (!values.quiet) world.terminal.out('working')
    await world.desk.interrupted()
    await working.value.close()
    return EXIT.done
  },
})
