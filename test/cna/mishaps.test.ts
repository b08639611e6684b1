import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connect } from '#adapters/cve-services'
import { ApiKey, type CveServices, draftFor } from '#desk/cna'
import type { Fault, Result } from '#fault'
import {
  type Answer,
  endless,
  json,
  type OddServer,
  oddServer,
  pathsOf,
  raw,
  reset,
  silent,
  status,
  truncated,
} from './odd-server.ts'
import { containerSaying, faultOf, got, idOf, KEY, meansWith, ORG, USER, virtualClock } from './rehearsal.ts'

/* What the client does when a server does not do what it should. The server is real, the waits are written down. */

let server: OddServer
before(async () => {
  server = await oddServer()
})
after(() => server.close())

const clock = virtualClock(0.999)
function client(timeout = 5_000, answer = 100_000): CveServices<'sandbox'> {
  clock.waits.length = 0
  const means = meansWith({ clock, bounds: { timeout, answer } })
  return connect({ target: 'sandbox', url: server.url }, { org: ORG, user: USER, key: new ApiKey(KEY) }, means)
}

const QUOTA = { id_quota: 10, total_reserved: 4, available: 6 }
const quota = json(QUOTA)

/** Script of the server; what `GET id_quota` gives; how often it was asked; what was waited, in milliseconds. */
const reads: readonly [
  why: string,
  script: readonly Answer[],
  gives: 'quota' | string,
  requests: number,
  waits: readonly number[],
][] = [
  ['an answer', [quota], 'quota', 1, []],
  ['a 500, then an answer', [status(500), quota], 'quota', 2, [499]],
  ['bounds of the waits double', [status(503), status(502), status(504), quota], 'quota', 4, [499, 999, 1998]],
  [
    'five times nothing',
    [status(500), status(500), status(500), status(500), status(500), quota],
    'CVE_SERVICES_UNREACHABLE unreachable',
    5,
    [499, 999, 1998, 3996],
  ],
  ['Retry-After in seconds is waited for', [status(429, { 'retry-after': '7' }), quota], 'quota', 2, [7499]],
  [
    'Retry-After of an hour is not waited for',
    [status(429, { 'retry-after': '3600' }), quota],
    'CVE_SERVICES_UNREACHABLE unreachable',
    1,
    [],
  ],
  ['Retry-After that is no time', [status(429, { 'retry-after': 'soon' }), quota], 'quota', 2, [499]],
  ['a cut connection', [reset, quota], 'quota', 2, [499]],
  ['half an answer', [truncated, quota], 'quota', 2, [499]],
  ['an answer that is no JSON', [raw('<html>'), quota], 'quota', 2, [499]],
  ['an answer that is not UTF-8', [raw(new Uint8Array([0x22, 0xff, 0x22])), quota], 'quota', 2, [499]],
  ['an answer with __proto__', [raw('{"__proto__": {}}'), quota], 'quota', 2, [499]],
  ['an answer of another shape', [json({ id_quota: 'ten' })], 'CVE_SERVICES_ANSWER untrusted', 1, []],
  ['an empty answer', [raw('')], 'CVE_SERVICES_ANSWER untrusted', 1, []],
  [
    'an answer that is larger than is taken',
    [json({ ...QUOTA, padding: 'x'.repeat(100_000) })],
    'CVE_SERVICES_ANSWER untrusted',
    1,
    [],
  ],
  ['an answer without an end', [endless], 'CVE_SERVICES_ANSWER untrusted', 1, []],
  ['a redirect', [raw('', 302, { location: 'https://elsewhere.example/' })], 'CVE_SERVICES_REDIRECT untrusted', 1, []],
  ['a refusal is not asked again', [json({ error: 'CNA_ONLY' }, 403)], 'CVE_SERVICES_CNA_ONLY refused', 1, []],
  ['an unknown refusal', [json({ error: 'NEW_ONE' }, 409)], 'CVE_SERVICES_REFUSED conflict', 1, []],
  ['an error page', [raw('<h1>Forbidden</h1>', 403)], 'CVE_SERVICES_REFUSED refused', 1, []],
  ['an error that is no object', [json(['no'], 400)], 'CVE_SERVICES_REFUSED invalid', 1, []],
]

