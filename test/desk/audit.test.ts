import assert from 'node:assert/strict'
import type { Database } from '#adapters/database'
import { type AuditEntryView, readExportLine, type SealedEntry, verifyChain } from '#desk/audit'
import type { AuditNote } from '#desk/store'
import { ok } from '#fault'
import { operation } from '#http'
import { watchOver } from '../../src/main/watch.ts'
import { facts, put, rowOf } from '../publishing/rehearsal-desk.ts'
import { onBothDatabases } from '../storage/both-databases.ts'
import { join, ORIGIN, outcome, startDesk, type TestDesk, type Visitor } from './desk-under-test.ts'

const NOTE: AuditNote = {
  actor: { kind: 'system', id: 'worker', name: 'worker' },
  action: 'vulnerability.edit',
  subject: { kind: 'vulnerability', id: 'secret-1', project: 'lantern' },
  embargoed: true,
  diff: [{ field: 'title', after: 'Heap overflow' }],
}

async function desk(database: Database): Promise<{ readonly desk: TestDesk; readonly founder: Visitor }> {
  const watch = watchOver(database, '0', undefined)
  const desk = await startDesk(database, { door: { outside: (app) => operation(app, watch.door) } })
  return { desk, founder: await desk.founder() }
}

onBothDatabases('what is under embargo is in the log for those who may know, and for nobody else', async (database) => {
  const { desk: here, founder } = await desk(database)
  const second = await join(here, founder, 'Ina', ['administrator'])
  await database.store.write(async ({ audit, access }) => {
    await audit.append(NOTE)
    await audit.append({ ...NOTE, embargoed: false, subject: { ...NOTE.subject, id: 'public-1' }, diff: [] })
    await access.add('secret-1', { id: second.person, name: 'Ina' }, 'worker', '2030-01-01T00:00:00.000Z')
    return ok(undefined)
  })
  const asked = await founder.get('/audit?project=lantern')
  assert.equal(outcome(asked), '200')
  assert.deepEqual(
    [asked.text.includes('Heap'), asked.text.includes('secret-1'), asked.text.includes('public-1')],
    [false, false, true],
  )
  const known = await second.get('/audit?project=lantern')
  assert(known.text.includes('Heap') && known.text.includes('public-1'))
  const exported = await founder.get('/audit/export')
  assert.match(String(exported.headers['content-type']), /^application\/jsonl/)
  assert(!exported.text.includes('Heap') && !exported.text.includes('secret-1'))
  const found = await verifyChain(entriesOf(exported.text))
  assert.deepEqual([found.intact, found.withheld], [true, 1])
  const whole = await verifyChain(entriesOf((await second.get('/audit/export')).text))
  assert.deepEqual([whole.intact, whole.withheld, whole.entries], [true, 0, found.entries])
  await here.close()
})

async function* entriesOf(text: string): AsyncGenerator<SealedEntry> {
  for (const [i, line] of text.trimEnd().split('\n').entries()) {
    const read = readExportLine(line, i + 1)
    assert(read.ok, JSON.stringify(read))
    yield read.value
  }
}

