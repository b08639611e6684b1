import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import { isPassing } from './store-fault.ts'
import type { Dialect, Queries } from './tables.ts'
import { inGroups } from './write-groups.ts'

/** Runs `work` in one transaction, and rejects when it fails. */
export type Run = <T>(work: (db: Queries) => Promise<T>) => Promise<T>

/** Transactions on one of the two databases. */
export interface Transactions {
  readonly dialect: Dialect
  /** At one moment, without changes. */
  readonly read: Run
  /** Without a transaction, for single statements. */
  readonly ask: Run
  /**
   * For a change whose own condition is that what was read still holds: it may come too late, and is run again when it throws
   * {@link Outrun}. Without a transaction where a file's one at a time is not what orders them anyway.
   */
  readonly ifUnchanged: Run
  /** On one moment; a transaction that comes to write a row that another has written since is run again. */
  readonly write: Run
  /** Writes while no other process does the same: for what goes on behind the changes. */
  readonly alone: Run
  /** Outside of transactions, for what is done once at the start. */
  readonly queries: Queries
  close(): Promise<void>
}

/** Whether the place of a database is a server and not a file. */
export function isServer(at: string): boolean {
  return /^postgres(ql)?:\/\//.test(at)
}

/** Connects to a server, or opens a file and makes it when absent. Rejects with what the driver throws. */
export async function connect(at: string): Promise<Transactions> {
  return isServer(at) ? onServer(at) : await onFile(at)
}

async function onFile(file: string): Promise<Transactions> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const { writer, readers } = openSqlite(file)
  const write = inGroups((work) => patiently(() => writer.transaction().execute(work)))
  let turn = 0
  const nextReader = (): Queries => readers[turn++ % readers.length]!
  return {
    dialect: 'sqlite',
    read: (work) => nextReader().transaction().execute(work),
    ask: (work) => work(nextReader()),
    write,
    ifUnchanged: write,
    alone: write,
    queries: writer,
    async close() {
      for (const each of [...readers, writer]) await each.destroy()
    },
  }
}

/** Milliseconds for which a transaction that met another one is run again. */
const PATIENCE = 10_000

/** Milliseconds between two runs, at most; chance keeps those who met from meeting again. */
const LONGEST_PAUSE = 40

async function patiently<T>(run: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE
  for (let runs = 1; ; runs++) {
    try {
      return await run()
    } catch (cause) {
      if (!isPassing(cause) || performance.now() > until) throw cause
      await delay(Math.random() * Math.min(LONGEST_PAUSE, 4 * runs))
    }
  }
}

/** The number of the lock; any constant that is ours. */
const ALONE = 4_310_002

function onServer(url: string): Transactions {
  const queries = openPostgres(url)
  return {
    dialect: 'postgres',
    read: (work) =>
      patiently(() =>
        queries.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      ),
    ask: (work) => patiently(() => work(queries)),
    write: (work) => patiently(() => queries.transaction().setIsolationLevel('repeatable read').execute(work)),
    ifUnchanged: (work) => patiently(() => work(queries)),
    // Read committed, so that once the lock is there, what the one before has done is seen.
    alone: (work) =>
      queries
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          await sql`select pg_advisory_xact_lock(${ALONE})`.execute(tx)
          return await work(tx)
        }),
    queries,
    close: () => queries.destroy(),
  }
}
