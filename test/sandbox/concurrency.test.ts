import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { at, container, type Lsf, startLsf } from './lsf.ts'

const CLIENTS = 50
const EACH = 20

test('fifty clients reserve a thousand IDs: all different, and the quota adds up', async () => {
  const lsf = await startLsf()
  try {
    const reserved = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => reserveSome(lsf, WAYS[i % 3] ?? '')))
    const ids = reserved.flat()
    assert.equal(ids.length, CLIENTS * EACH)
    assert.equal(new Set(ids).size, CLIENTS * EACH)
    const quota = (await lsf.ask('regular', 'GET /org/lsf/id_quota')).body
    assert.deepEqual(quota, { id_quota: 1000, total_reserved: 1000, available: 0 })
    const more = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')
    assert.equal(at(more.body, 'error'), 'EXCEEDED_ID_QUOTA')
  } finally {
    await lsf.sandbox.close()
  }
})

test('where reservations are slow, one of an organization refuses the others, and nothing is reserved twice', async () => {
  const lsf = await startLsf({ fault: 'slow=5:1' })
  try {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let tries = 1; ; tries++) {
          const said = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')
          if (said.status === 200) return { id: at(said.body, 'cve_ids.0.cve_id'), tries }
          assert.equal(at(said.body, 'error'), 'RESERVATION_IN_PROGRESS')
        }
      }),
    )
    assert.equal(new Set(answers.map(({ id }) => id)).size, 20)
    assert(
      answers.some(({ tries }) => tries > 1),
      'nobody met the lock',
    )
    assert.equal(at((await lsf.ask('regular', 'GET /org/lsf/id_quota')).body, 'total_reserved'), 20)
  } finally {
    await lsf.sandbox.close()
  }
})

test('of many that publish the same ID one is first', async () => {
  const lsf = await startLsf()
  try {
    const said = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')
    const id = at(said.body, 'cve_ids.0.cve_id')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        lsf.ask('regular', `POST /cve/${id}/cna`, container({ title: `Title ${i}` })),
      ),
    )
    const first = answers.filter(({ status }) => status === 200)
    assert.equal(first.length, 1)
    assert(answers.every(({ status, body }) => status === 200 || at(body, 'error') === 'CVE_RECORD_EXISTS'))
    assert.deepEqual((await lsf.ask({}, `GET /cve/${id}`)).body, at(first[0]?.body, 'created'))
  } finally {
    await lsf.sandbox.close()
  }
})

const WAYS = ['', '&batch_type=sequential', '&batch_type=nonsequential']

/** Twenty IDs: one by one, or in a sequence of ten and ten by chance. */
async function reserveSome(lsf: Lsf, way: string): Promise<readonly unknown[]> {
  const amount = way === '' ? 1 : 10
  const ids: unknown[] = []
  while (ids.length < EACH) {
    const said = await lsf.ask('regular', `POST /cve-id?short_name=lsf&cve_year=2030&amount=${amount}${way}`)
    assert.equal(said.status, 200, JSON.stringify(said.body))
    ids.push(...(at(said.body, 'cve_ids') as readonly JsonObject[]).map(({ cve_id }) => cve_id))
  }
  return ids
}
