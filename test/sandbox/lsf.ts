/**
 * A sandbox with the people of the Lantern Software Foundation in it, and the ways to talk to it. Every answer that comes through
 * here is held against the OpenAPI document.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { Json, JsonObject } from '#json'
import { type Sandbox, type SandboxOptions, startSandbox } from '#sandbox'
import { checkAnswer, OPERATIONS } from './responses.ts'

export const NOW = '2030-02-20T09:00:00.000Z'
export const KEY = 'lantern-exercise'

/** Who asks. The administrators are Anna's in three organisations; all have the same key. */
export const PEOPLE = {
  admin: { org: 'lsf', user: 'anna@lsf.example' },
  regular: { org: 'lsf', user: 'rita@lsf.example' },
  inactive: { org: 'lsf', user: 'ivan@lsf.example' },
  other: { org: 'other-cna', user: 'otto@other.example' },
  adp: { org: 'lsf-adp', user: 'anna@lsf.example' },
  bulk: { org: 'reader', user: 'bea@reader.example' },
  full: { org: 'full-cna', user: 'fred@full.example' },
  crowd: { org: 'crowd', user: 'carl@crowd.example' },
  secretariat: { org: 'mitre', user: 'anna@lsf.example' },
} as const
export type Person = keyof typeof PEOPLE

const SEED: JsonObject = {
  orgs: [
    {
      short_name: 'lsf',
      users: [
        { username: 'rita@lsf.example', key: KEY, first: 'Rita' },
        { username: 'ivan@lsf.example', key: KEY, active: false },
        { username: 'adam@lsf.example', admin: true },
        { username: 'zoe@lsf.example' },
      ],
    },
    { short_name: 'other-cna', users: [{ username: 'otto@other.example', key: KEY, admin: true }] },
    {
      short_name: 'reader',
      roles: ['BULK_DOWNLOAD'],
      users: [{ username: 'bea@reader.example', key: KEY, admin: true }],
    },
    { short_name: 'full-cna', id_quota: 0, users: [{ username: 'fred@full.example', key: KEY, admin: true }] },
    {
      short_name: 'crowd',
      users: [
        { username: 'carl@crowd.example', key: KEY, admin: true },
        ...Array.from({ length: 99 }, (_, i) => ({ username: `user${i}` })),
      ],
    },
  ],
  ids: [{ cve_id: 'CVE-1999-0042', owner: 'full-cna', state: 'REJECTED' }],
}

export interface Said {
  readonly status: number
  readonly body: Json | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface Lsf {
  readonly sandbox: Sandbox
  /** `who` asks; `target` is a method and a path under `/api`, with its query. */
  ask(who: Person | Headers, target: string, body?: Json): Promise<Said>
  /** The same outside `/api`. */
  control(target: string, body?: Json): Promise<Said>
}
export type Headers = Readonly<Record<string, string>>

export async function startLsf(options: Partial<SandboxOptions> = {}): Promise<Lsf> {
  const started = await startSandbox({
    org: 'lsf',
    user: PEOPLE.admin.user,
    key: KEY,
    adp: 'lsf-adp',
    clock: `=${NOW}`,
    randomSeed: 1,
    seed: { source: 'lsf.json', text: JSON.stringify(SEED) },
    crashed: (cause) => assert.fail(cause as Error),
    ...options,
  })
  assert(started.ok, JSON.stringify(started))
  const sandbox = started.value
  return {
    sandbox,
    ask: async (who, target, body) => {
      const said = await send(
        sandbox.port,
        `/api${target.replace(/^\w+ /, '')}`,
        methodOf(target),
        headersOf(who),
        body,
      )
      const operation = operationOf(target)
      if (operation !== undefined) checkAnswer(operation, said.status, said.body)
      return said
    },
    control: (target, body) =>
      send(sandbox.port, target.replace(/^\w+ /, ''), methodOf(target), headersOf('admin'), body),
  }
}

export function headersOf(who: Person | Headers): Headers {
  if (typeof who !== 'string') return who
  const { org, user } = PEOPLE[who]
  return { 'CVE-API-ORG': org, 'CVE-API-USER': user, 'CVE-API-KEY': KEY }
}

export function send(port: number, path: string, method: string, headers: Headers, body?: Json): Promise<Said> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const type = text === undefined ? {} : { 'Content-Type': 'application/json' }
    const asked = request({ port, path, method, headers: { ...type, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const given = Buffer.concat(chunks).toString()
        const { statusCode: status = 0, headers: answered } = response
        assert.equal(answered['cache-control'], 'no-store')
        resolve({ status, headers: answered, body: given === '' ? undefined : (JSON.parse(given) as Json) })
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}

function methodOf(target: string): string {
  return target.slice(0, target.indexOf(' '))
}

const TEMPLATES = OPERATIONS.map((operation) => {
  const [method = '', path = ''] = operation.split(' ')
  return { operation, pattern: new RegExp(`^${method} ${path.replace(/\{\w+\}/g, '[^/]+')}/?$`) }
})

/** The operation of the OpenAPI document that a request is for. */
function operationOf(target: string): string | undefined {
  const [asked = ''] = target.split('?')
  return TEMPLATES.find(({ pattern }) => pattern.test(asked))?.operation
}

/** A container that CVE Services take; `more` is put into it. */
export function container(more: JsonObject = {}): JsonObject {
  return {
    cnaContainer: {
      title: 'A lamp goes out',
      descriptions: [{ lang: 'en', value: 'A crafted wick in lantern puts the lamp out.' }],
      affected: [{ vendor: 'Lantern Software Foundation', product: 'lantern', defaultStatus: 'affected' }],
      references: [{ url: 'https://lantern.example/advisories/1' }],
      ...more,
    },
  }
}

export function rejection(more: JsonObject = {}): JsonObject {
  return { cnaContainer: { rejectedReasons: [{ lang: 'en', value: 'Not a vulnerability.' }], ...more } }
}

/** What stands in a field of an answer, by its dotted path. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let found = value
  for (const name of path.split('.')) found = (found as JsonObject | undefined)?.[name]
  return found
}
