import { type Selectable, sql } from 'kysely'
import type { DeskEvent, JobFailure, JobQueue, JobRow, JobState, Surroundings } from '#desk/store'
import type { JsonObject } from '#json'
import { fromColumn, toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface JobTables {
  readonly job: {
    readonly id: string
    readonly kind: string
    /** JSON. */
    readonly payload: string
    readonly key: string | null
    readonly state: JobState
    readonly run_at: string
    readonly attempts: number
    /** The worker that runs it, and until when nobody else takes it over. */
    readonly worker: string | null
    readonly lease_until: string | null
    /** JSON, as is `failure`. */
    readonly outcome: string | null
    readonly failure: string | null
    readonly created_at: string
    readonly finished_at: string | null
  }
}

export function jobSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('job')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('key', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('run_at', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('worker', 'text')
      .addColumn('lease_until', 'text')
      .addColumn('outcome', 'text')
      .addColumn('failure', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('finished_at', 'text'),
    schema
      .createIndex('job_waiting_key')
      .unique()
      .on('job')
      .column('key')
      .where(sql.ref('state'), '=', sql.lit('waiting')),
    schema.createIndex('job_due').on('job').columns(['state', 'run_at']),
  ]
}

/** Hands a job that was just made to whoever delivers jobs to workers, in the same transaction. */
export type Deliver = (db: Queries, job: { readonly id: string; readonly runAt: string }) => Promise<void>

/** Tells that a job came, went on or ended: its identifier and state only, since its payload may be under embargo. */
export function jobEvent(id: string, state: JobState): DeskEvent {
  return { topic: 'job.changed', data: { job: id, state } }
}

export function jobQueue(
  db: Queries,
  { moment, ids }: Surroundings,
  deliver: Deliver,
  emit: (event: DeskEvent) => void,
): JobQueue {
  return {
    async enqueue({ kind, payload, key, runAt }) {
      const now = moment()
      const row = {
        id: ids(),
        kind,
        payload: toColumn(payload),
        key: key ?? null,
        run_at: runAt ?? now,
        created_at: now,
      }
      const made = await db
        .insertInto('job')
        .values({ ...row, state: 'waiting', attempts: 0 })
        .onConflict((conflict) => conflict.column('key').where('state', '=', sql.lit('waiting')).doNothing())
        .returning('id')
        .executeTakeFirst()
      if (made === undefined) {
        const waiting = await waitingJob(db, key ?? '')
          .select('id')
          .executeTakeFirstOrThrow()
        return waiting.id
      }
      await deliver(db, { id: row.id, runAt: row.run_at })
      emit(jobEvent(row.id, 'waiting'))
      return row.id
    },
    async find(id) {
      const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : jobFromRow(row)
    },
    async waiting(key) {
      const row = await waitingJob(db, key).selectAll().executeTakeFirst()
      return row === undefined ? undefined : jobFromRow(row)
    },
    async cancel(id) {
      const { numUpdatedRows } = await db
        .updateTable('job')
        .set({ state: 'cancelled', finished_at: moment() })
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return false
      emit(jobEvent(id, 'cancelled'))
      return true
    },
  }
}

function waitingJob(db: Queries, key: string) {
  return db.selectFrom('job').where('key', '=', key).where('state', '=', 'waiting')
}

export function jobFromRow(row: Selectable<JobTables['job']>): JobRow {
  return {
    id: row.id,
    kind: row.kind,
    payload: fromColumn<JsonObject>(row.payload),
    ...(row.key !== null && { key: row.key }),
    state: row.state,
    runAt: row.run_at,
    attempts: row.attempts,
    ...(row.outcome !== null && { outcome: fromColumn(row.outcome) }),
    ...(row.failure !== null && { failure: fromColumn(row.failure) as unknown as JobFailure }),
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }
}
