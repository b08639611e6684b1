import assert from 'node:assert/strict'
import type { BatchRow, PublicationRow, ServerAnswer } from '#desk/publishing'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const at = '2030-03-12T16:20:00.000Z'
const by = { id: 'runa', name: 'Runa Halvard' }

const plain: PublicationRow = {
  id: '01',
  vulnerability: 'HRTH-1',
  project: 'lantern',
  cve: 'CVE-2030-10421',
  title: 'Archive extraction',
  target: 'sandbox',
  url: 'http://127.0.0.1:1/api',
  edition: 3,
  facts: '---\nid: HRTH-1\n---\n',
  container: { title: 'Archive extraction' },
  waivers: [],
  basis: 'review',
  state: 'waiting',
  requestedBy: by,
  requestedAt: at,
  position: 0,
  changes: [],
  version: 1,
}

const full: PublicationRow = {
  ...plain,
  id: '02',
  target: 'production',
  waivers: [{ code: 'STW203', reason: 'none known' }],
  basis: 'board',
  state: 'refused',
  runAt: at,
  job: 'j',
  batch: 'b',
  position: 4,
  deed: 'update',
  changes: ['title changed'],
  problem: { code: 'CVE_SERVICES_INVALID_JSON_SCHEMA', message: 'no', hint: 'mend it' },
  finishedAt: at,
}

onBothDatabases(
  'a publication comes back as it was kept, and is written over its own version alone',
  async (database) => {
    const { store } = database
    await store.write(async ({ publications }) => {
      for (const row of [plain, full]) await publications.insert(row)
      return ok(undefined)
    })
    const read = await store.read(async ({ publications }) => ({
      one: await publications.find('01'),
      none: await publications.find('03'),
      all: await publications.ofVulnerability('HRTH-1', 9),
      newest: await publications.ofVulnerability('HRTH-1', 1),
      refused: await publications.inStates('lantern', ['refused', 'differs']),
      nothing: await publications.inStates('lantern', []),
    }))
    assert.deepEqual(read, {
      one: plain,
      none: undefined,
      all: [full, plain],
      newest: [full],
      refused: [full],
      nothing: [],
    })
    const send = () =>
      store.write(async ({ publications }) => ok(await publications.update({ ...plain, state: 'sending' })))
    assert.deepEqual([await send(), await send()], [ok(2), ok(undefined)])
    assert.equal((await store.read(({ publications }) => publications.find('01')))?.state, 'sending')
  },
)

onBothDatabases('every answer of the server is kept, in the order in which they came', async ({ store }) => {
  const answers: readonly ServerAnswer[] = [
    { at, method: 'GET', path: '/cve-id/CVE-2030-10421', status: 200, milliseconds: 3, body: { state: 'RESERVED' } },
    { at, method: 'POST', path: '/cve/CVE-2030-10421/cna', milliseconds: 9, problem: { code: 'X', message: 'lost' } },
  ]
  await store.write(async ({ publications }) => {
    await publications.addAnswer('01', 'a1', answers[0]!)
    await publications.addAnswer('01', 'a2', answers[1]!)
    await publications.addAnswer('02', 'a3', answers[0]!)
    return ok(undefined)
  })
  const read = await store.read(({ publications }) => publications.answers(['01', '03']))
  assert.deepEqual(
    [...read],
    [
      ['01', answers],
      ['03', []],
    ],
  )
})

onBothDatabases('a batch has its publications in order, and a project its last batch', async ({ store }) => {
  const batch: BatchRow = {
    id: 'b',
    project: 'lantern',
    target: 'sandbox',
    url: 'http://127.0.0.1:1/api',
    state: 'running',
    requestedBy: by,
    requestedAt: at,
    version: 1,
  }
  const later: BatchRow = {
    ...batch,
    id: 'c',
    runAt: at,
    job: 'j',
    problem: { code: 'X', message: 'x' },
    finishedAt: at,
  }
  const across: BatchRow = {
    id: 'd',
    target: 'test',
    url: 'u',
    state: 'done',
    requestedBy: by,
    requestedAt: at,
    version: 1,
  }
  await store.write(async ({ publications }) => {
    for (const row of [batch, later, across]) await publications.insertBatch(row)
    await publications.insert({ ...plain, batch: 'b', position: 1 })
    await publications.insert({ ...plain, id: '00', batch: 'b', position: 2 })
    return ok(undefined)
  })
  const read = await store.read(async ({ publications }) => ({
    order: (await publications.ofBatch('b')).map(({ id }) => id),
    last: await publications.lastBatch('lantern'),
    none: await publications.lastBatch('kiln'),
    across: await publications.findBatch('d'),
  }))
  assert.deepEqual(read, { order: ['01', '00'], last: later, none: undefined, across })
  const pause = () =>
    store.write(async ({ publications }) => ok(await publications.updateBatch({ ...batch, state: 'paused' })))
  assert.deepEqual([await pause(), await pause()], [ok(2), ok(undefined)])
})
