import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { at, container, type Lsf, NOW, rejection, startLsf } from './lsf.ts'

/* What the server writes into records, and what it leaves there. */

suite('records', () => {
  let lsf: Lsf
  before(async () => {
    lsf = await startLsf()
  })
  after(() => lsf.sandbox.close())

  const said = async (target: string, body?: Json, who: Parameters<Lsf['ask']>[0] = 'regular'): Promise<Json> => {
    const answer = await lsf.ask(who, target, body)
    assert.equal(answer.status, 200, `${target}: ${JSON.stringify(answer.body)}`)
    return answer.body ?? null
  }
  const reserve = async (): Promise<string> =>
    String(at(await said('POST /cve-id?short_name=lsf&cve_year=1900&amount=1'), 'cve_ids.0.cve_id'))
  const advance = async (seconds: number): Promise<string> =>
    String(at((await lsf.control('POST /sandbox/clock', { advance: seconds })).body, 'now'))
  const uuidOf = async (org: string): Promise<Json | undefined> =>
    at(await said(`GET /org/${org}`, undefined, 'secretariat'), 'UUID')

  test('the life of a record: published, rejected twice, published again', async () => {
    const id = await reserve()
    const orgId = await uuidOf('lsf')
    const reserved = at(await said(`GET /cve-id/${id}`), 'reserved')
    const first = await advance(60)
    const created = await said(`POST /cve/${id}/cna`, container({ providerMetadata: { orgId: ANOTHER } }))
    assert.equal(at(created, 'message'), `${id} record was successfully created. ${SOON}`)
    assert.deepEqual(at(created, 'created.cveMetadata'), {
      cveId: id,
      assignerOrgId: orgId,
      state: 'PUBLISHED',
      assignerShortName: 'lsf',
      dateReserved: reserved,
      datePublished: first,
      dateUpdated: first,
    })
    const provider = { orgId, shortName: 'lsf', dateUpdated: first }
    assert.deepEqual(at(created, 'created.containers.cna.providerMetadata'), provider)
    assert.equal(at(created, 'created.dataVersion'), '5.2')
    assert.equal(at(await said(`GET /cve-id/${id}`), 'state'), 'PUBLISHED')
    assert.deepEqual(await said(`GET /cve/${id}`), at(created, 'created'))
    await said(`PUT /cve/${id}/adp`, { adpContainer: { title: 'Enriched' } }, 'adp')

    const second = await advance(60)
    const rejected = await said(`PUT /cve/${id}/reject`, rejection())
    assert.equal(at(rejected, 'message'), `${id} record was successfully submitted.`)
    const metadata = at(rejected, 'updated.cveMetadata') as JsonObject
    assert.equal(metadata.state, 'REJECTED')
    assert.equal(metadata.datePublished, first, 'a rejection keeps the date of publication')
    assert.equal(metadata.dateRejected, second)
    assert.deepEqual(Object.keys(at(rejected, 'updated.containers') as JsonObject), ['cna'], 'the ADP is gone')
    assert.equal(at(await said(`GET /cve-id/${id}`), 'state'), 'REJECTED')

    const third = await advance(60)
    const again = at(await said(`PUT /cve/${id}/reject`, rejection()), 'updated.cveMetadata') as JsonObject
    assert.equal(again.dateRejected, second, 'the date of the first rejection stays')
    assert.equal(again.dateUpdated, third)

    const back = at(await said(`PUT /cve/${id}/cna`, container()), 'updated.cveMetadata') as JsonObject
    assert.equal(back.state, 'PUBLISHED')
    assert.equal(back.datePublished, first)
    assert(!('dateRejected' in back))
    assert.equal(at(await said(`GET /cve-id/${id}`), 'state'), 'PUBLISHED')
  })

  test('what was rejected at once has no date of publication until it is published', async () => {
    const id = await reserve()
    const rejected = at(await said(`POST /cve/${id}/reject`, rejection()), 'created') as JsonObject
    assert(!('datePublished' in (rejected.cveMetadata as JsonObject)))
    const now = await advance(60)
    const published = at(await said(`PUT /cve/${id}/cna`, container()), 'updated.cveMetadata.datePublished')
    assert.equal(published, now)
  })

  test('the Secretariat provides the container, and the owner stays the assigner', async () => {
    const id = await reserve()
    const record = at(await said(`POST /cve/${id}/cna`, container(), 'secretariat'), 'created')
    assert.equal(at(record, 'containers.cna.providerMetadata.shortName'), 'mitre')
    assert.equal(at(record, 'cveMetadata.assignerShortName'), 'lsf')
  })

  test('an ID that is handed over keeps the assigner of its record', async () => {
    const id = await reserve()
    await said(`POST /cve/${id}/cna`, container())
    await said(`PUT /cve-id/${id}?org=other-cna`)
    assert.equal((await lsf.ask('regular', `PUT /cve/${id}/cna`, container())).status, 403)
    const updated = at(await said(`PUT /cve/${id}/cna`, container(), 'other'), 'updated')
    assert.equal(at(updated, 'cveMetadata.assignerShortName'), 'lsf')
    assert.equal(at(updated, 'containers.cna.providerMetadata.shortName'), 'other-cna')
  })

  test('an ADP replaces its own container and nobody else’s', async () => {
    const id = await reserve()
    await said(`POST /cve/${id}/cna`, container())
    const messages = [
      await said(`PUT /cve/${id}/adp`, { adpContainer: { title: 'One' } }, 'adp'),
      await said(`PUT /cve/${id}/adp`, { adpContainer: { title: 'Two' } }, 'secretariat'),
      await said(`PUT /cve/${id}/adp`, { adpContainer: { title: 'Three' } }, 'adp'),
    ].map((answer) => String(at(answer, 'message')).replace(id, 'ID'))
    assert.deepEqual(messages, [
      `ID record had new ADP container for org lsf-adp successfully inserted. ${SOON}`,
      `ID record had new ADP container for org mitre successfully inserted. ${SOON}`,
      `ID record had replacement ADP container for org lsf-adp successfully inserted. ${SOON}`,
    ])
    const adp = at(await said(`GET /cve/${id}`), 'containers.adp') as readonly JsonObject[]
    assert.deepEqual(
      adp.map(({ title }) => title),
      ['Three', 'Two'],
    )
    // An update by the CNA leaves them alone.
    const updated = at(await said(`PUT /cve/${id}/cna`, container()), 'updated.containers.adp') as readonly Json[]
    assert.equal(updated.length, 2)
  })

  test('dates are stored in UTC with milliseconds; a timeline as it was sent', async () => {
    const id = await reserve()
    const dates = {
      datePublic: '2030-02-01T00:00:00+01:00',
      dateAssigned: '2030-02-01T00:00:00',
      timeline: [{ time: '2030-02-01T00:00:00', lang: 'en', value: 'Found.' }],
    }
    const cna = at(await said(`POST /cve/${id}/cna`, container(dates)), 'created.containers.cna') as JsonObject
    assert.equal(cna.datePublic, '2030-01-31T23:00:00.000Z')
    assert.equal(cna.dateAssigned, '2030-02-01T00:00:00.000Z')
    assert.equal(at(cna, 'timeline.0.time'), '2030-02-01T00:00:00')
    const whole = { ...((await said(`GET /cve/${id}`)) as JsonObject) }
    const updated = at(await said(`PUT /cve/${id}`, whole, 'secretariat'), 'updated.containers.cna')
    assert.equal(at(updated, 'timeline.0.time'), '2030-02-01T00:00:00.000Z', 'in a whole record it is converted')
  })

  test('texts are trimmed before anything else', async () => {
    const id = await reserve()
    const created = await said(`POST /cve/${id}/cna`, container({ title: '  A lamp \n' }))
    assert.equal(at(created, 'created.containers.cna.title'), 'A lamp')
  })

  test('every error of a container at once, where that is asked for', async () => {
    const wrong = container({ title: '', references: [], severity: 'high' })
    const id = await reserve()
    const one = await lsf.ask('regular', `POST /cve/${id}/cna`, wrong)
    assert.equal((at(one.body, 'details.errors') as Json[]).length, 1)
    const strict = await startLsf({ allErrors: true })
    try {
      const fresh = String(
        at(
          (await strict.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=1900&amount=1')).body,
          'cve_ids.0.cve_id',
        ),
      )
      const all = await strict.ask('regular', `POST /cve/${fresh}/cna`, wrong)
      assert.deepEqual(
        (at(all.body, 'details.errors') as readonly JsonObject[])
          .map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
          .toSorted(),
        ['/cnaContainer additionalProperties', '/cnaContainer/references minItems', '/cnaContainer/title minLength'],
      )
    } finally {
      await strict.sandbox.close()
    }
  })

  test('errors have Ajv’s shape', async () => {
    const id = await reserve()
    const cases: readonly [body: Json, error: JsonObject][] = [
      [
        {},
        {
          instancePath: '',
          schemaPath: '#/required',
          keyword: 'required',
          params: { missingProperty: 'cnaContainer' },
          message: "must have required property 'cnaContainer'",
        },
      ],
      [
        container({ severity: 'high' }),
        {
          instancePath: '/cnaContainer',
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: 'severity' },
          message: 'must NOT have additional properties',
        },
      ],
      [
        container({ title: 'x'.repeat(257) }),
        {
          instancePath: '/cnaContainer/title',
          schemaPath: '#/maxLength',
          keyword: 'maxLength',
          params: { limit: 256 },
          message: 'must NOT have more than 256 characters',
        },
      ],
    ]
    for (const [body, error] of cases) {
      const answer = await lsf.ask('regular', `POST /cve/${id}/cna`, body)
      assert.deepEqual(at(answer.body, 'details.errors.0'), error)
    }
  })

  test('the clock stands where the exercise put it', async () => {
    await lsf.control('POST /sandbox/clock', { fix: NOW })
    const id = await reserve()
    assert.equal(at(await said(`GET /cve-id/${id}`), 'time.created'), NOW)
  })
})

const ANOTHER = '11111111-1111-4111-8111-111111111111'
const SOON = 'This submission should appear on https://cve.org/ within 15 minutes.'
