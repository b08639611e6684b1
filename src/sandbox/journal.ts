import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type Fault, fail, ok, type Result } from '#fault'
import type { Change } from './state.ts'

/** Where changes go before an answer is given. */
export interface Journal {
  /** Everything that was ever kept, each entry as it was last. */
  read(): readonly Change[]
  /** Keeps all changes or none; when it returns, they survive the end of the process and of the machine. */
  keep(changes: readonly Change[]): void
  close(): void
}

/** Keeps nothing: the state ends with the process. */
export const forgetful: Journal = { read: () => [], keep: () => undefined, close: () => undefined }

/** Says that the file is one of ours ("STWS"), and in which form. */
const APPLICATION_ID = 0x53545753
const FORM = 1

/**
 * Keeps changes in a SQLite file: one row for each entry, one transaction for each list of changes.
 *
 * The file belongs to one process at a time (`locking_mode=EXCLUSIVE`): two servers on one file would hand out the same IDs.
 */
export function openJournal(path: string): Result<Journal> {
  const isNew = !existsSync(path)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    // EXCLUSIVE stands before WAL: the index of the log then needs no shared memory, and nobody else gets in.
    database.exec('pragma locking_mode=exclusive; pragma journal_mode=wal; pragma synchronous=full; begin immediate')
    const { application_id } = database.prepare('pragma application_id').get() as { application_id: number }
    const { user_version } = database.prepare('pragma user_version').get() as { user_version: number }
    const tables = database.prepare('select count(*) as n from sqlite_schema').get() as { n: number }
    if (tables.n === 0) {
      database.exec(
        `create table entry (kind text not null, key text not null, value text not null, primary key (kind, key)) strict;
         pragma application_id=${APPLICATION_ID}; pragma user_version=${FORM}`,
      )
    } else if (application_id !== APPLICATION_ID || user_version !== FORM) {
      database.exec('rollback')
      database.close()
      return fail(notOurs(path))
    }
    database.exec('commit')
    return ok(sqliteJournal(database))
  } catch (cause) {
    database?.close()
    return fail(cannotOpen(path, isNew, cause as Error & { readonly errcode?: number }))
  }
}

function sqliteJournal(database: DatabaseSync): Journal {
  const put = database.prepare(
    'insert into entry (kind, key, value) values (?, ?, ?) on conflict (kind, key) do update set value = excluded.value',
  )
  return {
    read: () =>
      // In the order in which entries came: what was stored first is listed first.
      database
        .prepare('select kind, value from entry order by rowid')
        .all()
        .map(({ kind, value }) => ({ kind, entry: JSON.parse(String(value)) }) as Change),
    keep: (changes) => {
      database.exec('begin immediate')
      try {
        for (const change of changes) put.run(change.kind, keyOf(change), JSON.stringify(change.entry))
        database.exec('commit')
      } catch (cause) {
        if (database.isTransaction) database.exec('rollback')
        throw cause
      }
    },
    close: () => database.close(),
  }
}

function keyOf(change: Change): string {
  if (change.kind === 'org' || change.kind === 'user') return change.entry.UUID
  return change.kind === 'range' ? change.entry.cve_year : change.entry.cve_id
}

function notOurs(path: string): Fault {
  return {
    code: 'SANDBOX_STATE_FOREIGN',
    kind: 'invalid',
    message: `cannot use ${JSON.stringify(path)} as the sandbox's state: it is a database of something else`,
  }
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const BUSY = 5
const NOTADB = 26

function cannotOpen(path: string, isNew: boolean, cause: Error & { readonly errcode?: number }): Fault {
  const code = (cause.errcode ?? 0) & 0xff
  if (code === BUSY) {
    return {
      code: 'SANDBOX_STATE_IN_USE',
      kind: 'conflict',
      message: `cannot open ${JSON.stringify(path)}: another sandbox is using it`,
    }
  }
  if (code === NOTADB) return notOurs(path)
  return {
    code: 'SANDBOX_STATE_UNREADABLE',
    kind: isNew ? 'absent' : 'refused',
    message: `cannot open ${JSON.stringify(path)} as the sandbox's state: ${cause.message}`,
  }
}
