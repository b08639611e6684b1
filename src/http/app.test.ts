import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import type { Actor } from '#desk/people'
import { fail, ok } from '#fault'
import {
  type App,
  actorOf,
  answer,
  createApp,
  etagOf,
  pageOf,
  pageQuery,
  readCursor,
  refuse,
  versionAsked,
  writeCursor,
} from '#http'

const ORIGIN = 'http://127.0.0.1:4310'
const ada: Actor = {
  kind: 'person',
  person: 'ada',
  name: 'Ada',
  session: 's1',
  foundation: [],
  projects: { lantern: ['editor'] },
}
const Thing = z.object({ id: z.string(), title: z.string() }).meta({ id: 'TestThing' })

/** A resource as any other: what the door adds to it is what is tested here. */
function things(app: App): void {
  const about = { tags: ['Things'], summary: 'a thing' }
  app.get(
    '/things/:id',
    {
      config: { access: 'vulnerability.read' },
      schema: { ...about, params: z.object({ id: z.string() }), response: { 200: Thing } },
    },
    async (request, reply) => {
      if (request.params.id === 'bug') throw new Error('secret of the inside')
      if (request.params.id !== 'a')
        return refuse(reply, { code: 'NOTHING_THERE', kind: 'absent', message: 'cannot find thing' })
      reply.header('etag', etagOf(3))
      return { id: 'a', title: `for ${actorOf(request).kind}`, more: 'is not in the shape' }
    },
  )
  app.put(
    '/things/:id',
    {
      config: { access: 'vulnerability.edit' },
      schema: {
        ...about,
        body: z.object({ title: z.string(), lines: z.array(z.object({ 'a/b': z.int() })) }),
        response: { 200: Thing },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      return answer(
        reply,
        version.value === 3
          ? ok({ id: 'a', title: request.body.title })
          : fail({ code: 'VERSION_STALE', kind: 'conflict', message: 'changed' }),
      )
    },
  )
  app.get(
    '/things',
    {
      config: { access: 'public' },
      schema: { ...about, querystring: z.object(pageQuery), response: { 200: pageOf(Thing) } },
    },
    async (request, reply) => {
      const { cursor } = request.query
      const from = cursor === undefined ? ok([]) : readCursor(cursor, 1)
      return from.ok ? { items: [], next: writeCursor(['z']) } : refuse(reply, from.fault)
    },
  )
  app.post(
    '/publish',
    { config: { access: 'publication.start' }, schema: { ...about, response: { 204: z.undefined() } } },
    async (_request, reply) => reply.code(204).send(),
  )
  app.post(
    '/secrets',
    { config: { access: 'session' }, schema: { ...about, response: { 204: z.undefined() } } },
    async (_request, reply) => reply.code(204).send(),
  )
  app.post(
    '/hook',
    {
      config: { access: 'public', proofInRequest: true },
      schema: { ...about, body: z.unknown(), response: { 200: z.object({ bytes: z.string() }) } },
    },
    async (request) => ({ bytes: Buffer.from(request.signedBytes ?? []).toString() }),
  )
  app.post(
    '/guess',
    { config: { access: 'public', perMinute: 3 }, schema: { ...about, response: { 204: z.undefined() } } },
    async (_request, reply) => reply.code(204).send(),
  )
}

const crashes: unknown[] = []
const door = (resources: (app: App) => void, more: { readonly secure?: boolean } = {}): Promise<App> => {
  let count = 0
  return createApp({
    version: '0',
    origins: () => [ORIGIN],
    secure: more.secure ?? false,
    identify: async ({ session, token }) => {
      if (token === 'stw_read') {
        const { session: _, ...grants } = ada as Extract<Actor, { kind: 'person' }>
        return ok({
          ...grants,
          kind: 'token',
          token: 't',
          scope: { projects: 'all', verbs: ['read'], embargoed: false },
        })
      }
      if (session === 'good') return ok(ada)
      return session === undefined && token === undefined
        ? ok(undefined)
        : fail({ code: 'NOT_SIGNED_IN', kind: 'refused', message: 'the session has ended' })
    },
    resources,
    ids: () => `request-${++count}`,
    crashed: (cause) => crashes.push(cause),
  })
}

interface Asked {
  readonly method?: 'GET' | 'PUT' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

const COOKIE = { cookie: 'steward-session=good' }
const OURS = { origin: ORIGIN, 'x-steward': '1' }
const BODY = { title: 'x', lines: [] }
const JSON_TYPE = { 'content-type': 'application/json' }

const cases: readonly [why: string, asked: Asked, status: number, code?: string][] = [
  ['nobody is signed in', { url: '/things/a' }, 401, 'NOT_SIGNED_IN'],
  [
    'an ended session is not anonymous',
    { url: '/things/a', headers: { cookie: 'steward-session=old' } },
    401,
    'NOT_SIGNED_IN',
  ],
  ['a session reads', { url: '/things/a', headers: COOKIE }, 200],
  ['a stale cookie does not close public routes', { url: '/things', headers: { cookie: 'steward-session=old' } }, 200],
  [
    'an operation that the actor has nowhere',
    { method: 'POST', url: '/publish', headers: { ...COOKIE, ...OURS } },
    403,
    'NOT_PERMITTED',
  ],
  ['a token within its verbs', { url: '/things/a', headers: { authorization: 'Bearer stw_read' } }, 200],
  [
    'a token beyond its verbs',
    { method: 'PUT', url: '/things/a', headers: { authorization: 'Bearer stw_read', 'if-match': '"3"' }, body: BODY },
    403,
    'NOT_PERMITTED',
  ],
  [
    'a token makes no other tokens',
    { method: 'POST', url: '/secrets', headers: { authorization: 'Bearer stw_read' } },
    403,
    'SESSION_NEEDED',
  ],
  [
    'a change with a cookie alone',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, 'if-match': '"3"' }, body: BODY },
    403,
    'CROSS_SITE',
  ],
  [
    'a change with another origin',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, ...OURS, origin: 'http://evil.example' }, body: BODY },
    403,
    'CROSS_SITE',
  ],
  [
    'a change with the origin null of a sandboxed frame',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, ...OURS, origin: 'null' }, body: BODY },
    403,
    'CROSS_SITE',
  ],
  [
    'a change without the header',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, origin: ORIGIN }, body: BODY },
    403,
    'CROSS_SITE',
  ],
  [
    'a cookie beside a token is checked as a cookie',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, authorization: 'Bearer stw_read' }, body: BODY },
    403,
    'CROSS_SITE',
  ],
  [
    'a change from our page',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, ...OURS, 'if-match': '"3"' }, body: BODY },
    200,
  ],
  [
    'without If-Match',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, ...OURS }, body: BODY },
    428,
    'PRECONDITION_ABSENT',
  ],
  [
    'with a weak tag',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, ...OURS, 'if-match': 'W/"3"' }, body: BODY },
    400,
    'REQUEST_INVALID',
  ],
  [
    'with a tag of another version',
    { method: 'PUT', url: '/things/a', headers: { ...COOKIE, ...OURS, 'if-match': '"2"' }, body: BODY },
    412,
    'VERSION_STALE',
  ],
  [
    'a host that the desk does not have',
    { url: '/things', headers: { host: 'evil.example:4310' } },
    403,
    'HOST_UNKNOWN',
  ],
  ['the right host at another port', { url: '/things', headers: { host: '127.0.0.1:80' } }, 403, 'HOST_UNKNOWN'],
  ['a limit beyond the largest', { url: '/things?limit=1000' }, 400, 'REQUEST_INVALID'],
  ['a cursor that is none', { url: '/things?cursor=abc' }, 400, 'REQUEST_INVALID'],
  ['our own cursor', { url: `/things?cursor=${writeCursor(['k'])}` }, 200],
  ['no such route', { url: '/nothing' }, 404, 'NOTHING_THERE'],
  ['absent and said so by the use case', { url: '/things/zzz', headers: COOKIE }, 404, 'NOTHING_THERE'],
  ['a mistake of the desk', { url: '/things/bug', headers: COOKIE }, 500, 'INTERNAL'],
]