for (const [why, script, gives, requests, waits] of reads) {
  test(`a question: ${why}`, async () => {
    server.script(...script)
    const result = await client().orgs.quota(ORG)
    if (gives === 'quota') assert.deepEqual(got(result), QUOTA)
    else assert.equal(faultOf(result), gives)
    assert.equal(server.seen.length, requests)
    if (waits.length > 0 || gives !== 'quota') assert.deepEqual(clock.waits, waits)
  })
}

test('a question: Retry-After as a date is the time until then', async () => {
  const moment = new Date(clock.now() + 30_000)
  server.script(status(503, { 'retry-after': moment.toUTCString() }), quota)
  got(await client().orgs.quota(ORG))
  const [wait = 0] = clock.waits
  assert(wait >= 29_000 && wait <= 30_500, String(wait))
})

test('a question: no answer in time', async () => {
  server.script(silent, quota)
  assert.deepEqual(got(await client(60).orgs.quota(ORG)), QUOTA)
  server.script(silent, silent, silent, silent, silent)
  assert.equal(faultOf(await client(60).orgs.quota(ORG)), 'CVE_SERVICES_UNREACHABLE unreachable')
})

test('a question: nobody listens', async () => {
  const gone = await oddServer()
  await gone.close()
  const means = meansWith()
  const services = connect({ target: 'sandbox', url: gone.url }, { org: ORG, user: USER, key: new ApiKey(KEY) }, means)
  assert.equal(faultOf(await services.orgs.quota(ORG)), 'CVE_SERVICES_UNREACHABLE unreachable')
})

test('full jitter: the wait is anything from zero to the bound', async () => {
  for (const [random, wait] of [
    [0, 0],
    [0.25, 125],
    [0.999, 499],
  ] as const) {
    const dice = virtualClock(random)
    server.script(status(500), quota)
    const means = meansWith({ clock: dice })
    const to = { target: 'sandbox', url: server.url } as const
    got(await connect(to, { org: ORG, user: USER, key: new ApiKey(KEY) }, means).orgs.quota(ORG))
    assert.deepEqual(dice.waits, [wait])
  }
})

test('credentials go in headers, and nowhere else', async () => {
  server.script(quota)
  got(await client().orgs.quota(ORG))
  const [headers] = server.headers
  assert.deepEqual(
    [headers?.['cve-api-org'], headers?.['cve-api-user'], headers?.['cve-api-key'], headers?.['user-agent']],
    [ORG, USER, KEY, 'steward/test'],
  )
  assert(!server.seen.some((each) => each.includes(KEY)))
})

/* Reservations: what must not be done twice. */

const entry = (n: number, user = USER): object => ({
  cve_id: `CVE-2030-${20_000 + n}`,
  cve_year: '2030',
  state: 'RESERVED',
  owning_cna: ORG,
  requested_by: { cna: ORG, user },
  reserved: '2030-02-20T09:00:00.000Z',
  time: { created: '2030-02-20T09:00:00.000Z', modified: '2030-02-20T09:00:00.000Z' },
})
const listed = (...ids: readonly object[]): Answer => json({ cve_ids: ids })
const given = (...ids: readonly object[]): Answer => json({ cve_ids: ids, meta: { remaining_quota: 6 } })

