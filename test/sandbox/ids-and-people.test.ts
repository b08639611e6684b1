import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { at, container, headersOf, type Lsf, NOW, startLsf } from './lsf.ts'

/* Quota, blocks of numbers, redaction, keys: what one answer alone does not show. */

suite('IDs', () => {
  let lsf: Lsf
  before(async () => {
    lsf = await startLsf()
  })
  after(() => lsf.sandbox.close())

  const reserve = async (query: string): Promise<readonly string[]> => {
    const said = await lsf.ask('regular', `POST /cve-id?short_name=lsf&${query}`)
    assert.equal(said.status, 200, JSON.stringify(said.body))
    return (at(said.body, 'cve_ids') as readonly JsonObject[]).map(({ cve_id }) => String(cve_id))
  }
  const quota = async (): Promise<Json | undefined> => (await lsf.ask('regular', 'GET /org/lsf/id_quota')).body

  test('single IDs come from the low numbers, all others from the general block', async () => {
    assert.deepEqual(await reserve('cve_year=2010&amount=1'), ['CVE-2010-0001'])
    assert.deepEqual(await reserve('cve_year=2010&amount=1'), ['CVE-2010-0002'])
    const run = await reserve('cve_year=2010&amount=3&batch_type=sequential')
    assert.deepEqual(run, ['CVE-2010-20001', 'CVE-2010-20002', 'CVE-2010-20003'])
    assert.deepEqual(await reserve('cve_year=2010&amount=1&batch_type=sequential'), ['CVE-2010-20004'])
    const drawn = await reserve('cve_year=2010&amount=10&batch_type=nonsequential')
    assert.equal(new Set(drawn).size, 10)
    assert.notDeepEqual(drawn, drawn.toSorted())
    for (const id of drawn) assert(Number(id.slice(9)) > 20_004 && Number(id.slice(9)) <= 20_004 + 110, id)
    // The pool of a hundred and ten lies in between.
    assert.deepEqual(await reserve('cve_year=2010&amount=1&batch_type=sequential'), ['CVE-2010-20115'])
  })

  test('the quota counts RESERVED IDs, and the header says what is left', async () => {
    const before = await quota()
    const said = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2011&amount=2&batch_type=sequential')
    const left = Number(at(before, 'available')) - 2
    assert.equal(said.headers['cve-api-remaining-quota'], String(left))
    assert.equal(at(said.body, 'meta.remaining_quota'), left)
    const [first, second] = (at(said.body, 'cve_ids') as readonly JsonObject[]).map(({ cve_id }) => cve_id)
    await lsf.ask('regular', `POST /cve/${first}/cna`, container())
    await lsf.ask('regular', `PUT /cve-id/${second}?state=REJECTED`)
    assert.deepEqual(await quota(), before, 'publishing and rejecting free it')
    await lsf.ask('regular', `PUT /cve-id/${second}?state=RESERVED`)
    assert.equal(at(await quota(), 'available'), left + 1)
    const over = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2011&amount=5000&batch_type=sequential')
    assert.deepEqual(at(over.body, 'details'), await quota())
  })

  test('whose ID it is, others see when it is published', async () => {
    const [id] = await reserve('cve_year=2012&amount=1')
    const seen = async (): Promise<Json | undefined> => (await lsf.ask({}, `GET /cve-id/${id}`)).body
    const facts = { cve_id: id, cve_year: '2012' }
    assert.deepEqual(await seen(), { ...facts, state: 'RESERVED', owning_cna: '[REDACTED]' })
    await lsf.ask('regular', `POST /cve/${id}/cna`, container())
    assert.deepEqual(await seen(), { ...facts, state: 'PUBLISHED', owning_cna: 'lsf', dateUpdated: NOW })
    assert.deepEqual(at((await lsf.ask('regular', `GET /cve-id/${id}`)).body, 'requested_by'), {
      cna: 'lsf',
      user: 'rita@lsf.example',
    })
  })

  test('who asked for an ID is hidden from its new owner, not from the Secretariat', async () => {
    const [id] = await reserve('cve_year=2013&amount=1')
    await lsf.ask('regular', `PUT /cve-id/${id}?org=other-cna`)
    const listed = async (who: 'other' | 'secretariat' | 'bulk'): Promise<Json | undefined> => {
      const all = at((await lsf.ask(who, 'GET /cve-id?cve_id_year=2013')).body, 'cve_ids') as readonly JsonObject[]
      const found = all.find(({ cve_id }) => cve_id === id)
      return found === undefined
        ? undefined
        : { owner: found.owning_cna ?? null, ...(found.requested_by as JsonObject) }
    }
    assert.deepEqual(await listed('other'), { owner: 'other-cna', cna: 'lsf', user: 'REDACTED' })
    assert.deepEqual(await listed('secretariat'), { owner: 'other-cna', cna: 'lsf', user: 'rita@lsf.example' })
    assert.deepEqual(await listed('bulk'), { owner: 'REDACTED', cna: 'REDACTED', user: 'REDACTED' })
  })

  test('filters by state, year and time', async () => {
    const [first] = await reserve('cve_year=2014&amount=1')
    await lsf.control('POST /sandbox/clock', { advance: 3600 })
    const [second] = await reserve('cve_year=2014&amount=1')
    await lsf.ask('regular', `PUT /cve-id/${first}?state=REJECTED`)
    const listed = async (query: string): Promise<readonly Json[]> => {
      const said = await lsf.ask('regular', `GET /cve-id?cve_id_year=2014${query}`)
      return (at(said.body, 'cve_ids') as readonly JsonObject[]).map(({ cve_id }) => cve_id ?? null)
    }
    assert.deepEqual(await listed(''), [first, second])
    assert.deepEqual(await listed('&state=RESERVED'), [second])
    assert.deepEqual(await listed('&time_reserved.lt=2030-02-20T09:30:00Z'), [first])
    assert.deepEqual(await listed('&time_reserved.gt=2030-02-20T09:30:00Z'), [second])
    assert.deepEqual(await listed('&time_modified.gt=2030-02-20T09:30:00Z'), [first, second])
    assert.deepEqual(await listed(`&time_reserved.gt=${NOW}&time_reserved.lt=2030-02-20T10:00:00Z`), [])
    await lsf.control('POST /sandbox/clock', { fix: NOW })
  })

  test('a year opens by itself 90 days before it begins', async () => {
    const ask = async (): Promise<number> =>
      (await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2031&amount=1')).status
    await lsf.control('POST /sandbox/clock', { fix: '2030-10-02T00:00:00Z' })
    assert.equal(await ask(), 403)
    await lsf.control('POST /sandbox/clock', { fix: '2030-10-03T00:00:00Z' })
    assert.equal(await ask(), 200)
    await lsf.control('POST /sandbox/clock', { fix: NOW })
  })

  test('the Secretariat opens a year, and it is open', async () => {
    assert.equal((await lsf.ask('secretariat', 'POST /cve-id-range/1990')).status, 200)
    assert.deepEqual(await reserve('cve_year=1990&amount=1'), ['CVE-1990-0001'])
  })
})

suite('people', () => {
  let lsf: Lsf
  before(async () => {
    lsf = await startLsf()
  })
  after(() => lsf.sandbox.close())

  const works = async (user: string, key: string): Promise<number> =>
    (await lsf.ask({ 'CVE-API-ORG': 'lsf', 'CVE-API-USER': user, 'CVE-API-KEY': key }, 'GET /cve-id')).status

  test('a key is shown once, works, and ends when it is reset', async () => {
    const said = await lsf.ask('admin', 'POST /org/lsf/user', { username: 'nora@lsf.example', name: { last: 'North' } })
    const key = String(at(said.body, 'created.secret'))
    assert.match(key, /^[0-9a-f]{36}$/)
    assert.equal(await works('nora@lsf.example', key), 200)
    const shown = await lsf.ask('admin', 'GET /org/lsf/user/nora@lsf.example')
    assert(!JSON.stringify(shown.body).includes(key))
    const headers = { 'CVE-API-ORG': 'lsf', 'CVE-API-USER': 'nora@lsf.example', 'CVE-API-KEY': key }
    const reset = await lsf.ask(headers, 'PUT /org/lsf/user/nora@lsf.example/reset_secret')
    const fresh = String(at(reset.body, 'API-secret'))
    assert.equal(await works('nora@lsf.example', key), 401)
    assert.equal(await works('nora@lsf.example', fresh), 200)
    await lsf.ask('admin', 'PUT /org/lsf/user/nora@lsf.example?active=false')
    assert.equal(await works('nora@lsf.example', fresh), 401)
    await lsf.ask('admin', 'PUT /org/lsf/user/nora@lsf.example?active=true')
    assert.equal(await works('nora@lsf.example', fresh), 200)
  })

  test('neither keys nor their hashes are in the state that is shown', async () => {
    const state = JSON.stringify((await lsf.control('GET /sandbox/state')).body)
    assert(
      !state.includes('scrypt') &&
        !state.includes('secret') &&
        !state.includes(headersOf('admin')['CVE-API-KEY'] ?? '-'),
    )
  })

  test('a user gets a role, a name and an organization', async () => {
    const target = '/org/lsf/user/adam@lsf.example'
    const updated = await lsf.ask('admin', `PUT ${target}?name.first=Adam&active_roles.remove=ADMIN&new_username=adam2`)
    assert.equal(at(updated.body, 'message'), 'adam@lsf.example was successfully updated.')
    assert.deepEqual(at(updated.body, 'updated.authority'), { active_roles: [] })
    assert.equal(at(updated.body, 'updated.username'), 'adam2')
    assert.equal((await lsf.ask('admin', `GET ${target}`)).status, 404)
    const moved = await lsf.ask('secretariat', 'PUT /org/lsf/user/adam2?org_short_name=other-cna')
    assert.equal(moved.status, 200)
    assert.equal((await lsf.ask('other', 'GET /org/other-cna/user/adam2')).status, 200)
    const listed = at((await lsf.ask('other', 'GET /org/other-cna/users')).body, 'users') as readonly JsonObject[]
    assert.deepEqual(
      listed.map(({ username }) => username),
      ['adam2', 'otto@other.example'],
    )
  })

  test('an organization is renamed with everything it has', async () => {
    await lsf.ask('secretariat', 'POST /org', { short_name: 'old-name', name: 'Old' })
    const created = await lsf.ask('secretariat', 'POST /org/old-name/user', { username: 'olga' })
    const key = String(at(created.body, 'created.secret'))
    assert.equal((await lsf.ask('secretariat', 'PUT /org/old-name?new_short_name=new-name&id_quota=7')).status, 200)
    assert.equal((await lsf.ask('secretariat', 'GET /org/old-name')).status, 404)
    const olga = { 'CVE-API-ORG': 'new-name', 'CVE-API-USER': 'olga', 'CVE-API-KEY': key }
    assert.equal(at((await lsf.ask(olga, 'GET /org/new-name/id_quota')).body, 'available'), 7)
    const byUuid = await lsf.ask(olga, `GET /org/${at((await lsf.ask(olga, 'GET /org/new-name')).body, 'UUID')}`)
    assert.equal(byUuid.status, 200)
  })

  test('an organization that is an ADP and nothing else has no quota', async () => {
    const created = await lsf.ask('secretariat', 'POST /org', {
      short_name: 'only-adp',
      name: 'Only',
      authority: { active_roles: ['ADP'] },
    })
    assert.equal(at(created.body, 'created.policies.id_quota'), 0)
  })
})
