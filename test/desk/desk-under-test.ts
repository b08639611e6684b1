import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { localCna } from '#adapters/cve-services'
import type { Database } from '#adapters/database'
import type { ProviderSettings } from '#adapters/oidc'
import { secrets } from '#adapters/secrets'
import { openVault } from '#adapters/vault'
import { prepareSetUp, type Role, type RoleGrants } from '#desk/people'
import { idsFrom, type JobHandler, type Surroundings } from '#desk/store'
import { ok } from '#fault'
import { type App, createApp, type DoorOptions, type SeenRequest } from '#http'
import { type Desk, deskOf } from '../../src/main/desk.ts'
import { roomsOf } from '../../src/main/rooms.ts'

export const ORIGIN = 'http://localhost:4310'

/** A desk as `steward serve` makes it, asked without a network. Time stands still until a test moves it. */
export interface TestDesk {
  readonly app: App
  readonly desk: Desk
  readonly database: Database
  /** The work that goes on behind the scenes: nobody does it here unless a test does. */
  readonly jobs: readonly JobHandler[]
  /** The data folder. */
  readonly data: string
  readonly clock: Clock
  /** What the log would have. */
  readonly seen: SeenRequest[]
  readonly crashes: unknown[]
  /** `GET /people` and every other route below `/api/v1`, as the app registered them. */
  readonly routes: readonly string[]
  /** A browser of its own, with nobody signed in. */
  visitor(): Visitor
  /** Makes the first account; its browser is signed in. */
  founder(): Promise<Visitor>
  close(): Promise<void>
}

