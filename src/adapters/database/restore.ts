import { rename, rm, stat } from 'node:fs/promises'
import { type Fault, fail, ok, type Result } from '#fault'
import type { BackupSummary } from './backup.ts'
import { BackupBroken, type Copy, readBackup } from './backup-lines.ts'
import { readFolder } from './folder-read.ts'
import { applyMigrations, hasMigrationTable, MigrationFailed } from './migrate.ts'
import { MIGRATIONS, type Migration } from './migrations/index.ts'
import { type Cell, dropTables, putRows, type TableShape, tablesOf } from './rows.ts'
import { storeFault } from './store-fault.ts'
import type { Dialect, Queries } from './tables.ts'
import { connect, isServer } from './transactions.ts'

export interface RestoreOptions {
  /** A `postgres://` URL, or the path of a file. */
  readonly at: string
  /** A backup, or the folder of an export. */
  readonly from: string
  /** Takes the place of a desk that is there. */
  readonly replace: boolean
  readonly now: string
  /** The schema to bring it to; that of this version when left out. */
  readonly migrations?: readonly Migration[]
}

/** Rows that are put in by one statement; PostgreSQL takes 65,535 values. */
const TOGETHER = 200

/**
 * Makes a database from a backup, and brings its schema forward: all of it, or nothing is changed. No desk may be at work on the
 * database meanwhile.
 *
 * Codes: `RESTORE_NOT_EMPTY`, `BACKUP_BROKEN`, `BACKUP_READ`, `BACKUP_NEWER`, `MIGRATION_FAILED`, and those of the store.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Result<BackupSummary>> {
  return await restoreCopy(await readBackup(options.from), options)
}

/** The same from the folder that an export wrote. */
export async function importFolder(options: RestoreOptions): Promise<Result<BackupSummary>> {
  return await restoreCopy(await readFolder(options.from), options)
}

async function restoreCopy(
  read: Result<Copy>,
  { at, from, replace, now, migrations = MIGRATIONS }: RestoreOptions,
): Promise<Result<BackupSummary>> {
  if (!read.ok) return read
  const unknown = read.value.header.migrations.find((name, i) => migrations[i]?.name !== name)
  if (unknown !== undefined) return fail(newer(unknown))
  try {
    return isServer(at)
      ? await intoServer(at, replace, (db) => load(db, 'postgres', read.value, migrations, now))
      : await intoFile(at, replace, (db) => load(db, 'sqlite', read.value, migrations, now))
  } catch (cause) {
    if (cause instanceof BackupBroken) return fail({ ...cause.fault, place: { ...cause.fault.place, source: from } })
    const fault = cause instanceof MigrationFailed ? cause.fault : storeFault(cause)
    if (fault === undefined) throw cause
    return fail(fault)
  }
}

type Load = (db: Queries) => Promise<BackupSummary>

/** Everything within one transaction. */
async function intoServer(url: string, replace: boolean, load: Load): Promise<Result<BackupSummary>> {
  const transactions = await connect(url)
  try {
    return await transactions.alone(async (db) => {
      if (await hasMigrationTable(db)) {
        if (!replace) return fail(NOT_EMPTY)
        await dropTables(db, 'postgres')
      }
      return ok(await load(db))
    })
  } finally {
    await transactions.close()
  }
}

/** Beside the file that is there, and then in its place. */
async function intoFile(file: string, replace: boolean, load: Load): Promise<Result<BackupSummary>> {
  const exists = await stat(file).then(
    () => true,
    () => false,
  )
  if (exists && !replace) return fail({ ...NOT_EMPTY, place: { source: file } })
  const temporary = `${file}.restoring`
  await remove(temporary)
  const transactions = await connect(temporary)
  let summary: BackupSummary
  try {
    summary = await transactions.alone(load)
  } catch (cause) {
    await transactions.close()
    await remove(temporary)
    throw cause
  }
  // Closing the last connection moves what is in the log into the file itself.
  await transactions.close()
  // The log of the old database must not be taken for that of the new one.
  await remove(file)
  await rename(temporary, file)
  return ok(summary)
}

async function remove(file: string): Promise<void> {
  for (const each of [`${file}-wal`, `${file}-shm`, file]) await rm(each, { force: true })
}

async function load(
  db: Queries,
  dialect: Dialect,
  { header, lines }: Copy,
  migrations: readonly Migration[],
  now: string,
): Promise<BackupSummary> {
  const before = header.migrations.length
  await applyMigrations(db, dialect, header.migrations, now, migrations)
  const shapes = new Map((await tablesOf(db, dialect)).map((shape) => [shape.name, shape]))
  const summary = { tables: 0, rows: 0 }
  let shape: TableShape | undefined
  let rows: (readonly Cell[])[] = []
  const flush = async (): Promise<void> => {
    if (shape !== undefined) await putRows(db, shape, rows)
    summary.rows += rows.length
    rows = []
  }
  for await (const line of lines) {
    if (line.kind === 'row') {
      rows.push(line.cells)
      if (rows.length === TOGETHER) await flush()
      continue
    }
    await flush()
    shape = shapes.get(line.table)
    if (shape === undefined || shape.columns.join() !== line.columns.join())
      throw new BackupBroken(`its table ${JSON.stringify(line.table)} is not one of this version`)
    summary.tables++
  }
  await flush()
  // The copy that was read is the backup of before.
  const names = migrations.slice(before).map(({ name }) => name)
  await applyMigrations(db, dialect, names, now, migrations)
  return summary
}

const NOT_EMPTY: Fault<'RESTORE_NOT_EMPTY'> = {
  code: 'RESTORE_NOT_EMPTY',
  kind: 'conflict',
  message: 'there is a desk already, and it is not written over',
  hint: 'stop it, back it up, and run this again with --replace',
}

function newer(migration: string): Fault<'BACKUP_NEWER'> {
  return {
    code: 'BACKUP_NEWER',
    kind: 'conflict',
    message: `the backup was made by a newer version of Steward: it has the migration ${migration}`,
    hint: 'restore it with that version',
  }
}
