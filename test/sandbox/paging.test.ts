import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { at, container, type Lsf, startLsf } from './lsf.ts'

/* Pages have 500 items, and their fields are there only from 500 items on. */

const PAGE_FIELDS = ['totalCount', 'itemsPerPage', 'pageCount', 'currentPage', 'prevPage', 'nextPage']

const cases: readonly [count: number, page: number, items: number, fields: JsonObject | undefined][] = [
  [499, 1, 499, undefined],
  [500, 1, 500, { totalCount: 500, itemsPerPage: 500, pageCount: 1, currentPage: 1, prevPage: null, nextPage: null }],
  [501, 1, 500, { totalCount: 501, itemsPerPage: 500, pageCount: 2, currentPage: 1, prevPage: null, nextPage: 2 }],
  [501, 2, 1, { totalCount: 501, itemsPerPage: 500, pageCount: 2, currentPage: 2, prevPage: 1, nextPage: null }],
  [501, 3, 0, { totalCount: 501, itemsPerPage: 500, pageCount: 2, currentPage: 3, prevPage: 2, nextPage: null }],
]

test('pages of IDs at 499, 500 and 501', async () => {
  const lsf = await startLsf()
  try {
    let count = 0
    for (const [wanted, page, items, fields] of cases) {
      const more = wanted - count
      if (more > 0) {
        await lsf.ask('regular', `POST /cve-id?short_name=lsf&cve_year=2030&amount=${more}&batch_type=sequential`)
      }
      count = wanted
      const { body } = await lsf.ask('regular', `GET /cve-id?page=${page}`)
      assert.equal((at(body, 'cve_ids') as readonly Json[]).length, items)
      const found = Object.fromEntries(
        Object.entries(body as JsonObject).filter(([name]) => PAGE_FIELDS.includes(name)),
      )
      assert.deepEqual(found, fields ?? {}, `${wanted} items, page ${page}`)
    }
  } finally {
    await lsf.sandbox.close()
  }
})

test('records page by page and by cursor give each record once', async () => {
  const lsf = await startLsf({ seed: { source: 'records.json', text: JSON.stringify({ records: records(501) }) } })
  try {
    const ids = new Set<Json | undefined>()
    const [first, second] = [await lsf.ask('secretariat', 'GET /cve'), await lsf.ask('secretariat', 'GET /cve?page=2')]
    for (const { body } of [first, second]) for (const id of idsOf(body)) ids.add(id)
    assert.equal(ids.size, 501)
    assert.equal(at(first.body, 'nextPage'), 2)

    const { found, pages, last } = await walk(lsf, 'limit=200', 'next_page', 'next')
    assert.deepEqual([found.length, new Set(found).size, pages], [501, 501, 3])
    // And back again, from the first record of the last page.
    const back = await walk(lsf, 'limit=200', 'previous_page', 'previous', String(at(last, 'previous')))
    assert.deepEqual(back.found.toSorted(), found.slice(0, 400).toSorted())
    const count = await lsf.ask('secretariat', 'GET /cve_cursor?count_only=true')
    assert.deepEqual(count.body, { totalCount: 501 })
    const empty = await lsf.ask('secretariat', 'GET /cve_cursor?assigner_short_name=nobody')
    assert.deepEqual(empty.body, { cveRecords: [], hasNext: false, hasPrevious: false })
  } finally {
    await lsf.sandbox.close()
  }
})

test('the cursor gives the newest record first, and a record that is added meanwhile moves nothing', async () => {
  const lsf = await startLsf()
  try {
    const publish = async (): Promise<Json | undefined> => {
      const said = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')
      const id = at(said.body, 'cve_ids.0.cve_id')
      await lsf.ask('regular', `POST /cve/${id}/cna`, container())
      await lsf.control('POST /sandbox/clock', { advance: 60 })
      return id
    }
    const [first, second, third] = [await publish(), await publish(), await publish()]
    // An update does not bring a record forward.
    await lsf.ask('regular', `PUT /cve/${first}/cna`, container())
    const page = (await lsf.ask('secretariat', 'GET /cve_cursor?limit=2')).body
    assert.deepEqual(idsOf(page), [third, second])
    await publish()
    const next = (await lsf.ask('secretariat', `GET /cve_cursor?limit=2&next_page=${at(page, 'next')}`)).body
    assert.deepEqual(idsOf(next), [first])
    const modified = await lsf.ask('secretariat', 'GET /cve?time_modified.gt=2030-02-20T09:02:30Z')
    assert.deepEqual(idsOf(modified.body).length, 2)
  } finally {
    await lsf.sandbox.close()
  }
})

async function walk(
  lsf: Lsf,
  query: string,
  parameter: string,
  way: 'next' | 'previous',
  start?: string,
): Promise<{ found: readonly Json[]; pages: number; last: Json | undefined }> {
  const found: Json[] = []
  let pages = 0
  let last: Json | undefined
  let cursor = start
  for (;;) {
    const from = cursor === undefined ? '' : `&${parameter}=${cursor}`
    const { body } = await lsf.ask('secretariat', `GET /cve_cursor?${query}${from}`)
    pages++
    last = body
    found.push(...idsOf(body))
    if (at(body, way === 'next' ? 'hasNext' : 'hasPrevious') !== true) return { found, pages, last }
    cursor = String(at(body, way))
  }
}

function idsOf(body: Json | undefined): readonly Json[] {
  return (at(body, 'cveRecords') as readonly Json[]).map((record) => at(record, 'cveMetadata.cveId') ?? null)
}

function records(count: number): readonly Json[] {
  const provider = { providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' } }
  return Array.from({ length: count }, (_, i) => ({
    dataType: 'CVE_RECORD',
    dataVersion: '5.2',
    cveMetadata: {
      cveId: `CVE-2030-${String(i + 1).padStart(4, '0')}`,
      assignerOrgId: '00000000-0000-4000-8000-000000000000',
      assignerShortName: 'lsf',
      state: 'PUBLISHED',
    },
    containers: { cna: { ...provider, ...(container().cnaContainer as JsonObject) } },
  }))
}
