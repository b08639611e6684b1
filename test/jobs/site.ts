import assert from 'node:assert/strict'
import { realSurroundings } from '#adapters/clock'
import { type Database, openDatabase } from '#adapters/database'
import { type Delivery, openPgBoss, runEmbedded, type Worker } from '#adapters/jobs'
import type { JobHandler, JobRow, JobState, NewJob } from '#desk/store'
import { ok } from '#fault'

/** A desk with one process that runs jobs. */
export interface Site {
  readonly database: Database
  readonly worker: Worker
  enqueue(job?: Partial<NewJob>): Promise<string>
  /** The job once it is in one of these states, a waiting one after its first attempt. */
  at(id: string, seconds: number, ...states: readonly JobState[]): Promise<JobRow>
  close(): Promise<void>
}

export async function openSite(at: string, handlers: readonly JobHandler[], bugs: unknown[] = []): Promise<Site> {
  const reportBug = (cause: unknown): void => void bugs.push(cause)
  const boss: Delivery | undefined = at.startsWith('postgres:') ? await openPgBoss(at, true, reportBug) : undefined
  const opened = await openDatabase({
    at,
    around: realSurroundings,
    ...(boss !== undefined && { deliver: boss.deliver }),
  })
  assert(opened.ok, JSON.stringify(opened))
  const database = opened.value
  const place = { store: database.store, bus: database.bus, around: realSurroundings, handlers, reportBug }
  const worker = boss === undefined ? runEmbedded(place) : await boss.work(place)
  return {
    database,
    worker,
    async enqueue(job = {}) {
      const id = await database.store.write(async ({ jobs }) =>
        ok(await jobs.enqueue({ kind: 'work', payload: {}, ...job })),
      )
      assert(id.ok)
      return id.value
    },
    async at(id, seconds, ...states) {
      const until = Date.now() + seconds * 1000
      for (;;) {
        const job = await database.store.read(({ jobs }) => jobs.find(id))
        assert(job)
        if (states.includes(job.state) && (job.state !== 'waiting' || job.attempts > 0)) return job
        assert(Date.now() < until, `after ${seconds} s the job is ${JSON.stringify(job)}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async close() {
      await worker.stop()
      await boss?.stop()
      await database.close()
    },
  }
}