/** Two IDs are wanted. Before the first line of each script the list of reserved IDs has one, number 1. */
const reservations: readonly [
  why: string,
  script: readonly Answer[],
  gives: readonly number[] | string,
  requests: string,
][] = [
  ['an answer', [given(entry(2), entry(3))], [2, 3], 'list POST'],
  ['a lost answer: the new ones are these', [reset, listed(entry(1), entry(2), entry(3))], [2, 3], 'list POST list'],
  [
    'no answer, and nothing reserved: asked again',
    [reset, listed(entry(1)), given(entry(2), entry(3))],
    [2, 3],
    'list POST list POST',
  ],
  ['a 500 may have been carried out', [status(500), listed(entry(1), entry(2), entry(3))], [2, 3], 'list POST list'],
  [
    'an answer that cannot be read was carried out',
    [raw('{"cve_ids": [{]'), listed(entry(1), entry(2), entry(3))],
    [2, 3],
    'list POST list',
  ],
  [
    'an answer of another shape was carried out',
    [json({ ids: [] }), listed(entry(1), entry(2), entry(3))],
    [2, 3],
    'list POST list',
  ],
  ['429 was not carried out: no look', [status(429), given(entry(2), entry(3))], [2, 3], 'list POST POST'],
  [
    'another reservation is under way: asked again, no look',
    [json({ error: 'RESERVATION_IN_PROGRESS' }, 403), given(entry(2), entry(3))],
    [2, 3],
    'list POST POST',
  ],
  [
    'somebody else reserved meanwhile: theirs do not count',
    [reset, listed(entry(1), entry(2, 'sam@lantern.example'), entry(3), entry(4))],
    [3, 4],
    'list POST list',
  ],
  [
    'one new ID of two: it cannot be told',
    [reset, listed(entry(1), entry(2))],
    'CVE_SERVICES_OUTCOME_UNKNOWN conflict',
    'list POST list',
  ],
  [
    'three new IDs of two: it cannot be told',
    [reset, listed(entry(1), entry(2), entry(3), entry(4))],
    'CVE_SERVICES_OUTCOME_UNKNOWN conflict',
    'list POST list',
  ],
  [
    'the look is refused: it cannot be told',
    [reset, json({ error: 'UNAUTHORIZED' }, 401)],
    'CVE_SERVICES_OUTCOME_UNKNOWN conflict',
    'list POST list',
  ],
  [
    'the quota was used up by the attempt whose answer got lost',
    [reset, listed(entry(1)), json({ error: 'EXCEEDED_ID_QUOTA' }, 403), listed(entry(1), entry(2), entry(3))],
    [2, 3],
    'list POST list POST list',
  ],
  [
    'a refusal at once is a refusal',
    [json({ error: 'EXCEEDED_ID_QUOTA', details: { id_quota: 5, total_reserved: 5, available: 0 } }, 403)],
    'CVE_SERVICES_EXCEEDED_ID_QUOTA conflict',
    'list POST',
  ],
  [
    'fewer than wanted (206): those are ours',
    [
      json(
        { error: 'RESERVED_PARTIAL_AMOUNT', message: 'part', details: { amount_reserved: 1 }, cve_ids: [entry(2)] },
        206,
      ),
    ],
    [2],
    'list POST',
  ],
]

for (const [why, script, gives, requests] of reservations) {
  test(`a reservation: ${why}`, async () => {
    server.script(listed(entry(1)), ...script)
    const wish = { amount: 2, cve_year: 2030, short_name: ORG, batch_type: 'sequential' } as const
    const result = await client().ids.reserve(wish)
    if (typeof gives === 'string') assert.equal(faultOf(result), gives)
    else {
      const ids = got(result).cve_ids.map(({ cve_id }) => cve_id)
      assert.deepEqual(
        ids,
        gives.map((n) => `CVE-2030-${20_000 + n}`),
      )
    }
    const kinds = pathsOf(server).map((each) => (each.startsWith('POST') ? 'POST' : 'list'))
    assert.equal(kinds.join(' '), requests)
  })
}

test('a reservation that stays unknown names the IDs to look at', async () => {
  server.script(listed(entry(1)), reset, listed(entry(1), entry(2)))
  const wish = { amount: 2, cve_year: 2030, short_name: ORG, batch_type: 'sequential' } as const
  const { message, hint } = faultIn(await client().ids.reserve(wish))
  assert.match(message, /CVE-2030-20002/)
  assert.match(hint ?? '', /cna list/)
})

