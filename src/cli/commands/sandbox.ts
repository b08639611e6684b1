import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import { inkOf } from '../ink.ts'
import type { SandboxRequest, SeenRequest } from '../sandbox-port.ts'
import type { World } from '../world.ts'

/** The port of CVE Services' own development server. */
const PORT = '3000'
const LONGEST_SEED = 64 * 1024 * 1024 // bytes

const FLAGS = {
  port: { type: 'string', short: 'p', value: 'PORT', about: `listen there (${PORT}); 0 takes a free one` },
  host: { type: 'string', value: 'ADDRESS', about: 'listen on this address (127.0.0.1)' },
  org: { type: 'string', value: 'NAME', about: 'short name of the CNA (example-cna)' },
  user: { type: 'string', value: 'NAME', about: 'its administrator (admin@cna.example)' },
  key: {
    type: 'string',
    value: 'KEY',
    about: 'the API key of the administrator; without it, a new one is printed once',
  },
  adp: { type: 'string', value: 'NAME', about: 'short name of an ADP whose administrator has the same name and key' },
  state: { type: 'string', value: 'FILE', about: 'keep the state in FILE; without it, it ends with the program' },
  seed: { type: 'string', value: 'FILE', about: 'organizations, users, IDs and records to start with, as JSON' },
  year: {
    type: 'string',
    multiple: true,
    value: 'YYYY',
    about: 'a year ready for reservations, beside 1900 and 1999 to the present',
  },
  fault: { type: 'string', value: 'FAULTS', about: 'faults and their probabilities: 429:0.1,lost:0.02,slow=200:0.5' },
  clock: { type: 'string', value: 'TIME', about: 'start at TIME; with = before it, time stands still there' },
  'random-seed': { type: 'string', value: 'NUMBER', about: 'the same faults and the same random IDs each time' },
  'all-errors': {
    type: 'boolean',
    about: 'report every error of a container, not only the first as CVE Services do',
  },
  ...COMMON_FLAGS,
} as const

export const sandbox: AnyCommand = command({
  name: 'sandbox',
  summary: 'run a server that behaves as CVE Services do, for rehearsal',
  about:
    'Answers on this machine as CVE Services would: reservations, publication, rejection, quota, users, with the same codes and quirks. Nothing that is done there reaches anybody. It runs until it is interrupted. docs/sandbox.md has an exercise of five minutes, the faults it can make and the form of a seed.',
  examples: [
    ['steward sandbox', 'a CNA and its administrator with a new key, in memory'],
    [
      'steward sandbox --port 0 --org lsf --user anna@lsf.example --key exercise',
      'the same key each time, any free port',
    ],
  ],
  flags: FLAGS,
  async run({ values }, world) {
    const request = await requestOf(values, world)
    if (!request.ok) return reportFault(request.fault, values.json, world)
    const started = await world.sandbox.start(request.value)
    if (!started.ok) return reportFault(started.fault, values.json, world)
    const { url, key } = started.value
    const { org, user } = request.value
    if (values.json) world.terminal.out(JSON.stringify({ url, org, user, ...(key !== undefined && { key }) }))
    else for (const line of welcome(url, org, user, key, world)) world.terminal.out(line)
    await world.sandbox.interrupted()
    await started.value.close()
    return EXIT.done
  },
})

async function requestOf(given: Values<typeof FLAGS>, world: World): Promise<Result<SandboxRequest>> {
  const port = wholeNumber('--port', given.port ?? PORT, 65_535)
  if (!port.ok) return port
  const randomSeed = wholeNumber('--random-seed', given['random-seed'] ?? '0', 2 ** 32 - 1)
  if (!randomSeed.ok) return randomSeed
  const seed = given.seed === undefined ? undefined : await readSeed(given.seed, world)
  if (seed?.ok === false) return seed
  return ok({
    org: given.org ?? 'example-cna',
    user: given.user ?? 'admin@cna.example',
    port: port.value,
    years: given.year,
    allErrors: given['all-errors'],
    ...(given.key !== undefined && { key: given.key }),
    ...(given.adp !== undefined && { adp: given.adp }),
    ...(given.host !== undefined && { host: given.host }),
    ...(given.state !== undefined && { state: path.resolve(world.folder, given.state) }),
    ...(seed !== undefined && { seed: seed.value }),
    ...(given.fault !== undefined && { fault: given.fault }),
    ...(given.clock !== undefined && { clock: given.clock }),
    ...(given['random-seed'] !== undefined && { randomSeed: randomSeed.value }),
    seen: given.json || given.quiet ? () => undefined : (request) => world.terminal.out(line(request)),
    crashed: (cause) => world.terminal.err(`steward: the sandbox made a mistake: ${String(cause)}`),
  })
}

async function readSeed(file: string, world: World): Promise<Result<{ source: string; text: string }>> {
  const text = await world.files.read(path.resolve(world.folder, file), LONGEST_SEED)
  return text.ok ? ok({ source: file, text: text.value }) : text
}

function wholeNumber(flag: string, text: string, most: number): Result<number> {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return ok(Number(text))
  const fault: Fault = {
    code: 'USAGE_NUMBER',
    kind: 'invalid',
    message: `${flag} takes a whole number from 0 to ${most}, not ${JSON.stringify(text.slice(0, 40))}`,
  }
  return fail(fault)
}

function welcome(url: string, org: string, user: string, key: string | undefined, world: World): readonly string[] {
  const ink = inkOf(world.terminal)
  return [
    `${ink('title', 'CVE Services sandbox')}  ${url}`,
    `  CNA ${org}, administrator ${user}; Secretariat mitre with the same user and key`,
    '',
    ink('heading', '# for steward cna and for cvelib'),
    `export CVE_API_URL=${url}`,
    `export CVE_ORG=${shellWord(org)} CVE_USER=${shellWord(user)}`,
    key === undefined ? '# CVE_API_KEY: the key that the state was made with' : `export CVE_API_KEY=${shellWord(key)}`,
    '',
  ]
}

/** As a shell reads it back. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function line({ method, path: asked, status, milliseconds }: SeenRequest): string {
  const shown = asked.length > 120 ? `${asked.slice(0, 119)}…` : asked
  return `${method} ${shown} ${status ?? 'no answer'} ${milliseconds.toFixed(0)} ms`
}