onBothDatabases('the log is read page by page, filtered, by administrators only', async (database) => {
  const { desk: here, founder } = await desk(database)
  for (const name of ['Ina', 'Otto', 'Sam']) await join(here, founder, name, [])
  const all = await founder.get('/audit?limit=200')
  const seqs: unknown[] = []
  for (let next: string | undefined = ''; next !== undefined; ) {
    const page = await founder.get(`/audit?limit=2${next === '' ? '' : `&cursor=${next}`}`)
    const items = page.body.items as unknown as { readonly seq: number }[]
    seqs.push(...items.map(({ seq }) => seq))
    next = page.body.next as unknown as string | undefined
  }
  assert.deepEqual(
    seqs,
    (all.body.items as unknown as { readonly seq: number }[]).map(({ seq }) => seq),
  )
  assert(seqs.length >= 4)
  const viewer = await join(here, founder, 'Vera', ['viewer'])
  const ofLantern = await join(here, founder, 'Lena', [], { lantern: ['administrator'] })
  const outsider = here.visitor()
  const rows: readonly (readonly [who: Visitor, path: string, expected: string])[] = [
    [founder, '/audit?subject=vulnerability:secret-1', '200'],
    [founder, '/audit?subject=vulnerability', '400 REQUEST_INVALID'],
    [founder, '/audit?cursor=x', '400 REQUEST_INVALID'],
    [founder, '/audit/verification', '200'],
    [founder, `/audit/verification?anchor=1:${'0'.repeat(64)}`, '200'],
    [founder, '/audit/verification?anchor=1', '422 AUDIT_ANCHOR_MALFORMED'],
    [viewer, '/audit', '403 NOT_PERMITTED'],
    [viewer, '/audit/export', '403 NOT_PERMITTED'],
    [viewer, '/audit/verification', '403 NOT_PERMITTED'],
    [ofLantern, '/audit?project=lantern', '200'],
    [ofLantern, '/audit', '403 NOT_PERMITTED'],
    [ofLantern, '/audit/export', '403 NOT_PERMITTED'],
    [outsider, '/audit', '401 NOT_SIGNED_IN'],
    [viewer, '/jobs/unknown', '404 NOTHING_THERE'],
    [outsider, '/jobs/unknown', '401 NOT_SIGNED_IN'],
  ]
  for (const [who, path, expected] of rows) assert.equal(outcome(await who.get(path)), expected, path)
  const verified = await founder.get(`/audit/verification?anchor=1:${'0'.repeat(64)}`)
  assert.deepEqual([verified.body.intact, verified.body.broken?.seq], [false, 1])
  await here.close()
})

onBothDatabases('the log is searched by words and filtered by kind, and names what it is about', async (database) => {
  const { desk: here, founder } = await desk(database)
  const ina = await join(here, founder, 'Ina', [])
  await database.store.write(async ({ audit }) => {
    await audit.append(NOTE)
    const open = { ...NOTE, embargoed: false, subject: { ...NOTE.subject, id: 'public-1' } }
    await audit.append({ ...open, diff: [{ field: 'title', after: 'Says "100%" of_it\nto all' }] })
    await audit.append({ ...open, action: 'vulnerability.read', diff: [] })
    await audit.append({ ...open, action: 'review.request', reason: 'The backports are confirmed', diff: [] })
    return ok(undefined)
  })
  const found = async (query: string): Promise<readonly string[]> =>
    ((await founder.get(`/audit?${query}`)).body.items as unknown as readonly AuditEntryView[]).map(
      ({ action }) => action,
    )
  const rows: readonly (readonly [why: string, query: string, actions: readonly string[]])[] = [
    ['a reason, in either case', 'q=BACKPORTS%20are', ['review.request']],
    ['the words that people read', 'q=asked%20for%20review', ['review.request']],
    ['quotes and line breaks', 'q=%22100%25%22%20of_it%0Ato', ['vulnerability.edit']],
    ['a per cent sign is no wildcard', 'q=100%25_of', []],
    ['nothing under embargo is found', 'q=Heap', []],
    ['a kind', 'kind=review', ['review.request']],
    ['reading is a kind of its own', 'kind=reading&project=lantern', ['vulnerability.read']],
    ['changing the facts is another', 'kind=facts&project=lantern', ['vulnerability.edit']],
    ['both', 'kind=facts&q=backports', []],
  ]
  for (const [why, query, actions] of rows) assert.deepEqual(await found(query), actions, why)
  assert.equal(outcome(await founder.get('/audit?kind=weather')), '400 REQUEST_INVALID')
  const people = (await founder.get('/audit?kind=people')).body.items as unknown as readonly AuditEntryView[]
  assert.equal(people.find(({ subject }) => subject.id === ina.person)?.name, 'Ina')
  await here.close()
})

