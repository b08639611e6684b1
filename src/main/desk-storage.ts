import { realSurroundings } from '#adapters/clock'
import { type Database, openDatabase } from '#adapters/database'
import { type Delivery, openPgBoss, runEmbedded, type Worker } from '#adapters/jobs'
import type { JobHandler } from '#desk/store'
import { fail, ok, type Result } from '#fault'

/** The database of a desk, with the delivery of jobs that belongs to it. */
export interface DeskStorage {
  readonly database: Database
  /** Begins to run jobs in this process, until the storage is closed. */
  work(handlers: readonly JobHandler[]): Promise<void>
  close(): Promise<void>
}

export interface StorageRequest {
  /** A `postgres://` URL, or the path of a file. */
  readonly at: string
  /** Folder for the backup before a change of the schema. */
  readonly backups?: string
  /** Whether this process will run jobs. */
  readonly works: boolean
  /** Hears of what went wrong behind the scenes, and where. */
  readonly crashed: (cause: unknown, where: string) => void
}

/** Opens a desk's database: jobs go through pg-boss on PostgreSQL, and stay in the file otherwise. Codes: those of the database. */
export async function openStorage({ at, backups, works, crashed }: StorageRequest): Promise<Result<DeskStorage>> {
  const isServer = /^postgres(ql)?:\/\//.test(at)
  let delivery: Delivery | undefined
  const deliver: Delivery['deliver'] = async (db, job) => await delivery?.deliver(db, job)
  const opened = await openDatabase({
    at,
    around: realSurroundings,
    ...(isServer && { deliver }),
    ...(backups !== undefined && { backups }),
  })
  if (!opened.ok) return opened
  const database = opened.value
  if (isServer) {
    try {
      delivery = await openPgBoss(at, works, (cause) => crashed(cause, 'of the delivery of jobs'))
    } catch (cause) {
      await database.close()
      if (!(cause instanceof Error && 'code' in cause)) throw cause
      return fail(NO_DELIVERY)
    }
  }
  let worker: Worker | undefined
  return ok({
    database,
    async work(handlers) {
      const { store, bus } = database
      const place = {
        store,
        bus,
        around: realSurroundings,
        handlers,
        reportBug: (cause: unknown, { kind, id }: { readonly kind: string; readonly id: string }) =>
          crashed(cause, `of the job ${kind} ${id}`),
      }
      worker = delivery === undefined ? runEmbedded(place) : await delivery.work(place)
    },
    async close() {
      await worker?.stop()
      await delivery?.stop()
      await database.close()
    },
  })
}

const NO_DELIVERY = {
  code: 'STORE_NO_JOBS',
  kind: 'unreachable',
  message: 'the delivery of jobs cannot be set up in the database',
  hint: 'the user of the database must be allowed to create a schema: grant create on database',
} as const
