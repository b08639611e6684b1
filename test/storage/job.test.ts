import assert from 'node:assert/strict'
import { fail, ok, type Result } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const LATER = '2126-01-01T00:00:00.000Z'

onBothDatabases('a job is found as it was made', async ({ store }) => {
  const payload = { vulnerability: 'LSF-2030-4', list: [1, null] }
  const id = await store.write(async ({ jobs }) =>
    ok(await jobs.enqueue({ kind: 'publish', payload, key: 'k', runAt: LATER })),
  )
  assert(id.ok)
  const found = await store.read(({ jobs }) => jobs.find(id.value))
  assert(found)
  const { createdAt, ...rest } = found
  assert.deepEqual(rest, {
    id: id.value,
    kind: 'publish',
    payload,
    key: 'k',
    state: 'waiting',
    runAt: LATER,
    attempts: 0,
  })
  assert(Math.abs(Date.parse(createdAt) - Date.now()) < 60_000)
  assert.equal((await store.read(({ jobs }) => jobs.waiting('k')))?.id, id.value)
})

onBothDatabases('one waiting job for each key; jobs without a key are all made', async ({ store }) => {
  const enqueue = (key?: string) =>
    store.write(async ({ jobs }) =>
      ok(await jobs.enqueue({ kind: 'fetch', payload: {}, runAt: LATER, ...(key !== undefined && { key }) })),
    )
  const ids = await Promise.all([enqueue('k'), enqueue('k'), enqueue('l'), enqueue(), enqueue()])
  assert.equal(new Set(ids.map((each) => (each.ok ? each.value : ''))).size, 4)
  assert(ids.every((each) => each.ok))
})

onBothDatabases('a job that was taken back gives its key free; only a waiting one can be', async ({ store }) => {
  const enqueue = () =>
    store.write(async ({ jobs }) => ok(await jobs.enqueue({ kind: 'fetch', payload: {}, key: 'k', runAt: LATER })))
  const first = await enqueue()
  assert(first.ok)
  const cancel = (id: string) => store.write(async ({ jobs }) => ok(await jobs.cancel(id)))
  assert.deepEqual(await cancel(first.value), ok(true))
  assert.deepEqual(await cancel(first.value), ok(false))
  assert.deepEqual(await cancel('unknown'), ok(false))
  assert.equal((await store.read(({ jobs }) => jobs.find(first.value)))?.state, 'cancelled')
  const second = await enqueue()
  assert(second.ok)
  assert.notEqual(second.value, first.value)
})

onBothDatabases('a job of a change that is rolled back was never made', async ({ store }) => {
  let id = ''
  await store.write(async ({ jobs }): Promise<Result<void>> => {
    id = await jobs.enqueue({ kind: 'fetch', payload: {} })
    return fail({ code: 'TEST', kind: 'refused', message: 'no' })
  })
  assert.equal(await store.read(({ jobs }) => jobs.find(id)), undefined)
})