onBothDatabases('a vulnerability is found by its CVE ID, by those who may know of it', async (database) => {
  const { desk: here, founder } = await desk(database)
  const second = await join(here, founder, 'Ina', ['administrator'])
  const hashes = new Map([
    ['bug', 'a'.repeat(40)],
    ['fix', 'b'.repeat(40)],
  ])
  const of = (id: string, cve: string) => facts({ hashes }, { id, cve })
  await put(database, rowOf(of('public-1', 'CVE-2030-10421')))
  await put(database, rowOf(of('secret-1', 'CVE-2030-10422'), 'tomas', { embargoed: true }))
  await database.store.write(async ({ audit, access }) => {
    await audit.append(NOTE)
    // Written before the embargo: everybody may see it, and nobody is told to which CVE ID it belongs.
    await audit.append({ ...NOTE, action: 'review.request', embargoed: false, diff: [] })
    await audit.append({ ...NOTE, embargoed: false, subject: { ...NOTE.subject, id: 'public-1' }, diff: [] })
    await access.add('secret-1', { id: second.person, name: 'Ina' }, 'worker', '2030-01-01T00:00:00.000Z')
    return ok(undefined)
  })
  const rows: readonly (readonly [who: Visitor, query: string, found: readonly string[]])[] = [
    [founder, 'q=CVE-2030-10421', ['public-1 vulnerability.edit']],
    [founder, 'q=%20cve-2030-10421', ['public-1 vulnerability.edit']],
    [founder, 'q=public-1', ['public-1 vulnerability.edit']],
    [founder, 'q=CVE-2030-10421&kind=review', []],
    [founder, 'q=CVE-2030-10422', []],
    [second, 'q=CVE-2030-10422', ['secret-1 review.request', 'secret-1 vulnerability.edit']],
    [second, 'q=CVE-2030-10422&kind=facts', ['secret-1 vulnerability.edit']],
    [second, 'q=CVE-2030-99999', []],
  ]
  for (const [who, query, expected] of rows) {
    const items = (await who.get(`/audit?project=lantern&${query}`)).body.items as unknown as readonly AuditEntryView[]
    assert.deepEqual(
      items.map(({ subject, action }) => `${subject.id} ${action}`),
      expected,
      query,
    )
  }
  await here.close()
})

onBothDatabases('a job tells how far it is, and nothing of what it is about', async (database) => {
  const { desk: here, founder } = await desk(database)
  const made = await database.store.write(async ({ jobs }) =>
    ok(
      await jobs.enqueue({
        kind: 'publish',
        payload: { vulnerability: 'secret-1' },
        runAt: '2126-01-01T00:00:00.000Z',
      }),
    ),
  )
  assert(made.ok)
  const { status, body, text } = await founder.get(`/jobs/${made.value}`)
  assert.deepEqual([status, body.state, body.kind, body.attempts], [200, 'waiting', 'publish', 0])
  assert(!text.includes('secret'))
  await here.close()
})

onBothDatabases('health is told to everybody under any name, metrics to administrators', async (database) => {
  const { desk: here, founder } = await desk(database)
  const ask = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    here.app.inject({ url, headers: { host: '10.0.0.7:4310', ...headers } })
  assert.equal((await ask('/health/live')).statusCode, 200)
  assert.deepEqual((await ask('/health/ready')).json(), { status: 'ok' })
  assert.equal((await ask('/metrics')).statusCode, 401)
  assert.equal((await ask('/api/v1/me')).statusCode, 403, 'other routes keep to the names of the desk')
  const cookie = [...founder.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const metrics = await ask('/metrics', { cookie, host: new URL(ORIGIN).host })
  assert.equal(metrics.statusCode, 200)
  for (const name of ['steward_info', 'steward_audit_pending_entries', 'process_cpu_seconds_total'])
    assert(metrics.body.includes(name), name)
  await here.close()
})