/* New records. */

const ID = idOf('CVE-2030-20001')
const record = (title: string): object => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: ID, assignerOrgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61', state: 'PUBLISHED' },
  containers: { cna: containerSaying(title) },
})
const created = json({ message: 'created', created: record('Ours') })
const absent = json({ error: 'CVE_RECORD_DNE' }, 404)
const exists = json({ error: 'CVE_RECORD_EXISTS' }, 403)

const records: readonly [why: string, script: readonly Answer[], gives: 'record' | string, requests: string][] = [
  ['an answer', [created], 'record', 'POST'],
  ['a lost answer: it is there', [reset, json(record('Ours'))], 'record', 'POST GET'],
  ['a lost question: it is not there', [reset, absent, created], 'record', 'POST GET POST'],
  ['it exists, and no attempt of ours is in doubt', [exists], 'CVE_SERVICES_CVE_RECORD_EXISTS conflict', 'POST'],
  ['it exists by now: it is ours', [reset, absent, exists, json(record('Ours'))], 'record', 'POST GET POST GET'],
  [
    'the doubt stays, also after an attempt that is none',
    [reset, absent, status(429), absent, exists, json(record('Ours'))],
    'record',
    'POST GET POST GET POST GET',
  ],
  [
    'it exists by now, and cannot be read yet',
    [reset, absent, exists, absent],
    'CVE_SERVICES_OUTCOME_UNKNOWN conflict',
    'POST GET POST GET',
  ],
  [
    'another record is there: nothing is written over it',
    [reset, json(record('Theirs'))],
    'CVE_SERVICES_OUTCOME_UNKNOWN conflict',
    'POST GET',
  ],
  [
    'five lost questions: it is not there, and may be sent again',
    [reset, absent, reset, absent, reset, absent, reset, absent, reset, absent],
    'CVE_SERVICES_UNREACHABLE unreachable',
    'POST GET POST GET POST GET POST GET POST GET',
  ],
]

for (const [why, script, gives, requests] of records) {
  test(`a new record: ${why}`, async () => {
    server.script(...script)
    const services = client()
    const result = await services.records.createCna(draftFor(services.destination, ID, containerSaying('Ours')), {
      erlcheck: false,
    })
    if (gives === 'record') assert.equal(got(result).containers.cna.title, 'Ours')
    else assert.equal(faultOf(result), gives)
    assert.equal(server.seen.map((each) => each.split(' ')[0]).join(' '), requests)
  })
}

test('an update is sent again as it is: twice is once', async () => {
  server.script(reset, status(500), json({ message: 'updated', updated: record('Ours') }))
  const services = client()
  const draft = draftFor(services.destination, ID, containerSaying('Ours'))
  got(await services.records.updateCna(draft, { erlcheck: false }))
  assert.deepEqual(new Set(pathsOf(server)), new Set([`PUT /api/cve/${ID}/cna`]))
})

/* Users, organisations, transfers. */

const user = { username: 'sam@lantern.example', active: true, authority: { active_roles: [] } }
const noUser = json({ error: 'USER_DNE' }, 404)

test('a new user whose answer got lost: exists, and the key is lost', async () => {
  server.script(reset, json(user))
  const fault = faultIn(await client().users.create(ORG, { username: user.username }))
  assert.equal(fault.code, 'CVE_SERVICES_OUTCOME_UNKNOWN')
  assert.match(fault.hint ?? '', /reset-key/)
})

test('a new user whose question got lost is asked for again', async () => {
  server.script(reset, noUser, json({ created: { ...user, secret: 'a-new-key' } }))
  assert.equal(got(await client().users.create(ORG, { username: user.username })).secret.reveal(), 'a-new-key')
})

