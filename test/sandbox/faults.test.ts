import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import type { SandboxOptions } from '#sandbox'
import { at, container, headersOf, type Lsf, NOW, type Person, startLsf } from './lsf.ts'

/* Faults that are asked for, and the control side that asks for them. */

async function withLsf(run: (lsf: Lsf) => Promise<void>, options: Partial<SandboxOptions> = {}): Promise<void> {
  const lsf = await startLsf(options)
  try {
    await run(lsf)
  } finally {
    await lsf.sandbox.close()
  }
}

const order = (lsf: Lsf, ...faults: readonly JsonObject[]): Promise<unknown> =>
  lsf.control('POST /sandbox/faults', { faults })
const reserve = async (lsf: Lsf): Promise<string> =>
  String(at((await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')).body, 'cve_ids.0.cve_id'))

/** A request that gives up after so many milliseconds: the status, or why there is none. */
function impatient(lsf: Lsf, who: Person, target: string, body: Json, patience: number): Promise<number | string> {
  const [method = '', path = ''] = target.split(' ')
  return new Promise((resolve) => {
    const headers = { ...headersOf(who), 'Content-Type': 'application/json' }
    const asked = request(
      { port: lsf.sandbox.port, path: `/api${path}`, method, headers, timeout: patience },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('gave up')))
    asked.on('error', (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message))
    asked.end(JSON.stringify(body))
  })
}

test('the next request to a path fails, and the one after it does not', () =>
  withLsf(async (lsf) => {
    const id = await reserve(lsf)
    await order(
      lsf,
      { fault: '500', method: 'POST', path: `/api/cve/${id}/cna`, times: 2 },
      { fault: '429', path: '/api/org' },
    )
    assert.equal((await lsf.ask('regular', 'GET /cve-id')).status, 200)
    for (let i = 0; i < 2; i++) {
      const failed = await lsf.ask('regular', `POST /cve/${id}/cna`, container())
      assert.deepEqual([failed.status, at(failed.body, 'error')], [500, 'INTERNAL_SERVER_ERROR'])
    }
    assert.equal(at((await lsf.ask('regular', `GET /cve-id/${id}`)).body, 'state'), 'RESERVED', 'nothing was done')
    assert.equal((await lsf.ask('regular', `POST /cve/${id}/cna`, container())).status, 200)
    const left = at((await lsf.control('GET /sandbox/state')).body, 'faults')
    assert.deepEqual(left, [{ fault: '429', path: '/api/org', times: 1 }])
    assert.deepEqual((await lsf.control('DELETE /sandbox/faults')).body, { faults: [] })
    assert.equal((await lsf.ask('regular', 'GET /org/lsf')).status, 200)
  }))

test('an answer that is lost: everything was done', () =>
  withLsf(async (lsf) => {
    const id = await reserve(lsf)
    await order(lsf, { fault: 'lost', path: `/api/cve/${id}/cna$` })
    assert.equal(await impatient(lsf, 'regular', `POST /cve/${id}/cna`, container(), 200), 'gave up')
    assert.equal((await lsf.ask({}, `GET /cve/${id}`)).status, 200)
    const again = await lsf.ask('regular', `POST /cve/${id}/cna`, container())
    assert.equal(at(again.body, 'error'), 'CVE_RECORD_EXISTS', 'so a second attempt tells')
  }))

test('a time-out and a cut connection: nothing was done', () =>
  withLsf(async (lsf) => {
    const id = await reserve(lsf)
    await order(lsf, { fault: 'timeout', path: '/api/cve/' }, { fault: 'cut', path: '/api/cve/' })
    assert.equal(await impatient(lsf, 'regular', `POST /cve/${id}/cna`, container(), 200), 'gave up')
    assert.equal(await impatient(lsf, 'regular', `POST /cve/${id}/cna`, container(), 2000), 'ECONNRESET')
    assert.equal((await lsf.ask({}, `GET /cve/${id}`)).status, 404)
  }))

test('a silence ends by itself', () =>
  withLsf(
    async (lsf) => {
      await order(lsf, { fault: 'timeout' })
      assert.equal(await impatient(lsf, 'regular', 'POST /cve-id', {}, 5000), 'ECONNRESET')
    },
    { timeouts: { silence: 50 } },
  ))

test('a record that appears later', () =>
  withLsf(async (lsf) => {
    const id = await reserve(lsf)
    await order(lsf, { fault: 'appears=900', path: `/api/cve/${id}/cna` })
    assert.equal((await lsf.ask('regular', `POST /cve/${id}/cna`, container())).status, 200)
    assert.equal((await lsf.ask({}, `GET /cve/${id}`)).status, 404)
    await lsf.control('POST /sandbox/clock', { advance: 899 })
    assert.equal((await lsf.ask({}, `GET /cve/${id}`)).status, 404)
    await lsf.control('POST /sandbox/clock', { advance: 1 })
    assert.equal((await lsf.ask({}, `GET /cve/${id}`)).status, 200)
    // An update that is delayed shows the record as it was.
    await order(lsf, { fault: 'appears=60' })
    await lsf.ask('regular', `PUT /cve/${id}/cna`, container({ title: 'New' }))
    assert.equal(at((await lsf.ask({}, `GET /cve/${id}`)).body, 'containers.cna.title'), 'A lamp goes out')
    await lsf.control('POST /sandbox/clock', { advance: 60 })
    assert.equal(at((await lsf.ask({}, `GET /cve/${id}`)).body, 'containers.cna.title'), 'New')
  }))

test('a reservation that meets another one', () =>
  withLsf(async (lsf) => {
    await order(lsf, { fault: 'lock', path: '/api/cve-id' })
    const said = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')
    assert.deepEqual([said.status, at(said.body, 'error')], [403, 'RESERVATION_IN_PROGRESS'])
    assert.match(await reserve(lsf), /^CVE-2030-0001$/)
  }))

test('the two public routes are limited, and no other', () =>
  withLsf(
    async (lsf) => {
      const statuses = [await reserve(lsf), 'cve', 'cve-id', 'cve-id']
        .slice(1)
        .map((route) => `GET /${route}/CVE-2030-0001`)
      const answers = []
      for (const target of statuses) answers.push(await lsf.ask({}, target))
      assert.deepEqual(
        answers.map(({ status }) => status),
        [404, 200, 429],
      )
      const last = answers[2]
      assert.equal(at(last?.body, 'error'), 'TOO_MANY_REQUESTS')
      assert.equal(last?.headers['ratelimit-remaining'], '0')
      assert.equal(last?.headers['ratelimit-limit'], '2')
      assert.equal((await lsf.ask({}, 'GET /cve_count')).status, 200)
      assert.equal((await lsf.ask('regular', 'GET /cve-id')).status, 200)
    },
    { rateLimit: 2 },
  ))

test('faults by chance come as often as they should, and the same with the same seed', async () => {
  const run = async (): Promise<readonly number[]> => {
    const statuses: number[] = []
    await withLsf(
      async (lsf) => {
        for (let i = 0; i < 300; i++) statuses.push((await lsf.ask('regular', 'GET /cve-id/CVE-2030-0001')).status)
      },
      { fault: '500:0.2,429:0.1', randomSeed: 42 },
    )
    return statuses
  }
  const first = await run()
  const share = (status: number): number => first.filter((each) => each === status).length / first.length
  assert(share(500) > 0.13 && share(500) < 0.27, String(share(500)))
  assert(share(429) > 0.05 && share(429) < 0.16, String(share(429)))
  assert.deepEqual(await run(), first)
})

test('the control side: who may, and what it understands', () =>
  withLsf(async (lsf) => {
    const ask = async (who: Person, body: Json): Promise<number> => {
      const headers = headersOf(who)
      const said = await fetch(`http://127.0.0.1:${lsf.sandbox.port}/sandbox/clock`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      return said.status
    }
    assert.equal(await ask('admin', { fix: NOW }), 200)
    assert.equal(await ask('secretariat', { fix: NOW }), 200)
    assert.equal(await ask('regular', { fix: NOW }), 403)
    assert.equal(await ask('other', { fix: NOW }), 403)
    assert.equal(await ask('inactive', { fix: NOW }), 401)
    for (const body of [{ fix: 'noon' }, { stop: true }, { advance: 'one' }, [], { set: '2030-13-01' }]) {
      assert.equal(await ask('admin', body), 400, JSON.stringify(body))
    }
    for (const fault of ['501', 'slow', 'slow=x', 'lost=1', '', 'constructor']) {
      const said = await lsf.control('POST /sandbox/faults', { faults: [{ fault }] })
      assert.equal(said.status, 400, fault)
    }
    assert.equal((await lsf.control('GET /sandbox/none')).status, 404)
    assert.equal((await lsf.control('GET /sandbox')).status, 404)
    const set = await lsf.control('POST /sandbox/clock', { set: '2031-01-01T00:00:00Z' })
    assert.match(String(at(set.body, 'now')), /^2031-01-01T00:00:0/)
    const reset = await lsf.control('POST /sandbox/clock', { reset: 'now' })
    assert(Math.abs(Date.parse(String(at(reset.body, 'now'))) - Date.now()) < 5000)
  }))

test('a browser of another origin may use the API, and not the control side', () =>
  withLsf(async (lsf) => {
    const origin = { Origin: 'https://editor.example', 'Access-Control-Request-Headers': 'cve-api-key' }
    const base = `http://127.0.0.1:${lsf.sandbox.port}`
    const asked = await fetch(`${base}/api/cve-id`, { method: 'OPTIONS', headers: origin })
    assert.equal(asked.status, 204)
    assert.equal(asked.headers.get('access-control-allow-origin'), '*')
    assert.equal(asked.headers.get('access-control-allow-headers'), 'cve-api-key')
    const control = await fetch(`${base}/sandbox/state`, { method: 'OPTIONS', headers: origin })
    assert.equal(control.headers.get('access-control-allow-origin'), null)
  }))