export class Clock {
  #now = Date.parse('2030-05-01T09:00:00.000Z')
  moment = (): string => new Date(this.#now).toISOString()
  /** Moves on by so many minutes. */
  pass(minutes: number): void {
    this.#now += minutes * 60_000
  }
}

/** Passphrases cost next to nothing here: what they cost is tested where it is decided. */
const CHEAP = secrets({ memory: 64, passes: 1 })

export interface TestDeskOptions {
  readonly provider?: ProviderSettings
  readonly door?: Partial<DoorOptions>
  readonly demo?: boolean
  readonly sandboxUrl?: string
}

export async function startDesk(database: Database, options: TestDeskOptions = {}): Promise<TestDesk> {
  const clock = new Clock()
  const randomness = (bytes: number): Uint8Array => randomBytes(bytes)
  const around: Surroundings = { moment: clock.moment, randomness, ids: idsFrom(clock.moment, randomness) }
  const data = await mkdtemp(path.join(os.tmpdir(), 'steward-desk-'))
  const vault = await openVault({ file: path.join(data, 'secret.key') })
  assert(vault.ok)
  const rooms = roomsOf({
    ...{ database, around, data },
    environment: {},
    cna: localCna({}, '0'),
    vault: vault.value,
    sandboxUrl: () => options.sandboxUrl,
  })
  const desk = deskOf({
    database,
    rooms,
    around,
    secrets: CHEAP,
    version: '0',
    secure: false,
    demo: options.demo ?? true,
    origins: () => [ORIGIN],
    ...(options.provider !== undefined && { provider: options.provider }),
  })
  const seen: SeenRequest[] = []
  const crashes: unknown[] = []
  const routes: string[] = []
  const app = await createApp({
    version: '0',
    origins: () => [ORIGIN],
    secure: false,
    identify: desk.identify,
    resources: (api) => {
      api.addHook('onRoute', ({ method, url }) => {
        if (method !== 'HEAD') routes.push(`${String(method)} ${url.slice('/api/v1'.length)}`)
      })
      desk.resources(api)
    },
    ids: around.ids,
    crashed: (cause) => crashes.push(cause),
    seen: (line) => seen.push(line),
    perMinute: 1_000_000,
    ...options.door,
  })
  let visitors = 0
  const visitor = (): Visitor => new Visitor(app, `192.0.2.${++visitors}`)
  return {
    jobs: rooms.jobs,
    ...{ app, desk, database, data, clock, seen, crashes, routes, visitor },
    async founder() {
      const secret = await prepareSetUp(desk.people)
      assert(secret.ok && secret.value !== undefined)
      const founder = visitor()
      const made = await founder.post('/setup', {
        secret: secret.value,
        name: 'Ada Founder',
        email: 'ada@lsf.example',
        passphrase: PASSPHRASE,
        foundation: { short_name: 'lsf', long_name: 'Lantern Software Foundation' },
        demo: false,
      })
      assert.equal(made.status, 200, made.text)
      return founder
    },
    async close() {
      await app.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

export const PASSPHRASE = 'seven lanterns over water'

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | number | undefined>>
  readonly text: string
  /** The body as JSON; tests say themselves what they expect in it. */
  readonly body: Body
}

/** JSON that is looked into without ceremony: what is not there is undefined, and an assertion says so. */
export interface Body {
  readonly [key: string]: Body
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Version for `If-Match`. */
  readonly version?: number
}

/** A browser: it keeps cookies and sends what pages of the desk send. With a token it is a program, and sends no cookie. */
export class Visitor {
  readonly #app: App
  readonly cookies: Map<string, string> = new Map()
  token: string | undefined
  /** Where it comes from. */
  address: string

  constructor(app: App, address: string) {
    this.#app = app
    this.address = address
  }

  async ask(method: Method, path: string, { body, headers = {}, version }: Asked = {}): Promise<Answered> {
    const isEndless = path === '/events'
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answered = await this.#app.inject({
      method,
      url: path.startsWith('/api/') ? path : `/api/v1${path}`,
      // An endless answer is read as far as its headers.
      payloadAsStream: isEndless,
      remoteAddress: this.address,
      headers: {
        host: new URL(ORIGIN).host,
        'user-agent': 'Firefox of a test',
        ...(this.token === undefined
          ? { origin: ORIGIN, 'x-steward': '1', ...(cookie !== '' && { cookie }) }
          : { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = isEndless ? await beginning(answered.stream(), answered.statusCode) : answered.body
    for (const { name, value, expires, maxAge } of answered.cookies) {
      const isGone = value === '' || (expires !== undefined && expires.getTime() === 0) || maxAge === 0
      if (isGone) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const isJson = /json(;|$)/.test(String(answered.headers['content-type'] ?? ''))
    return {
      status: answered.statusCode,
      headers: answered.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Body,
    }
  }

  get(path: string, asked?: Asked): Promise<Answered> {
    return this.ask('GET', path, asked)
  }

  post(path: string, body: unknown = undefined): Promise<Answered> {
    return this.ask('POST', path, { body })
  }
}

/** The text of a stream; of one that goes on for ever, nothing. */
async function beginning(stream: Readable, status: number): Promise<string> {
  if (status !== 200) return (await stream.toArray()).join('')
  stream.destroy()
  return ''
}

/** Invites somebody with these roles; their browser is signed in. */
export async function join(
  desk: TestDesk,
  founder: Visitor,
  name: string,
  foundation: readonly Role[],
  projects: RoleGrants['projects'] = {},
): Promise<Visitor & { readonly person: string }> {
  for (const slug of Object.keys(projects)) await haveProject(desk, slug)
  const invited = await founder.post('/people', {
    name,
    email: `${name.toLowerCase()}@lsf.example`,
    roles: { foundation, projects },
  })
  assert.equal(invited.status, 201, invited.text)
  const visitor = desk.visitor()
  const secret = String(invited.body.link).split('#')[1]
  const joined = await visitor.post('/invitations/accept', { secret, passphrase: PASSPHRASE })
  assert.equal(joined.status, 200, joined.text)
  return Object.assign(visitor, { person: String(invited.body.person?.id) })
}

/** A project of that name, which nobody has read yet, unless there is one. */
export async function haveProject({ database, clock }: TestDesk, slug: string): Promise<void> {
  const createdAt = clock.moment()
  const row = {
    slug,
    title: slug,
    version: 1,
    settings: `project: ${slug}\n`,
    origin: '/nowhere',
    clone: slug,
    createdAt,
  }
  const made = await database.store.write(async (tx) => {
    if ((await tx.projects.find(slug)) === undefined) await tx.projects.insert(row)
    return ok(undefined)
  })
  assert(made.ok, JSON.stringify(made))
}

/** The code of a problem, after its status: `403 NOT_PERMITTED`; `200` where all is well. */
export function outcome({ status, body }: Answered): string {
  return status < 400 ? String(status) : `${status} ${String(body.code)}`
}
