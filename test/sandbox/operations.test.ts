import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { at, container, type Headers, headersOf, type Lsf, type Person, rejection, startLsf } from './lsf.ts'
import { OPERATIONS, skip } from './responses.ts'
import { CVE_ID_ROWS } from './rows/cve-ids.ts'
import { ORG_AND_USER_ROWS } from './rows/orgs-and-users.ts'
import { RECORD_ROWS } from './rows/records.ts'
import type { Row } from './rows/row.ts'

/* One row for each operation, role, state and outcome, sent over HTTP to a real server. */

const ROWS: readonly Row[] = [...CVE_ID_ROWS, ...RECORD_ROWS, ...ORG_AND_USER_ROWS]

/** Operations for which no credentials are asked. */
const PUBLIC = new Set(['GET /cve-id/{id}', 'GET /cve/{id}', 'GET /cve_count', 'GET /health-check'])

suite('operations', () => {
  let lsf: Lsf
  before(async () => {
    lsf = await startLsf()
  })
  after(() => lsf.sandbox.close())

  test(`${ROWS.length} rows`, async (t) => {
    assert(ROWS.length >= 250)
    for (const [why, who, request, body, status, code] of ROWS) {
      const asker = typeof who === 'string' ? who : Object.keys(who).length === 0 ? 'everybody' : 'somebody'
      await t.test(`${asker}: ${short(request)}: ${why}: ${status} ${code ?? ''}`, async () => {
        const ids = await idsFor(lsf, request)
        const filled = (text: string): string => text.replace(/\{[\w-]+\}/g, (name) => ids.get(name) ?? name)
        const sent = body === undefined ? undefined : (JSON.parse(filled(JSON.stringify(body))) as Json)
        const said = await lsf.ask(who, filled(request), sent)
        assert.equal(
          `${said.status} ${at(said.body, 'error') ?? ''}`,
          `${status} ${code ?? ''}`,
          JSON.stringify(said.body),
        )
        if (code === 'INVALID_JSON_SCHEMA') assert((at(said.body, 'details.errors') as Json[]).length === 1)
        if (code === 'BAD_INPUT') assert(at(said.body, 'details.0.msg'), JSON.stringify(said.body))
      })
    }
  })

  test('the rows cover every operation of the document', { skip }, () => {
    const asked = ROWS.map(([, , request]) => request.split('?')[0] ?? '')
    const missing = OPERATIONS.filter((operation) => {
      const pattern = new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/]+')}$`)
      return !asked.some((request) => pattern.test(request))
    })
    assert.equal(OPERATIONS.length, 28)
    assert.deepEqual(missing, [])
  })

  test('no operation but the public ones is open to anybody without an active user and the right key', async (t) => {
    const { 'CVE-API-KEY': _, ...keyless } = headersOf('admin')
    const strangers: readonly [why: string, who: Person | Headers, status: number, message: string][] = [
      ['no headers', {}, 400, 'CVE-API-ORG header field required.'],
      ['no user', { 'CVE-API-ORG': 'lsf', 'CVE-API-KEY': 'x' }, 400, 'CVE-API-USER header field required.'],
      ['no key', keyless, 400, 'CVE-API-KEY header field required.'],
      ['the wrong key', { ...headersOf('admin'), 'CVE-API-KEY': 'wrong' }, 401, 'Unauthorized'],
      ['an unknown organization', { ...headersOf('admin'), 'CVE-API-ORG': 'nobody' }, 401, 'Unauthorized'],
      ['an unknown user', { ...headersOf('admin'), 'CVE-API-USER': 'nobody' }, 401, 'Unauthorized'],
      ['an inactive user', 'inactive', 401, 'Unauthorized'],
      ['a user without a key', { ...headersOf('admin'), 'CVE-API-USER': 'zoe@lsf.example' }, 401, 'Unauthorized'],
    ]
    for (const operation of OPERATIONS.filter((each) => !PUBLIC.has(each))) {
      for (const [why, who, status, message] of strangers) {
        await t.test(`${operation}: ${why}`, async () => {
          const said = await lsf.ask(who, operation.replace('{id}', 'CVE-2030-0001').replaceAll(/\{\w+\}/g, 'lsf'))
          assert.equal(said.status, status)
          assert.equal(at(said.body, 'message'), message)
        })
      }
    }
  })
})

function short(request: string): string {
  return request.length > 100 ? `${request.slice(0, 100)}…` : request
}

/** Fresh IDs in the states that a request names. */
async function idsFor(lsf: Lsf, request: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const [name] of request.matchAll(/\{[\w-]+\}/g)) ids.set(name, await makeId(lsf, name))
  return ids
}

async function makeId(lsf: Lsf, name: string): Promise<string> {
  if (name === '{unknown}') return 'CVE-2030-19999'
  if (name === '{available}') return availableId(lsf)
  const isForeign = name.startsWith('{foreign')
  const [who, org]: readonly [Person, string] = isForeign ? ['other', 'other-cna'] : ['regular', 'lsf']
  const id = await reserve(lsf, who, `short_name=${org}&cve_year=2030&amount=1`)
  const step = async (target: string, body?: Json): Promise<void> => {
    const said = await lsf.ask(who, target, body)
    assert.equal(said.status, 200, JSON.stringify(said.body))
  }
  if (name === '{published}' || name === '{foreign-published}') await step(`POST /cve/${id}/cna`, container())
  if (name === '{rejected}') await step(`POST /cve/${id}/reject`, rejection())
  if (name === '{withdrawn}') await step(`PUT /cve-id/${id}?state=REJECTED`)
  return id
}

async function reserve(lsf: Lsf, who: Person, query: string): Promise<string> {
  const said = await lsf.ask(who, `POST /cve-id?${query}`)
  assert.equal(said.status, 200, JSON.stringify(said.body))
  return String(at(said.body, 'cve_ids.0.cve_id'))
}

/** One of the pool's numbers that was not drawn. */
async function availableId(lsf: Lsf): Promise<string> {
  await reserve(lsf, 'regular', 'short_name=lsf&cve_year=2000&amount=1&batch_type=nonsequential')
  const listed = await lsf.ask('secretariat', 'GET /cve-id?cve_id_year=2000')
  const taken = new Set((at(listed.body, 'cve_ids') as readonly JsonObject[]).map((id) => id.cve_id))
  const free = Array.from({ length: 100 }, (_, i) => `CVE-2000-${20_001 + i}`).find((id) => !taken.has(id))
  assert(free)
  return free
}
