import { setTimeout as delay } from 'node:timers/promises'
import type { JobRow } from '#desk/store'
import { ok } from '#fault'
import { attempt, secondsLater } from './attempt.ts'
import type { Worker, Workplace } from './worker.ts'

/** Jobs that run at the same time: they wait for servers and git, hardly for the processor. */
const SIDE_BY_SIDE = 4

/** Seconds that a job stays with a worker that shows no sign of life; a sign is given three times as often. */
const LEASE = 9

/** Milliseconds between two looks for jobs whose time has come, or whose worker is gone. New ones are taken at once. */
const LOOK = 1000

/** Runs the jobs of the embedded database in this process. */
export function runEmbedded(place: Workplace): Worker {
  const { store, bus, around } = place
  const stopping = new AbortController()
  let called = Promise.withResolvers<void>()
  const unsubscribe = bus.subscribe(({ topic, data }) => {
    if (topic === 'job.changed' && data.state === 'waiting') called.resolve()
  })

  async function lane(): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = around.moment()
      const worker = around.ids()
      const taken = await store.write(async ({ jobRuns }) =>
        ok(await jobRuns.take(worker, now, secondsLater(now, LEASE))),
      )
      if (taken.ok && taken.value !== undefined) await run(place, worker, taken.value)
      else await rest()
    }
  }

  /** Until there is something to look for. A database that cannot be asked is asked again at the next look. */
  async function rest(): Promise<void> {
    const pause = new AbortController()
    const both = AbortSignal.any([pause.signal, stopping.signal])
    await Promise.race([called.promise, delay(LOOK, undefined, { signal: both }).catch(() => undefined)])
    pause.abort()
    called = Promise.withResolvers<void>()
  }

  const lanes = Array.from({ length: SIDE_BY_SIDE }, lane)
  return {
    async stop() {
      unsubscribe()
      stopping.abort()
      await Promise.all(lanes)
    },
  }
}

async function run({ store, around, handlers, reportBug }: Workplace, worker: string, job: JobRow): Promise<void> {
  const lost = new AbortController()
  const beat = setInterval(
    async () => {
      const until = secondsLater(around.moment(), LEASE)
      const renewed = await store.write(async ({ jobRuns }) => ok(await jobRuns.renew(job.id, worker, until)))
      if (renewed.ok && !renewed.value) lost.abort()
    },
    (LEASE * 1000) / 3,
  )
  const end = await attempt(job, handlers, lost.signal, around.moment, reportBug)
  clearInterval(beat)
  // When this does not succeed the lease ends, and the job is begun again: handlers are made for that.
  await store.write(async ({ jobRuns }) => ok(await jobRuns.end(job.id, worker, end)))
}
