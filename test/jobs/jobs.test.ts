import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { realSurroundings } from '#adapters/clock'
import { openDatabase, restoreBackup } from '#adapters/database'
import type { JobHandler, JobRow } from '#desk/store'
import { fail, ok } from '#fault'
import { onEachDatabase } from '../storage/both-databases.ts'
import { openSite } from './site.ts'

const handler = (run: JobHandler['run']): JobHandler => ({ kind: 'work', run })

onEachDatabase('a job is run at once, and its outcome and its end are seen', async (place) => {
  const seen: JobRow[] = []
  const site = await openSite(place, [handler(async (job) => ok({ sent: seen.push(job) }))])
  const states: unknown[] = []
  site.database.bus.subscribe(({ topic, data }) => void (topic === 'job.changed' && states.push(data.state)))
  const id = await site.enqueue({ payload: { a: 1 } })
  const job = await site.at(id, 15, 'done')
  assert.deepEqual([job.outcome, job.attempts, seen[0]?.payload], [{ sent: 1 }, 1, { a: 1 }])
  assert(job.finishedAt !== undefined && Date.parse(job.finishedAt) - Date.parse(job.createdAt) < 5000)
  assert.deepEqual(states, ['waiting', 'running', 'done'])
  await site.close()
})

onEachDatabase('many jobs are all run, each once', async (place) => {
  const count = new Map<string, number>()
  const counting = handler(async ({ id }) => {
    count.set(id, (count.get(id) ?? 0) + 1)
    return ok(null)
  })
  const site = await openSite(place, [counting])
  const ids = await Promise.all(Array.from({ length: 30 }, () => site.enqueue()))
  for (const id of ids) await site.at(id, 15, 'done')
  assert.deepEqual([count.size, ...new Set(count.values())], [30, 1])
  await site.close()
})

onEachDatabase('a job waits for its time', async (place) => {
  const site = await openSite(place, [handler(async () => ok(null))])
  const runAt = new Date(Date.now() + 1500).toISOString()
  const job = await site.at(await site.enqueue({ runAt }), 15, 'done')
  assert(job.finishedAt! >= runAt, `${job.finishedAt} is before ${runAt}`)
  await site.close()
})

onEachDatabase('what is unreachable is tried again later; any other fault is the end', async (place) => {
  let attempts = 0
  const site = await openSite(place, [
    handler(async () => {
      attempts++
      if (attempts === 1) return fail({ code: 'GONE', kind: 'unreachable', message: 'no answer' })
      return fail({ code: 'NO', kind: 'refused', message: 'no', hint: 'ask' })
    }),
  ])
  const id = await site.enqueue()
  const first = await site.at(id, 15, 'waiting')
  assert.deepEqual([first.failure?.code, first.attempts], ['GONE', 1])
  assert(first.runAt > first.createdAt)
  const last = await site.at(id, 15, 'failed')
  assert.deepEqual([last.failure, last.attempts], [{ code: 'NO', message: 'no', hint: 'ask' }, 2])
  await site.close()
})

onEachDatabase('a handler that throws is a bug that is reported, and the worker goes on', async (place) => {
  const bug = new Error('bug')
  const bugs: unknown[] = []
  const site = await openSite(
    place,
    [handler(async ({ payload }) => (payload.bad === true ? Promise.reject(bug) : ok(null)))],
    bugs,
  )
  const bad = await site.enqueue({ payload: { bad: true } })
  const first = await site.at(bad, 15, 'waiting')
  assert.equal(first.failure?.code, 'JOB_BROKEN')
  assert(bugs.includes(bug))
  await site.at(await site.enqueue(), 15, 'done')
  await site.database.store.write(async ({ jobs }) => ok(await jobs.cancel(bad)))
  await site.close()
})

onEachDatabase('work of an unknown kind fails, in words', async (place) => {
  const site = await openSite(place, [])
  assert.equal((await site.at(await site.enqueue(), 15, 'failed')).failure?.code, 'JOB_UNKNOWN')
  await site.close()
})

onEachDatabase('a job that was taken back is not run', async (place) => {
  let ran = 0
  const site = await openSite(place, [handler(async () => ok(ran++))])
  const id = await site.enqueue({ runAt: new Date(Date.now() + 700).toISOString() })
  await site.database.store.write(async ({ jobs }) => ok(await jobs.cancel(id)))
  await new Promise((resolve) => setTimeout(resolve, 2500))
  assert.equal(ran, 0)
  await site.close()
})

onEachDatabase(
  'a job may start its successor under its own key; repeated, it leaves the work to that one',
  async (place) => {
    let runs = 0
    const site = await openSite(place, [
      handler(async ({ payload }) => {
        runs++
        if (payload.next !== true) return ok(null)
        await site.enqueue({ key: 'poll', runAt: new Date(Date.now() + 3_600_000).toISOString() })
        return fail({ code: 'GONE', kind: 'unreachable', message: 'no answer' })
      }),
    ])
    const id = await site.enqueue({ key: 'poll', payload: { next: true } })
    const job = await site.at(id, 15, 'failed')
    assert.deepEqual([job.failure?.code, runs], ['GONE', 1])
    await site.close()
  },
)

onEachDatabase('jobs made while no worker was there are run when one comes', async (place) => {
  const before = await openDatabase({ at: place, around: realSurroundings })
  assert(before.ok)
  const id = await before.value.store.write(async ({ jobs }) => ok(await jobs.enqueue({ kind: 'work', payload: {} })))
  assert(id.ok)
  await before.value.close()
  const site = await openSite(place, [handler(async () => ok(null))])
  await site.at(id.value, 15, 'done')
  await site.close()
})

onEachDatabase(
  'a job that waited in a copy is run once the copy took the place of the desk that ran it',
  async (place) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-jobs-'))
    const from = path.join(folder, 'desk.backup')
    let runs = 0
    const handlers = [handler(async () => ok(runs++))]
    const site = await openSite(place, handlers)
    const id = await site.enqueue({ runAt: new Date(Date.now() + 1000).toISOString() })
    assert((await site.database.backUp(from)).ok)
    await site.at(id, 15, 'done')
    await site.close()
    const restored = await restoreBackup({ at: place, from, replace: true, now: realSurroundings.moment() })
    assert(restored.ok, JSON.stringify(restored))
    const again = await openSite(place, handlers)
    await again.at(id, 15, 'done')
    assert.equal(runs, 2)
    await again.close()
    rmSync(folder, { recursive: true })
  },
)
