import type { AddressInfo } from 'node:net'
import { type Fault, fail, ok, type Result } from '#fault'
import { Appearance } from './appearance.ts'
import { basics } from './basics.ts'
import { newApiKey, seededChance, trueChance } from './chance.ts'
import { Clock, setClock } from './clock.ts'
import { FaultPlan, parseFaults } from './faults.ts'
import { httpServer, type Seen, type Timeouts } from './http-server.ts'
import { forgetful, openJournal } from './journal.ts'
import { RateLimit } from './rate-limit.ts'
import { KeyProver } from './secrets.ts'
import { parseSeed, plantSeed } from './seed.ts'
import type { StateView, User } from './state.ts'
import { Store } from './store.ts'

export interface SandboxOptions {
  /** The CNA of the exercise and its administrator. */
  readonly org: string
  readonly user: string
  /** The administrator's API key; without one, a new key is made and given back. */
  readonly key?: string
  /** An organisation with the role ADP and an administrator of the same name and key. */
  readonly adp?: string
  readonly host?: string
  /** 0 takes a free one. */
  readonly port?: number
  /** A file that keeps the state; without one, it ends with the process. */
  readonly state?: string
  /** JSON text of what is there at the start, and where it came from. */
  readonly seed?: { readonly source: string; readonly text: string }
  /** As `--fault` takes it: `429:0.1,lost:0.02`. */
  readonly fault?: string
  /** As `--clock` takes it: `2030-02-20T09:00:00Z`, or with `=` before it to stand still. */
  readonly clock?: string
  /** Years that are ready beside 1900 and those up to the present one. */
  readonly years?: readonly string[]
  /** Makes faults, UUIDs and the choice of nonsequential IDs the same each time. Never API keys. */
  readonly randomSeed?: number
  readonly allErrors?: boolean
  /** Requests a second on the two rate-limited routes; CVE Services take 1000. */
  readonly rateLimit?: number
  readonly timeouts?: Partial<Timeouts>
  readonly seen?: (line: Seen) => void
  readonly crashed?: (cause: unknown) => void
}

export interface Sandbox {
  /** Where the API is: `http://127.0.0.1:8080/api/`. */
  readonly url: string
  readonly port: number
  readonly org: string
  readonly user: string
  /** The administrator's key; undefined when it is the one that the state already has. */
  readonly key: string | undefined
  /** Ends: open connections are cut, the state is closed. */
  close(): Promise<void>
}

const TIMEOUTS: Timeouts = { headers: 10_000, request: 30_000, silence: 120_000 }

/** Starts the server; it answers when this resolves. */
export async function startSandbox(options: SandboxOptions): Promise<Result<Sandbox>> {
  const clock = new Clock(Date.now)
  const clockSet = options.clock === undefined ? ok(undefined) : setClock(clock, options.clock)
  if (!clockSet.ok) return clockSet
  const likelihoods = options.fault === undefined ? ok([]) : parseFaults(options.fault)
  if (!likelihoods.ok) return likelihoods
  const seed = options.seed === undefined ? ok({}) : parseSeed(options.seed.source, options.seed.text)
  if (!seed.ok) return seed
  const named = checkNames(options)
  if (named !== undefined) return fail(named)
  const journal = options.state === undefined ? ok(forgetful) : openJournal(options.state)
  if (!journal.ok) return journal

  const chance = options.randomSeed === undefined ? trueChance : seededChance(options.randomSeed)
  const store = new Store(journal.value)
  const key = options.key ?? (isThere(store.state, options.org, options.user) ? undefined : newApiKey())
  store.commit(basics(store.state, options, key, clock.now(), chance.uuid))
  const planted = plantSeed(seed.value, store.state, clock.now(), chance)
  if (!planted.ok) {
    store.close()
    return planted
  }
  store.commit(planted.value)

  const appearance = new Appearance(store.state, clock)
  const server = httpServer({
    ground: {
      state: store.state,
      clock,
      chance,
      prover: new KeyProver(),
      rateLimit: new RateLimit(options.rateLimit ?? 1000, 1, () => performance.now()),
      options: { allErrors: options.allErrors ?? false },
    },
    store,
    faults: new FaultPlan(likelihoods.value, chance),
    appearance,
    administrator: userOf(store.state, options.org, options.user)?.UUID ?? '',
    timeouts: { ...TIMEOUTS, ...options.timeouts },
    seen: options.seen ?? (() => undefined),
    crashed: options.crashed ?? (() => undefined),
  })
  const host = options.host ?? '127.0.0.1'
  return new Promise((resolve) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      store.close()
      resolve(fail(cannotListen(host, options.port ?? 0, cause)))
    })
    server.listen(options.port ?? 0, host, () => {
      const { port } = server.address() as AddressInfo
      resolve(
        ok({
          url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/`,
          port,
          org: options.org,
          user: options.user,
          key,
          close: () =>
            new Promise((ended) => {
              server.close(() => {
                store.close()
                ended()
              })
              server.closeAllConnections()
            }),
        }),
      )
    })
  })
}

function userOf(state: StateView, org: string, user: string): User | undefined {
  const its = state.orgNamed(org)
  return its === undefined ? undefined : state.userNamed(its.UUID, user)
}

function isThere(state: StateView, org: string, user: string): boolean {
  return userOf(state, org, user) !== undefined
}

function checkNames({ org, user, adp, years = [] }: SandboxOptions): Fault | undefined {
  for (const name of [org, ...(adp === undefined ? [] : [adp])]) {
    if (!/^[^<>"\s]{2,32}$/.test(name)) {
      return invalid(`${JSON.stringify(name.slice(0, 40))} is no short name: 2 to 32 characters without blanks`)
    }
  }
  if (!/^[A-Za-z0-9\-_@.]{3,128}$/.test(user)) {
    return invalid(`${JSON.stringify(user.slice(0, 40))} is no username: 3 to 128 letters, digits or -_@.`)
  }
  const year = years.find((each) => !/^\d{4}$/.test(each))
  return year === undefined ? undefined : invalid(`${JSON.stringify(year.slice(0, 40))} is no year of four digits`)
}

function invalid(message: string): Fault {
  return { code: 'SANDBOX_OPTION', kind: 'invalid', message: `cannot start the sandbox: ${message}` }
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): Fault {
  const where = `${host}:${port}`
  if (cause.code === 'EADDRINUSE') {
    return {
      code: 'SANDBOX_PORT_IN_USE',
      kind: 'conflict',
      message: `cannot listen on ${where}: something else does`,
      hint: '--port 0 takes a free one',
    }
  }
  const kind = cause.code === 'EACCES' ? 'refused' : 'invalid'
  return { code: 'SANDBOX_LISTEN', kind, message: `cannot listen on ${where}: ${cause.code ?? cause.message}` }
}
