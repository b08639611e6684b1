import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CveRecord } from '#cve'
import { type CveServices, draftFor } from '#desk/cna'
import type { CveId } from '#ids'
import { ADP, all, containerSaying, faultOf, got, ORG, type Rehearsal, rehearse, rejection, USER } from './rehearsal.ts'

/* Every operation of CVE Services 2.6.2, through the client, against the sandbox. */

let sandbox: Rehearsal
let cna: CveServices<'sandbox'>
let secretariat: CveServices<'sandbox'>
let adp: CveServices<'sandbox'>
before(async () => {
  sandbox = await rehearse()
  cna = sandbox.as(ORG)
  secretariat = sandbox.as('mitre')
  adp = sandbox.as(ADP)
})
after(() => sandbox.close())

const checks = { erlcheck: false }

async function reserveOne(): Promise<CveId> {
  const { cve_ids } = got(await cna.ids.reserve({ amount: 1, cve_year: 2030, short_name: ORG }))
  assert.equal(cve_ids.length, 1)
  const [first] = cve_ids
  assert(first !== undefined)
  return first.cve_id
}

async function publishOne(title: string): Promise<CveId> {
  const id = await reserveOne()
  got(await cna.records.createCna(draftFor(cna.destination, id, containerSaying(title)), checks))
  return id
}

test('health: GET /health-check', async () => {
  assert.equal(got(await cna.health()), undefined)
})

test('ids: reserve one from the priority block, several in a row, several at random', async () => {
  const one = got(await cna.ids.reserve({ amount: 1, cve_year: 2031, short_name: ORG }))
  assert.match(one.cve_ids[0]?.cve_id ?? '', /^CVE-2031-\d{4}$/)
  const row = got(await cna.ids.reserve({ amount: 3, cve_year: 2031, short_name: ORG, batch_type: 'sequential' }))
  const numbers = row.cve_ids.map(({ cve_id }) => Number(cve_id.slice(9)))
  assert.deepEqual(numbers, [numbers[0], (numbers[0] ?? 0) + 1, (numbers[0] ?? 0) + 2])
  const some = got(await cna.ids.reserve({ amount: 4, cve_year: 2031, short_name: ORG, batch_type: 'nonsequential' }))
  assert.equal(new Set(some.cve_ids.map(({ cve_id }) => cve_id)).size, 4)
  assert.equal(some.remaining_quota, got(await cna.orgs.quota(ORG)).available)
  assert.equal(some.cve_ids[0]?.requested_by?.user, USER)
})

test('ids: list by state and year, get, reject and take back, transfer', async () => {
  const id = await reserveOne()
  const listed = await all(cna.ids.list({ state: 'RESERVED', cve_id_year: '2030' }))
  assert(listed.some(({ cve_id, state }) => cve_id === id && state === 'RESERVED'))
  assert.equal((await all(cna.ids.list({ 'time_reserved.lt': '2001-01-01T00:00:00Z' }))).length, 0)
  assert.equal(got(await cna.ids.get(id)).owning_cna, ORG)
  assert.equal(got(await cna.ids.setState(id, 'REJECTED')).state, 'REJECTED')
  assert.equal(got(await cna.ids.setState(id, 'RESERVED')).state, 'RESERVED')
  got(await cna.ids.transfer(id, 'mitre'))
  assert.equal(got(await cna.ids.get(id)).owning_cna, '[REDACTED]')
  assert.equal(got(await secretariat.ids.get(id)).owning_cna, 'mitre')
})

test('ids: a range of numbers for a year, by the Secretariat alone', async () => {
  got(await secretariat.ids.createRange(2044))
  assert.equal(faultOf(await secretariat.ids.createRange(2044)), 'CVE_SERVICES_YEAR_RANGE_EXISTS conflict')
  assert.equal(faultOf(await cna.ids.createRange(2045)), 'CVE_SERVICES_SECRETARIAT_ONLY refused')
})

test('records: create, read, update', async () => {
  const id = await publishOne('First words')
  assert.equal(got(await cna.records.get(id)).containers.cna.title, 'First words')
  const updated = await cna.records.updateCna(draftFor(cna.destination, id, containerSaying('Second words')), checks)
  assert.equal(got(updated).containers.cna.title, 'Second words')
  assert.equal(got(updated).cveMetadata.state, 'PUBLISHED')
})

test('records: erlcheck asks for severity and weakness', async () => {
  const id = await reserveOne()
  const { metrics: _, ...without } = containerSaying('No severity')
  const refused = await cna.records.createCna(draftFor(cna.destination, id, without), { erlcheck: true })
  assert(!refused.ok && refused.fault.kind === 'invalid', JSON.stringify(refused))
  got(await cna.records.createCna(draftFor(cna.destination, id, containerSaying('With one')), { erlcheck: true }))
})

test('records: reject an unused ID with a record, and one that is published', async () => {
  const unused = await reserveOne()
  got(await cna.records.createReject(draftFor(cna.destination, unused, rejection)))
  assert.equal(got(await cna.ids.get(unused)).state, 'REJECTED')
  const used = await publishOne('A mistake')
  const rejected = got(await cna.records.updateReject(draftFor(cna.destination, used, rejection)))
  assert.equal(rejected.cveMetadata.state, 'REJECTED')
})

