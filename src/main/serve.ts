import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { realSurroundings } from '#adapters/clock'
import { localCna } from '#adapters/cve-services'
import { providerSettings } from '#adapters/oidc'
import { secrets } from '#adapters/secrets'
import { openVault } from '#adapters/vault'
import type { RunningDesk, ServeRequest } from '#cli'
import { beginPolling } from '#desk/board'
import { prepareSetUp } from '#desk/people'
import { warmGrounds } from '#desk/projects'
import { type Fault, fail, ok, type Result } from '#fault'
import { type App, createApp, operation } from '#http'
import { demoFoundation, demoPassphrase } from './demo-foundation.ts'
import { deskOf } from './desk.ts'
import { sandboxToServe } from './desk-sandbox.ts'
import { openStorage } from './desk-storage.ts'
import type { Environment } from './environment.ts'
import { roomsOf } from './rooms.ts'
import { vaultOptions } from './vault-options.ts'
import { watchOver } from './watch.ts'
import { webFolder } from './web-folder.ts'

/** Starts the desk: database, sandbox, HTTP. It answers when this resolves. */
export async function serveDesk(
  request: ServeRequest,
  environment: Environment,
  version: string,
): Promise<Result<RunningDesk>> {
  const site = siteOf(request)
  if (!site.ok) return site
  const provider = providerSettings(environment)
  if (!provider.ok) return provider
  const made = await makeDataFolder(request.data)
  if (!made.ok) return made
  const vault = await openVault(vaultOptions(request.data, environment))
  if (!vault.ok) return vault
  const opened = await openStorage({
    at: request.databaseUrl ?? path.join(request.data, 'desk.db'),
    backups: path.join(request.data, 'backups'),
    works: request.works,
    crashed: request.crashed,
  })
  if (!opened.ok) return opened
  const storage = opened.value
  const { database } = storage
  const state = path.join(request.data, 'sandbox.jsonl')
  const sandbox = await sandboxToServe(environment, request.works, state, request.crashed)
  if (!sandbox.ok) {
    await storage.close()
    return sandbox
  }
  const rooms = roomsOf({
    database,
    around: realSurroundings,
    data: request.data,
    environment,
    cna: localCna(environment, version),
    vault: vault.value,
    sandboxUrl: () => sandbox.value.url,
  })
  const desk = deskOf({
    database,
    rooms,
    around: realSurroundings,
    secrets: secrets(),
    version,
    secure: site.value.secure,
    // It is planted by a job of this process, which knows the passphrase of its people.
    demo: request.demo && request.works,
    origins: site.value.origins,
    ...(provider.value !== undefined && { provider: provider.value }),
  })
  const watch = watchOver(database, version, request.log)
  const web = webFolder()
  const app = await createApp({
    version,
    origins: site.value.origins,
    secure: site.value.secure,
    identify: desk.identify,
    resources: desk.resources,
    ids: realSurroundings.ids,
    crashed: request.crashed,
    outside: (app) => operation(app, watch.door),
    seen: watch.seen,
    ...(web !== undefined && { web }),
    ...requestLimit(environment),
    ...(environment.STEWARD_TRUSTED_PROXIES !== undefined && {
      proxies: environment.STEWARD_TRUSTED_PROXIES.split(',').map((each) => each.trim()),
    }),
  })
  const cool = warmGrounds(database.store, database.bus, rooms.projects.grounds, (cause) =>
    request.crashed(cause, 'of the reading of clones ahead'),
  )
  const close = async (): Promise<void> => {
    await app.close()
    await cool()
    await sandbox.value.close()
    await storage.close()
  }
  const listening = await listen(app, request)
  if (!listening.ok) {
    await close()
    return listening
  }
  site.value.listensOn(listening.value)
  const setUp = await prepareSetUp(desk.people)
  if (!setUp.ok) {
    await close()
    return setUp
  }
  const passphrase = demoPassphrase(realSurroundings.randomness)
  const demo = demoFoundation({ rooms, people: desk.people, data: request.data, passphrase })
  if (request.works) {
    await storage.work([...rooms.jobs, ...demo])
    const polling = await beginPolling(rooms.board)
    if (!polling.ok) {
      await close()
      return polling
    }
  }
  const [url = ''] = site.value.origins()
  return ok({
    url,
    ...(sandbox.value.url !== undefined && { sandbox: sandbox.value.url }),
    ...(setUp.value !== undefined && { setUpLink: `${url}/set-up#${setUp.value}` }),
    ...(setUp.value !== undefined && request.demo && request.works && { demoPassphrase: passphrase }),
    close,
  })
}

/** A house whose people all come from one address may need more than the usual. What is no number is passed over. */
function requestLimit({ STEWARD_REQUESTS_PER_MINUTE: limit }: Environment): { readonly perMinute?: number } {
  return limit !== undefined && /^[1-9][0-9]{0,8}$/.test(limit) ? { perMinute: Number(limit) } : {}
}

/** Where people reach the desk, before and after the port is known. */
interface Site {
  readonly secure: boolean
  origins(): readonly string[]
  listensOn(port: number): void
}

/**
 * On loopback the desk is known under the names of loopback. Elsewhere it must be told its name: every request and every `Origin` is
 * held against it.
 */
function siteOf({ host, origin, port }: ServeRequest): Result<Site> {
  if (origin !== undefined) {
    if (!isOrigin(origin)) return fail(ORIGIN_MALFORMED)
    const { origin: named } = new URL(origin)
    return ok({ secure: named.startsWith('https:'), origins: () => [named], listensOn: () => undefined })
  }
  if (!LOOPBACK.has(host)) return fail(ORIGIN_NEEDED)
  let known = port
  return ok({
    secure: false,
    origins: () => LOOPBACK_NAMES.map((name) => `http://${name}:${known}`),
    listensOn: (port) => {
      known = port
    },
  })
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username, password } = new URL(text)
  return (
    /^https?:$/.test(protocol) && pathname === '/' && [search, hash, username, password].every((part) => part === '')
  )
}

const ORIGIN_MALFORMED: Fault<'USAGE_ORIGIN'> = {
  code: 'USAGE_ORIGIN',
  kind: 'invalid',
  message: '--origin takes an address without a path, such as https://desk.example.org',
}

const ORIGIN_NEEDED: Fault<'USAGE_ORIGIN'> = {
  code: 'USAGE_ORIGIN',
  kind: 'invalid',
  message: 'a desk that listens beyond this machine must know under which address people reach it',
  hint: '--origin https://desk.example.org',
}

/** The folder is its owner's alone: it holds what is under embargo, and keys. */
async function makeDataFolder(folder: string): Promise<Result<void>> {
  try {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) await chmod(folder, 0o700)
    return ok(undefined)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    return fail({
      code: 'DATA_FOLDER',
      kind: 'refused',
      message: `cannot use ${folder} as the data folder: ${code ?? 'unknown'}`,
    })
  }
}

async function listen(app: App, { host, port }: ServeRequest): Promise<Result<number>> {
  try {
    await app.listen({ host, port })
    const address = app.server.address()
    return ok(typeof address === 'object' && address !== null ? address.port : port)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === undefined) throw cause
    const isTaken = code === 'EADDRINUSE'
    return fail({
      code: 'DESK_LISTEN',
      kind: isTaken ? 'conflict' : 'refused',
      message: `cannot listen on ${host}:${port}: ${isTaken ? 'something else does' : code}`,
      hint: '--port 0 takes a free one',
    })
  }
}
