import { CompiledQuery, type Kysely } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { JobRow } from '#desk/store'
import { ok } from '#fault'
import { attempt, FIRST_PAUSE, LONGEST_PAUSE } from './attempt.ts'
import type { Worker, Workplace } from './worker.ts'

/** Queries in the transaction of the change that makes a job. */
type Transaction = Pick<Kysely<unknown>, 'executeQuery'>

/** pg-boss on one PostgreSQL database. */
export interface Delivery {
  /** Hands a job over, in the transaction that makes it. */
  deliver(db: Transaction, job: { readonly id: string; readonly runAt: string }): Promise<void>
  /** Begins to run jobs in this process. */
  work(place: Workplace): Promise<Worker>
  stop(): Promise<void>
}

const QUEUE = 'steward'

const DAY = 24 * 3600

/**
 * How pg-boss treats our jobs. Whether a job has failed for good is decided by its row, so pg-boss never gives up by itself. A worker
 * that was killed is noticed when its heartbeat is 10 seconds old, the shortest that pg-boss allows.
 */
const POLICY = {
  heartbeatSeconds: 10,
  expireInSeconds: DAY - 1,
  retryLimit: 10_000,
  retryDelay: FIRST_PAUSE,
  retryBackoff: true,
  retryDelayMax: LONGEST_PAUSE,
  retentionSeconds: 1000 * DAY,
  deleteAfterSeconds: 7 * DAY,
  notify: true,
} as const

/** Jobs that one process runs at the same time. */
const SIDE_BY_SIDE = 4

/**
 * Connects to pg-boss, which keeps its tables in the schema `pgboss` and makes them when they are absent. `isWorker` also watches
 * over the jobs of workers that died. Rejects when the database cannot be reached.
 */
export async function openPgBoss(
  url: string,
  isWorker: boolean,
  reportTrouble: (cause: unknown) => void,
): Promise<Delivery> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'steward-jobs',
    max: 4,
    schedule: false,
    supervise: isWorker,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    useListenNotify: isWorker,
  })
  // Without a listener a lost connection, which pg-boss mends by itself, would end the process.
  boss.on('error', reportTrouble)
  await boss.start()
  await boss.createQueue(QUEUE, POLICY)

  return {
    async deliver(db, { id, runAt }) {
      const inside = {
        async executeSql(text: string, values: unknown[] = []) {
          const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
          return { rows }
        },
      }
      await boss.send(QUEUE, null, { id, startAfter: new Date(runAt), db: inside })
    },

    async work(place) {
      await handOverAgain(boss, place)
      const options = {
        localConcurrency: SIDE_BY_SIDE,
        heartbeatRefreshSeconds: 3,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
      }
      await boss.work(QUEUE, options, async ([job]) => {
        if (job !== undefined) await run(place, job.id, job.signal)
      })
      return { stop: () => boss.offWork(QUEUE, { wait: true }) }
    },

    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

/** Jobs of a restored or imported desk are unknown to pg-boss; those that it knows it does not take twice. */
async function handOverAgain(boss: PgBoss, { store }: Workplace): Promise<void> {
  const waiting = await store.read(({ jobRuns }) => jobRuns.allWaiting())
  if (waiting.length === 0) return
  await boss.insert(
    QUEUE,
    waiting.map(({ id, runAt }) => ({ id, startAfter: new Date(runAt) })),
  )
}

/** Ends the attempt at a job; rejects when pg-boss is to bring it again. */
async function run({ store, around, handlers, reportBug }: Workplace, id: string, signal: AbortSignal): Promise<void> {
  const worker = around.ids()
  const started = await store.write(async ({ jobRuns }) => ok(await jobRuns.start(id, worker)))
  if (!started.ok) throw new Error(started.fault.message)
  const job: JobRow | undefined = started.value
  if (job === undefined) return // It was taken back, or done by one that pg-boss had given up.
  const end = await attempt(job, handlers, signal, around.moment, reportBug)
  const ended = await store.write(async ({ jobRuns }) => ok(await jobRuns.end(id, worker, end)))
  if (!ended.ok) throw new Error(ended.fault.message)
  if (ended.value && end.state === 'waiting') throw new Error(end.failure.message)
}