test('a user renamed by an attempt whose answer got lost', async () => {
  server.script(reset, json({ ...user, username: 'samd@lantern.example' }))
  const renamed = await client().users.update(ORG, user.username, { new_username: 'samd@lantern.example' })
  assert.equal(got(renamed).username, 'samd@lantern.example')
})

const transfers: readonly [why: string, script: readonly Answer[], gives: string][] = [
  ['still ours: asked again', [reset, json(entry(1)), json({ updated: { ...entry(1), owning_cna: 'other' } })], 'done'],
  ['theirs, and shown', [reset, json({ ...entry(1), state: 'PUBLISHED', owning_cna: 'other' })], 'done'],
  [
    'gone, and the owner is not shown',
    [reset, json({ cve_id: ID, cve_year: '2030', state: 'RESERVED', owning_cna: '[REDACTED]' })],
    'CVE_SERVICES_OUTCOME_UNKNOWN conflict',
  ],
]
for (const [why, script, gives] of transfers) {
  test(`a transfer whose answer got lost: ${why}`, async () => {
    server.script(...script)
    const result = await client().ids.transfer(ID, 'other')
    assert.equal(result.ok ? 'done' : faultOf(result), gives)
  })
}

test('a year whose opening is in doubt is open when it exists', async () => {
  server.script(reset, json({ error: 'YEAR_RANGE_EXISTS' }, 400))
  assert.equal(got(await client().ids.createRange(2031)), undefined)
})

/* Listings. */

test('pages that do not follow each other end with a fault', async () => {
  server.script(json({ cve_ids: [entry(1)], nextPage: 1 }))
  const seen: string[] = []
  for await (const each of client().ids.list({})) seen.push(each.ok ? each.value.cve_id : each.fault.code)
  assert.deepEqual(seen, ['CVE-2030-20001', 'CVE_SERVICES_ANSWER'])
})

test('pages are asked for one after the other, and only as far as somebody reads', async () => {
  server.script(
    json({ cve_ids: [entry(1)], nextPage: 2, totalCount: 3 }),
    json({ cve_ids: [entry(2)], nextPage: 3 }),
    json({ cve_ids: [entry(3)], nextPage: null }),
  )
  const services = client()
  for await (const each of services.ids.list({})) {
    got(each)
    break
  }
  assert.equal(server.seen.length, 1)
})

test('a cursor that stands still ends with a fault', async () => {
  const page = json({ cveRecords: [record('One')], hasNext: true, next: 'here' })
  server.script(page, page, page)
  const seen: string[] = []
  for await (const each of client().records.walk({})) seen.push(each.ok ? 'record' : each.fault.code)
  assert.deepEqual(seen, ['record', 'record', 'CVE_SERVICES_ANSWER'])
})

/* The registry. */

test('the registry is looked for once, and then used', async () => {
  server.script(json({ short_name: ORG }), json({ short_name: ORG, hard_quota: 10 }), json({ hard_quota: 10 }))
  const { registry } = client()
  assert.equal(got(await registry.org(ORG)).hard_quota, 10)
  assert.equal(got(await registry.hardQuota(ORG)).hard_quota, 10)
  assert.deepEqual(pathsOf(server), [
    `GET /api/registry/org/${ORG}`,
    `GET /api/registry/org/${ORG}`,
    `GET /api/registry/org/${ORG}/hard_quota`,
  ])
})

test('the registry is absent where the server does not know the path, and is not asked for again', async () => {
  server.script(json({ error: 'NOT_FOUND', message: '404: resource not found' }, 404))
  const { registry } = client()
  assert.equal(faultOf(await registry.org(ORG)), 'CVE_SERVICES_NO_REGISTRY absent')
  assert.equal(faultOf(await registry.org(ORG)), 'CVE_SERVICES_NO_REGISTRY absent')
  assert.equal(server.seen.length, 1)
})

function faultIn(result: Result<unknown>): Fault {
  assert(!result.ok)
  return result.fault
}