test('records: a container of an authorised data publisher', async () => {
  const id = await publishOne('With an addition')
  const content = { providerMetadata: { orgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61' }, title: 'Our view' }
  const record = got(await adp.records.updateAdp(draftFor(adp.destination, id, content)))
  assert.deepEqual(
    record.containers.adp?.map(({ title, providerMetadata }) => [title, providerMetadata?.shortName]),
    [['Our view', ADP]],
  )
  const refused = await cna.records.updateAdp(draftFor(cna.destination, id, content))
  assert.equal(faultOf(refused), 'CVE_SERVICES_ADP_ONLY refused')
})

test('records: whole records, by the Secretariat', async () => {
  const id = await reserveOne()
  const { UUID } = got(await cna.orgs.get(ORG))
  const record: CveRecord = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.2.0',
    cveMetadata: { cveId: id, assignerOrgId: UUID, state: 'PUBLISHED' },
    containers: { cna: { ...containerSaying('By hand'), providerMetadata: { orgId: UUID } } },
  }
  got(await secretariat.records.create(draftFor(secretariat.destination, id, record)))
  const again = { ...record, containers: { cna: { ...record.containers.cna, title: 'By hand again' } } }
  const updated = await secretariat.records.update(draftFor(secretariat.destination, id, again))
  assert.equal(got(updated).containers.cna.title, 'By hand again')
})

test('records: list, count and walk, by the Secretariat; count, by everybody', async () => {
  const published = got(await cna.records.count('PUBLISHED'))
  assert(published > 0)
  assert.equal(got(await secretariat.records.countOf({ state: 'PUBLISHED' })), published)
  assert.equal((await all(secretariat.records.list({ state: 'PUBLISHED' }))).length, published)
  assert.equal((await all(secretariat.records.walk({ state: 'PUBLISHED' }))).length, published)
  assert.equal(got(await cna.records.count()), published + got(await cna.records.count('REJECTED')))
})

test('orgs: list, create, read by name and by UUID, update, quota', async () => {
  const made = got(
    await secretariat.orgs.create({
      short_name: 'candle',
      name: 'Candle Project',
      authority: { active_roles: ['CNA'] },
      policies: { id_quota: 5 },
    }),
  )
  assert.equal(made.short_name, 'candle')
  assert.equal(got(await secretariat.orgs.get(made.UUID)).name, 'Candle Project')
  assert.equal(got(await secretariat.orgs.update('candle', { id_quota: 9 })).policies?.id_quota, 9)
  assert.equal(got(await secretariat.orgs.update('candle', { new_short_name: 'candles' })).short_name, 'candles')
  assert((await all(secretariat.orgs.list())).some(({ short_name }) => short_name === 'candles'))
  const { id_quota, total_reserved, available } = got(await cna.orgs.quota(ORG))
  assert.equal(available, id_quota - total_reserved)
})

test('users: create, list, read, update, new key', async () => {
  const { user, secret } = got(
    await cna.users.create(ORG, {
      username: 'sam@lantern.example',
      name: { first: 'Sam', last: 'Doe' },
      authority: { active_roles: ['ADMIN'] },
    }),
  )
  assert.equal(user.username, 'sam@lantern.example')
  const sam = sandbox.as(ORG, user.username, secret.reveal())
  assert.deepEqual(got(await sam.users.get(ORG, user.username)).authority?.active_roles, ['ADMIN'])
  const fresh = got(await sam.users.resetSecret(ORG, user.username))
  assert.notEqual(fresh.reveal(), secret.reveal())
  assert.equal(faultOf(await sam.orgs.get(ORG)), 'CVE_SERVICES_UNAUTHORIZED refused')
  const changed = got(
    await cna.users.update(ORG, user.username, { 'name.last': 'Roe', 'active_roles.remove': 'ADMIN', active: false }),
  )
  assert.equal(changed.name?.last, 'Roe')
  assert.equal(changed.active, false)
  const named = (users: readonly { readonly username: string }[]): readonly string[] =>
    users.map((each) => each.username)
  assert(named(await all(cna.users.list(ORG))).includes('sam@lantern.example'))
  assert(named(await all(secretariat.users.listAll())).includes('sam@lantern.example'))
})

test('registry: a server without one is asked once, and every call says so', async () => {
  for (const asked of [
    () => cna.registry.org(ORG),
    () => cna.registry.hardQuota(ORG),
    () => cna.registry.grantRole(ORG, USER, 'ADMIN'),
    async () => (await cna.registry.users(ORG)[Symbol.asyncIterator]().next()).value,
  ]) {
    assert.equal(faultOf(await asked()), 'CVE_SERVICES_NO_REGISTRY absent')
  }
})

/** Refusals of the server, and what they are here. */
const refusals: readonly [why: string, ask: () => Promise<Parameters<typeof faultOf>[0]>, fault: string][] = [
  ['a wrong key', () => sandbox.as(ORG, USER, 'wrong-key').orgs.get(ORG), 'CVE_SERVICES_UNAUTHORIZED refused'],
  ['another organisation', () => cna.orgs.get('mitre'), 'CVE_SERVICES_NOT_SAME_ORG_OR_SECRETARIAT refused'],
  ['an unknown user', () => cna.users.get(ORG, 'nobody@lantern.example'), 'CVE_SERVICES_USER_DNE absent'],
  ['an unknown ID', async () => cna.ids.get(await unusedId()), 'CVE_SERVICES_CVE_ID_NOT_FOUND absent'],
  ['a record that is not there', async () => cna.records.get(await reserveOne()), 'CVE_SERVICES_CVE_RECORD_DNE absent'],
  [
    'a record that is there',
    async () =>
      cna.records.createCna(draftFor(cna.destination, await publishOne('Twice'), containerSaying('Twice')), checks),
    'CVE_SERVICES_CVE_RECORD_EXISTS conflict',
  ],
  [
    'a rejection where a record is',
    async () => cna.records.createReject(draftFor(cna.destination, await publishOne('There'), rejection)),
    'CVE_SERVICES_CVE_RECORD_EXISTS conflict',
  ],
  [
    'an update without a record',
    async () => cna.records.updateCna(draftFor(cna.destination, await reserveOne(), containerSaying('None')), checks),
    'CVE_SERVICES_CVE_RECORD_DNE absent',
  ],
  [
    'the state of an ID with a record',
    async () => cna.ids.setState(await publishOne('Stays'), 'REJECTED'),
    'CVE_SERVICES_CANNOT_CHANGE_CVE_ID_WITH_RECORD conflict',
  ],
  [
    'for another organisation',
    () => cna.ids.reserve({ amount: 1, cve_year: 2030, short_name: 'mitre' }),
    'CVE_SERVICES_ORG_CANNOT_RESERVE_FOR_OTHER refused',
  ],
  [
    'more than the quota',
    () => cna.ids.reserve({ amount: 90_000, cve_year: 2030, short_name: ORG, batch_type: 'sequential' }),
    'CVE_SERVICES_EXCEEDED_ID_QUOTA conflict',
  ],
  [
    'too many at random',
    () => cna.ids.reserve({ amount: 11, cve_year: 2030, short_name: ORG, batch_type: 'nonsequential' }),
    'CVE_SERVICES_OVER_NONSEQUENTIAL_MAX_AMOUNT invalid',
  ],
  [
    'a year without numbers',
    () => cna.ids.reserve({ amount: 1, cve_year: 2099, short_name: ORG }),
    'CVE_SERVICES_CANNOT_RESERVE_FOR_YEAR refused',
  ],
  ['a user twice', () => cna.users.create(ORG, { username: USER }), 'CVE_SERVICES_USER_EXISTS conflict'],
  [
    'to demote oneself',
    () => cna.users.update(ORG, USER, { 'active_roles.remove': 'ADMIN' }),
    'CVE_SERVICES_NOT_ALLOWED_TO_SELF_DEMOTE refused',
  ],
  ['all organisations', async () => first(cna.orgs.list()), 'CVE_SERVICES_SECRETARIAT_ONLY refused'],
  ['a name that leads elsewhere', () => cna.users.get(ORG, '..'), 'CVE_SERVICES_NAME invalid'],
  ['no name', () => cna.orgs.get(''), 'CVE_SERVICES_NAME invalid'],
]

for (const [why, ask, fault] of refusals) test(`refused: ${why}`, async () => assert.equal(faultOf(await ask()), fault))

test('refused: a container that does not fit the schema, with the place of the error', async () => {
  const id = await reserveOne()
  const { descriptions: _, ...without } = containerSaying('Nothing said')
  const refused = await cna.records.createCna(draftFor(cna.destination, id, without), checks)
  assert.equal(faultOf(refused), 'CVE_SERVICES_INVALID_JSON_SCHEMA invalid')
  assert(!refused.ok && refused.fault.also?.every(({ code }) => code === 'CVE_SERVICES_SCHEMA'))
  assert(!refused.ok && (refused.fault.also?.length ?? 0) > 0)
})

test('pages: more than 500 IDs come from several pages, none twice', async () => {
  got(await secretariat.orgs.update(ORG, { id_quota: 5000 }))
  for (let i = 0; i < 2; i++)
    got(await cna.ids.reserve({ amount: 600, cve_year: 2020, short_name: ORG, batch_type: 'sequential' }))
  const found = await all(cna.ids.list({ cve_id_year: '2020' }))
  assert.equal(found.length, 1200)
  assert.equal(new Set(found.map(({ cve_id }) => cve_id)).size, 1200)
})

async function unusedId(): Promise<CveId> {
  const { cve_id } = got(await cna.ids.get(await reserveOne()))
  return `${cve_id.slice(0, 9)}9999999` as CveId
}

async function first<T>(listing: AsyncIterable<T>): Promise<T> {
  for await (const each of listing) return each
  throw new Error('an empty listing')
}
