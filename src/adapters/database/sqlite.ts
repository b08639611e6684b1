import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely'
import type { Queries, Tables } from './tables.ts'

/** Connections that read: more than one, so that a slow reader does not hold up the others. */
const READERS = 4

/** Statements kept ready by each connection. */
const PREPARED = 200

/**
 * Milliseconds to wait for another process. The whole process stands still meanwhile, so a writer comes back later instead; readers
 * wait only for the moment in which a log is begun anew.
 */
const WRITER_TIMEOUT = 10
const READER_TIMEOUT = 2000

/**
 * Pages of 4 kB, 16 MB, after which the log is written back into the file, while nobody can write. SQLite's own thousand are used up by
 * a hundred edits.
 */
const LOG_PAGES = 4000

/** One connection that writes, one transaction after the other, and some that read beside it. */
export interface SqliteFile {
  readonly writer: Queries
  readonly readers: readonly Queries[]
}

/** Opens or creates a database file. Throws what SQLite throws. */
export function openSqlite(file: string): SqliteFile {
  const writer = connect(
    file,
    WRITER_TIMEOUT,
    `pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma wal_autocheckpoint = ${LOG_PAGES}`,
  )
  const readers = Array.from({ length: READERS }, () => connect(file, READER_TIMEOUT, 'pragma query_only = on'))
  return { writer, readers }
}

function connect(file: string, timeout: number, pragmas: string): Queries {
  const raw = new DatabaseSync(file, { timeout })
  raw.exec(pragmas)
  const begin = pragmas.includes('query_only') ? 'begin' : 'begin immediate'
  const prepared = new Map<string, SqliteStatement>()
  return new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: {
        close: () => raw.close(),
        prepare(sql) {
          // SQLite may have rolled back by itself (a full disk): a second rollback would hide the reason.
          if (sql === 'rollback' && !raw.isTransaction) return NOTHING
          const ready = prepared.get(sql)
          if (ready !== undefined) return ready
          if (prepared.size >= PREPARED) prepared.clear()
          const made = prepare(raw, sql === 'begin' ? begin : sql)
          prepared.set(sql, made)
          return made
        },
      },
    }),
  })
}

/** Kysely begins with a plain `begin`, which in WAL mode fails when it comes to write after another has written. */
function prepare(raw: DatabaseSync, sql: string): SqliteStatement {
  const statement = raw.prepare(sql)
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  }
}

const NOTHING: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}
