import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { describeCrash } from '../describe-crash.ts'
import type { RunningDesk, ServeRequest } from '../desk-port.ts'
import type { Values } from '../flags.ts'
import { inkOf } from '../ink.ts'
import type { World } from '../world.ts'

const PORT = '4310'
const HOST = '127.0.0.1'
const DATA = 'steward-data'

const FLAGS = {
  port: { type: 'string', short: 'p', value: 'PORT', about: `listen there (${PORT}); 0 takes a free one` },
  host: { type: 'string', value: 'ADDRESS', about: `listen on this address (${HOST})` },
  data: { type: 'string', value: 'FOLDER', about: `keep everything there (${DATA}, or STEWARD_DATA)` },
  'database-url': {
    type: 'string',
    value: 'URL',
    about:
      'a PostgreSQL database instead of a file in the data folder; better in STEWARD_DATABASE_URL, which no list of programs shows',
  },
  origin: {
    type: 'string',
    value: 'URL',
    about:
      'where people reach the desk, such as https://desk.example.org, when a proxy stands in front (STEWARD_ORIGIN)',
  },
  empty: { type: 'boolean', about: 'offer no demo foundation' },
  'no-jobs': { type: 'boolean', about: 'leave jobs to `steward worker` processes on the same PostgreSQL database' },
  log: { type: 'boolean', about: 'a line of JSON for each request on standard error' },
  ...COMMON_FLAGS,
} as const

export const serve: AnyCommand = command({
  name: 'serve',
  summary: 'the desk: the web application of a security team',
  about:
    'Serves the desk until it is interrupted: one process, with its database in the data folder and a sandbox of CVE Services as the target. The first start prints a one-time link to the first account. docs/desk.md says how to run it for a team.',
  examples: [
    ['steward serve', 'the desk on http://127.0.0.1:4310, for this machine only'],
    ['steward serve --origin https://desk.example.org', 'behind a proxy that speaks TLS'],
  ],
  flags: FLAGS,
  async run({ values }, world) {
    const request = requestOf(values, world)
    if (!request.ok) return reportFault(request.fault, values.json, world)
    const started = await world.desk.serve(request.value)
    if (!started.ok) return reportFault(started.fault, values.json, world)
    const { close, ...running } = started.value
    if (values.json) world.terminal.out(JSON.stringify(running))
    else for (const line of welcome(started.value, request.value.data, world)) world.terminal.out(line)
    await world.desk.interrupted()
    await close()
    return EXIT.done
  },
})

function requestOf(given: Values<typeof FLAGS>, world: World): Result<ServeRequest> {
  const { environment } = world.desk
  const port = given.port ?? PORT
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return fail({
      code: 'USAGE_NUMBER',
      kind: 'invalid',
      message: `--port takes a whole number from 0 to 65535, not ${JSON.stringify(port.slice(0, 40))}`,
    })
  }
  const databaseUrl = given['database-url'] ?? environment.databaseUrl
  const origin = given.origin ?? environment.origin
  if (given['no-jobs'] && databaseUrl === undefined) return fail(NO_WORKERS)
  return ok({
    host: given.host ?? HOST,
    port: Number(port),
    data: path.resolve(world.folder, given.data ?? environment.data ?? DATA),
    demo: !given.empty,
    works: !given['no-jobs'],
    ...(given.log && { log: world.terminal.err }),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(origin !== undefined && { origin }),
    crashed: (cause, request) => world.terminal.err(`steward: request ${request}: ${describeCrash(cause)}`),
  })
}

const NO_WORKERS: Fault<'USAGE_NO_WORKERS'> = {
  code: 'USAGE_NO_WORKERS',
  kind: 'invalid',
  message: '--no-jobs takes a PostgreSQL database: nobody else can run the jobs of a database file',
  hint: 'set STEWARD_DATABASE_URL',
}

function welcome(
  { url, setUpLink, demoPassphrase, sandbox }: RunningDesk,
  data: string,
  world: World,
): readonly string[] {
  const ink = inkOf(world.terminal)
  return [
    `${ink('title', 'Steward')}  ${url}`,
    `  data in ${data}; ${sandbox === undefined ? 'no sandbox of CVE Services: STEWARD_SANDBOX_URL names one' : `CVE Services: a sandbox at ${sandbox}`}`,
    ...(setUpLink === undefined ? [] : ['', ink('heading', '# the first account, once:'), setUpLink]),
    ...(demoPassphrase === undefined
      ? []
      : [`  people of the demo foundation, such as ilse@hearth.example, sign in with ${demoPassphrase}`]),
    '',
  ]
}
