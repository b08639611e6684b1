import { sql, type Updateable } from 'kysely'
import type { AttemptEnd, DeskEvent, JobRuns } from '#desk/store'
import type { Json } from '#json'
import { toColumn } from './columns.ts'
import { type JobTables, jobEvent, jobFromRow } from './job.ts'
import type { Queries } from './tables.ts'

export function jobRuns(db: Queries, emit: (event: DeskEvent) => void): JobRuns {
  const started = (worker: string, leaseUntil: string | null) =>
    db
      .updateTable('job')
      .set(({ eb }) => ({ state: 'running', worker, lease_until: leaseUntil, attempts: eb('attempts', '+', 1) }))
      .returningAll()

  return {
    async take(worker, now, leaseUntil) {
      const due = await db
        .selectFrom('job')
        .select('id')
        .where(({ or, and, eb }) =>
          or([
            and([eb('state', '=', 'waiting'), eb('run_at', '<=', now)]),
            and([eb('state', '=', 'running'), eb('lease_until', '<', now)]),
          ]),
        )
        .orderBy('run_at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      if (due === undefined) return undefined
      const row = await started(worker, leaseUntil).where('id', '=', due.id).executeTakeFirstOrThrow()
      emit(jobEvent(row.id, 'running'))
      return jobFromRow(row)
    },
    async start(id, worker) {
      const row = await started(worker, null)
        .where('id', '=', id)
        .where('state', 'in', ['waiting', 'running'])
        .executeTakeFirst()
      if (row === undefined) return undefined
      emit(jobEvent(id, 'running'))
      return jobFromRow(row)
    },
    async renew(id, worker, leaseUntil) {
      const { numUpdatedRows } = await db
        .updateTable('job')
        .set({ lease_until: leaseUntil })
        .where('id', '=', id)
        .where('worker', '=', worker)
        .where('state', '=', 'running')
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async end(id, worker, end) {
      const found = await db
        .selectFrom('job')
        .select('key')
        .where('id', '=', id)
        .where('worker', '=', worker)
        .where('state', '=', 'running')
        .executeTakeFirst()
      if (found === undefined) return false
      const isRelieved = end.state === 'waiting' && found.key !== null && (await hasWaiting(db, found.key))
      const row = isRelieved ? rowOf({ ...end, state: 'failed' }) : rowOf(end)
      await db.updateTable('job').set(row).where('id', '=', id).execute()
      emit(jobEvent(id, isRelieved ? 'failed' : end.state))
      return true
    },
    async allWaiting() {
      return await db
        .selectFrom('job')
        .select(['id', 'run_at as runAt'])
        .where('state', 'in', ['waiting', 'running'])
        .execute()
    },
    async counts() {
      const rows = await db
        .selectFrom('job')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute()
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
    },
  }
}

/** Whether a newer job with the same key waits already: it will do the work, and a key has one waiting job. */
async function hasWaiting(db: Queries, key: string): Promise<boolean> {
  const other = await db
    .selectFrom('job')
    .select('id')
    .where('key', '=', key)
    .where('state', '=', sql.lit('waiting'))
    .executeTakeFirst()
  return other !== undefined
}

function rowOf(end: AttemptEnd): Updateable<JobTables['job']> {
  const free = { worker: null, lease_until: null, state: end.state }
  switch (end.state) {
    case 'done':
      return { ...free, outcome: toColumn(end.outcome), finished_at: end.at }
    case 'failed':
      return { ...free, failure: toColumn(end.failure as unknown as Json), finished_at: end.at }
    case 'waiting':
      return { ...free, failure: toColumn(end.failure as unknown as Json), run_at: end.runAt }
  }
}
