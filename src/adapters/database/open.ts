import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { type EventBus, type Store, StoreFailure, type Surroundings } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { eventBus } from './event-bus.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { Tx } from './repositories.ts'
import { openSqlite } from './sqlite.ts'
import { openStore, type Transactions } from './store.ts'
import { storeFault } from './store-fault.ts'
import type { Dialect, Queries } from './tables.ts'

/** The desk's database, open and brought up to date. */
export interface Database {
  readonly dialect: Dialect
  readonly store: Store<Tx>
  readonly bus: EventBus
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A `postgres://` URL, or the path of a file, which is made when absent. */
  readonly at: string
  readonly around: Surroundings
}

/**
 * Opens the database and brings its schema forward.
 *
 * Codes: those of {@link migrate} and of the store.
 */
export async function openDatabase({ at, around }: DatabaseOptions): Promise<Result<Database>> {
  const isServer = /^postgres(ql)?:\/\//.test(at)
  try {
    const { dialect, transactions, admin, close } = isServer ? openServer(at) : await openFile(at)
    const migrated = await migrate(admin, dialect, around.moment(), async () => ok(undefined))
    if (!migrated.ok) {
      await close()
      return migrated
    }
    const bus = eventBus(() => undefined)
    const store = openStore(transactions, {
      around,
      deliver: async () => undefined,
      afterwards: ({ events }) => bus.publish(events),
    })
    return ok({ dialect, store, bus, close })
  } catch (cause) {
    const fault = cause instanceof StoreFailure ? cause.fault : storeFault(cause)
    if (fault === undefined) throw cause
    return fail({ ...fault, ...(!isServer && { place: { source: at } }) })
  }
}

interface Opened {
  readonly dialect: Dialect
  readonly transactions: Transactions
  /** For what is done once, at the start. */
  readonly admin: Queries
  close(): Promise<void>
}

async function openFile(file: string): Promise<Opened> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const { writer, readers } = openSqlite(file)
  let turn = 0
  return {
    dialect: 'sqlite',
    admin: writer,
    transactions: {
      read: (work) => readers[turn++ % readers.length]!.transaction().execute(work),
      write: (work) => writer.transaction().execute(work),
    },
    async close() {
      for (const each of [...readers, writer]) await each.destroy()
    },
  }
}

function openServer(url: string): Opened {
  const { queries } = openPostgres(url)
  return {
    dialect: 'postgres',
    admin: queries,
    transactions: {
      read: (work) =>
        queries.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      write: (work) => queries.transaction().setIsolationLevel('serializable').execute(work),
    },
    close: () => queries.destroy(),
  }
}