describe('the door', () => {
  let app: App
  before(async () => {
    app = await door(things)
  })
  after(() => app.close())
  const ask = ({ method = 'GET', url, headers = {}, body }: Asked) =>
    app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { host: '127.0.0.1:4310', ...(body !== undefined && JSON_TYPE), ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })

  for (const [why, asked, status, code] of cases) {
    test(why, async () => {
      const answered = await ask(asked)
      assert.equal(answered.statusCode, status, answered.body)
      if (code === undefined) return
      assert.match(String(answered.headers['content-type']), /^application\/problem\+json/)
      const problem = answered.json()
      assert.equal(problem.code, code)
      assert.equal(problem.status, status)
      assert.match(problem.instance, /^urn:request:request-\d+$/)
    })
  }

  test('what is wrong in a body is told at once, each with its pointer', async () => {
    const answered = await ask({
      method: 'PUT',
      url: '/things/a',
      headers: { ...COOKIE, ...OURS },
      body: { lines: [{ 'a/b': 1.5 }] },
    })
    assert.equal(answered.statusCode, 400)
    assert.deepEqual(
      answered.json().errors.map(({ at }: { at: string }) => at),
      ['/title', '/lines/0/a~1b'],
    )
  })

  const bodies: readonly [why: string, body: string | Buffer, type: string, status: number, code: string][] = [
    ['deeper than any record', '['.repeat(100) + ']'.repeat(100), 'application/json', 400, 'REQUEST_UNREADABLE'],
    ['100,000 levels', '['.repeat(100_000), 'application/json', 400, 'REQUEST_UNREADABLE'],
    ['10 MB', JSON.stringify('x'.repeat(10_000_000)), 'application/json', 413, 'BODY_TOO_LARGE'],
    ['a key twice', '{"title":"a","title":"b"}', 'application/json', 400, 'REQUEST_UNREADABLE'],
    ['the key that changes prototypes', '{"__proto__":{"admin":true}}', 'application/json', 400, 'REQUEST_UNREADABLE'],
    ['no JSON', '{', 'application/json', 400, 'REQUEST_UNREADABLE'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'REQUEST_UNREADABLE'],
    ['a form, as any site can send', 'title=x', 'application/x-www-form-urlencoded', 415, 'BODY_TYPE'],
    ['JSON said to be text, as any site can send', '{}', 'text/plain', 415, 'BODY_TYPE'],
  ]
  for (const [why, payload, type, status, code] of bodies) {
    test(`a body with ${why} is refused`, async () => {
      const answered = await app.inject({
        method: 'PUT',
        url: '/api/v1/things/a',
        headers: { host: '127.0.0.1:4310', ...COOKIE, ...OURS, 'content-type': type },
        payload,
      })
      assert.equal(answered.statusCode, status, answered.body.slice(0, 300))
      assert.equal(answered.json().code, code)
    })
  }

  test('a hook that proves itself needs no origin, and gets the bytes as they were signed', async () => {
    const answered = await ask({ method: 'POST', url: '/hook', body: '{ "spaced" :1}' })
    assert.deepEqual(answered.json(), { bytes: '{ "spaced" :1}' })
  })

  test('an answer holds what its shape names, and no more', async () => {
    assert.deepEqual((await ask({ url: '/things/a', headers: COOKIE })).json(), { id: 'a', title: 'for person' })
  })

  test('a mistake of the desk is told to the log and not to the caller', async () => {
    crashes.length = 0
    const answered = await ask({ url: '/things/bug', headers: COOKIE })
    assert(!answered.body.includes('secret of the inside'))
    assert.match(String(crashes[0]), /secret of the inside/)
  })

  test('guessing is slow where a route says so, and elsewhere nothing is held up', async () => {
    const guess = () => ask({ method: 'POST', url: '/guess', headers: OURS })
    const statuses = [await guess(), await guess(), await guess(), await guess()].map(({ statusCode }) => statusCode)
    assert.deepEqual(statuses, [204, 204, 204, 429])
    const refused = await guess()
    assert.equal(refused.json().code, 'RATE_LIMITED')
    assert(Number(refused.headers['retry-after']) > 0)
    assert.equal((await ask({ url: '/things' })).statusCode, 200)
  })

  test('answers tell browsers what pages of the desk never do', async () => {
    const { headers } = await ask({ url: '/things' })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'self'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert(!/unsafe|upgrade-insecure|\*|https?:/.test(policy), policy)
    assert.equal(headers['strict-transport-security'], undefined)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'no-store')
  })

  test('the description is OpenAPI 3.1 with every route, its answers and its problems', async () => {
    const document = (await app.inject({ url: '/api/openapi.json', headers: { host: '127.0.0.1:4310' } })).json()
    assert.equal(document.openapi, '3.1.0')
    const put = document.paths['/api/v1/things/{id}'].put
    assert.deepEqual(put.responses['404'].content['application/problem+json'].schema, {
      $ref: '#/components/schemas/Problem',
    })
    assert.deepEqual(put.security, [{ session: [] }, { token: [] }])
    assert.equal(put['x-operation'], 'vulnerability.edit')
    assert(document.components.schemas.TestThing !== undefined)
  })
})

test('over TLS browsers keep to TLS', async () => {
  const app = await door(things, { secure: true })
  const { headers } = await app.inject({ url: '/api/v1/things', headers: { host: '127.0.0.1:4310' } })
  await app.close()
  assert.equal(headers['strict-transport-security'], 'max-age=31536000')
  assert.match(String(headers['content-security-policy']), /upgrade-insecure-requests/)
})

const incomplete: readonly [why: string, register: (app: App) => void, words: RegExp][] = [
  [
    'without access',
    (app) => app.get('/x', { schema: { tags: [], summary: '', response: {} } }, async () => ({})),
    /who may use it/,
  ],
  ['without a description', (app) => app.get('/x', { config: { access: 'public' } }, async () => ({})), /no tags/],
]
for (const [why, register, words] of incomplete) {
  test(`no app starts with a route ${why}`, () => assert.rejects(door(register), words))
}
