import assert from 'node:assert/strict'
import { realSurroundings } from '#adapters/clock'
import { type Database, openDatabase } from '#adapters/database'
import { type Delivery, openPgBoss, runEmbedded, type Worker } from '#adapters/jobs'
import type { JobHandler, JobRow, JobState, NewJob } from '#desk/store'
import { fail, ok } from '#fault'
import { onEachDatabase } from '../storage/both-databases.ts'

/** A desk with one process that runs jobs. */
interface Site {
  readonly database: Database
  readonly worker: Worker
  close(): Promise<void>
}

async function open(at: string, handlers: readonly JobHandler[], bugs: unknown[] = []): Promise<Site> {
  const reportBug = (cause: unknown): void => void bugs.push(cause)
  const boss: Delivery | undefined = at.startsWith('postgres:') ? await openPgBoss(at, true, reportBug) : undefined
  const opened = await openDatabase({
    at,
    around: realSurroundings,
    ...(boss !== undefined && { deliver: boss.deliver }),
  })
  assert(opened.ok)
  const { store, bus } = opened.value
  const place = { store, bus, around: realSurroundings, handlers, reportBug }
  const worker = boss === undefined ? runEmbedded(place) : await boss.work(place)
  return {
    database: opened.value,
    worker,
    async close() {
      await worker.stop()
      await boss?.stop()
      await opened.value.close()
    },
  }
}

async function enqueue({ database }: Site, job: Partial<NewJob> = {}): Promise<string> {
  const id = await database.store.write(async ({ jobs }) =>
    ok(await jobs.enqueue({ kind: 'work', payload: {}, ...job })),
  )
  assert(id.ok)
  return id.value
}

async function at({ database }: Site, id: string, ...states: readonly JobState[]): Promise<JobRow> {
  const until = Date.now() + 15_000
  for (;;) {
    const job = await database.store.read(({ jobs }) => jobs.find(id))
    assert(job)
    if (states.includes(job.state) && (job.state !== 'waiting' || job.attempts > 0)) return job
    assert(Date.now() < until, `after 15 s the job is ${JSON.stringify(job)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const handler = (run: JobHandler['run']): JobHandler => ({ kind: 'work', run })

onEachDatabase('a job is run at once, and its outcome and its end are seen', async (place) => {
  const seen: JobRow[] = []
  const site = await open(place, [handler(async (job) => ok({ sent: seen.push(job) }))])
  const states: unknown[] = []
  site.database.bus.subscribe(({ topic, data }) => void (topic === 'job.changed' && states.push(data.state)))
  const id = await enqueue(site, { payload: { a: 1 } })
  const job = await at(site, id, 'done')
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
  const site = await open(place, [counting])
  const ids = await Promise.all(Array.from({ length: 30 }, () => enqueue(site)))
  for (const id of ids) await at(site, id, 'done')
  assert.deepEqual([count.size, ...new Set(count.values())], [30, 1])
  await site.close()
})

onEachDatabase('a job waits for its time', async (place) => {
  const site = await open(place, [handler(async () => ok(null))])
  const runAt = new Date(Date.now() + 1500).toISOString()
  const job = await at(site, await enqueue(site, { runAt }), 'done')
  assert(job.finishedAt! >= runAt, `${job.finishedAt} is before ${runAt}`)
  await site.close()
})

onEachDatabase('what is unreachable is tried again later; any other fault is the end', async (place) => {
  let attempts = 0
  const site = await open(place, [
    handler(async () => {
      attempts++
      if (attempts === 1) return fail({ code: 'GONE', kind: 'unreachable', message: 'no answer' })
      return fail({ code: 'NO', kind: 'refused', message: 'no', hint: 'ask' })
    }),
  ])
  const id = await enqueue(site)
  const first = await at(site, id, 'waiting')
  assert.deepEqual([first.failure?.code, first.attempts], ['GONE', 1])
  assert(first.runAt > first.createdAt)
  const last = await at(site, id, 'failed')
  assert.deepEqual([last.failure, last.attempts], [{ code: 'NO', message: 'no', hint: 'ask' }, 2])
  await site.close()
})

onEachDatabase('a handler that throws is a bug that is reported, and the worker goes on', async (place) => {
  const bug = new Error('bug')
  const bugs: unknown[] = []
  const site = await open(
    place,
    [handler(async ({ payload }) => (payload.bad === true ? Promise.reject(bug) : ok(null)))],
    bugs,
  )
  const bad = await enqueue(site, { payload: { bad: true } })
  const first = await at(site, bad, 'waiting')
  assert.equal(first.failure?.code, 'JOB_BROKEN')
  assert(bugs.includes(bug))
  await at(site, await enqueue(site), 'done')
  await site.database.store.write(async ({ jobs }) => ok(await jobs.cancel(bad)))
  await site.close()
})

onEachDatabase('work of an unknown kind fails, in words', async (place) => {
  const site = await open(place, [])
  assert.equal((await at(site, await enqueue(site), 'failed')).failure?.code, 'JOB_UNKNOWN')
  await site.close()
})

onEachDatabase('a job that was taken back is not run', async (place) => {
  let ran = 0
  const site = await open(place, [handler(async () => ok(ran++))])
  const id = await enqueue(site, { runAt: new Date(Date.now() + 700).toISOString() })
  await site.database.store.write(async ({ jobs }) => ok(await jobs.cancel(id)))
  await new Promise((resolve) => setTimeout(resolve, 2500))
  assert.equal(ran, 0)
  await site.close()
})

onEachDatabase(
  'a job may start its successor under its own key; repeated, it leaves the work to that one',
  async (place) => {
    let runs = 0
    const site = await open(place, [
      handler(async ({ payload }) => {
        runs++
        if (payload.next !== true) return ok(null)
        await enqueue(site, { key: 'poll', runAt: new Date(Date.now() + 3_600_000).toISOString() })
        return fail({ code: 'GONE', kind: 'unreachable', message: 'no answer' })
      }),
    ])
    const id = await enqueue(site, { key: 'poll', payload: { next: true } })
    const job = await at(site, id, 'failed')
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
  const site = await open(place, [handler(async () => ok(null))])
  await at(site, id.value, 'done')
  await site.close()
})
