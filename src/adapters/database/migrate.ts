import { createHash } from 'node:crypto'
import { type CompiledQuery, sql } from 'kysely'
import { type Fault, fail, ok, type Result } from '#fault'
import { MIGRATIONS, type Migration } from './migrations/index.ts'
import { deskTables } from './rows.ts'
import { isTaken, storeFault } from './store-fault.ts'
import { type Dialect, type Queries, statement } from './tables.ts'
import type { Transactions } from './transactions.ts'

export interface MigrationTables {
  readonly migration: {
    readonly name: string
    /** Hexadecimal SHA-256 of the statements that were run. */
    readonly checksum: string
    readonly applied_at: string
  }
}

/** Makes a copy of a database that holds something, before it is changed. */
export type BackupFirst = () => Promise<Result<void>>

/**
 * Brings the schema forward to what this version of Steward knows, in one transaction: all of it or nothing. Gives the names of the
 * migrations that were applied.
 *
 * Codes: `MIGRATION_CHANGED` (what was applied is not what this version knows by that name), `MIGRATION_UNKNOWN` (the database was
 * made by a newer version), `MIGRATION_FAILED` (the database does not take it), and those of the backup.
 */
export async function migrate(
  { queries, dialect, alone }: Transactions,
  now: string,
  backupFirst: BackupFirst,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Result<readonly string[]>> {
  const missing = await missingMigrations(queries, dialect, migrations)
  if (!missing.ok || missing.value.length === 0) return missing
  try {
    return await alone(async (tx) => {
      // Another process may have been here since the first look. While this one is alone, no other makes the same backup.
      const still = await missingMigrations(tx, dialect, migrations)
      if (!still.ok || still.value.length === 0) return still
      if (still.value.length < migrations.length) {
        const saved = await backupFirst()
        if (!saved.ok) return saved
      }
      await applyMigrations(tx, dialect, still.value, now, migrations)
      return still
    })
  } catch (cause) {
    if (cause instanceof MigrationFailed) return fail(cause.fault)
    throw cause
  }
}

/** Carries out of the transaction what the database did not take, so that it is rolled back. */
export class MigrationFailed extends Error {
  readonly fault: Fault

  constructor(migration: string, cause: unknown) {
    super(`the migration ${migration} failed`, { cause })
    this.fault = {
      code: 'MIGRATION_FAILED',
      kind: 'conflict',
      message: `the database does not take the migration ${migration}, and was left as it was: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'run the version of before, and report this',
    }
  }
}

/** Runs the named migrations, one after the other, within the transaction of the caller. */
export async function applyMigrations(
  tx: Queries,
  dialect: Dialect,
  names: readonly string[],
  now: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await createMigrationTable(tx)
  for (const name of names) {
    const migration = migrations.find((each) => each.name === name)
    if (migration === undefined) throw new Error(`there is no migration ${name}`)
    const statements = compiled(tx, dialect, migration)
    for (const each of statements) await execute(tx, name, each)
    if (dialect === 'postgres') await sortTextByCodePoint(tx)
    await tx
      .insertInto('migration')
      .values({ name, checksum: checksumOf(statements), applied_at: now })
      .execute()
  }
}

async function execute(tx: Queries, migration: string, statement: CompiledQuery): Promise<void> {
  try {
    await tx.executeQuery(statement)
  } catch (cause) {
    // A full disk or a lost connection has its own words; rows that are alike where they may not be do not pass by waiting.
    const isPassing = storeFault(cause) !== undefined && !isTaken(cause)
    throw isPassing ? cause : new MigrationFailed(migration, cause)
  }
}

async function missingMigrations(
  db: Queries,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<Result<readonly string[]>> {
  const applied = (await hasMigrationTable(db))
    ? await db.selectFrom('migration').selectAll().orderBy('name').execute()
    : []
  for (const { name, checksum } of applied) {
    const known = migrations.find((each) => each.name === name)
    if (known === undefined) {
      return fail({
        code: 'MIGRATION_UNKNOWN',
        kind: 'conflict',
        message: `the database was made by a newer version of Steward: it has the migration ${name}`,
        hint: 'run that version, or restore a backup of before',
      })
    }
    if (checksumOf(compiled(db, dialect, known)) !== checksum) {
      return fail({
        code: 'MIGRATION_CHANGED',
        kind: 'conflict',
        message: `the database was made by another version of the migration ${name}`,
        hint: 'run the version that made it, export the desk, and import it here',
      })
    }
  }
  const names = new Set(applied.map(({ name }) => name))
  return ok(migrations.map(({ name }) => name).filter((name) => !names.has(name)))
}

export async function hasMigrationTable(db: Queries): Promise<boolean> {
  return (await deskTables(db)).some(({ name }) => name === 'migration')
}

async function createMigrationTable({ schema }: Queries): Promise<void> {
  await schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('checksum', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute()
}

function compiled(db: Queries, dialect: Dialect, migration: Migration): readonly CompiledQuery[] {
  return migration.statements(db, dialect).map((each) => each.compile())
}

function checksumOf(statements: readonly CompiledQuery[]): string {
  const hash = createHash('sha256')
  for (const { sql } of statements) hash.update(`${sql}\n`)
  return hash.digest('hex')
}

/** PostgreSQL sorts text by the language of the database; SQLite, and the order of our identifiers and moments, by code point. */
async function sortTextByCodePoint(db: Queries): Promise<void> {
  const alter = statement(
    db,
    sql`do $$ declare found record; begin
      for found in select table_name, column_name from information_schema.columns
        where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'
      loop execute format('alter table %I alter column %I type text collate "C"', found.table_name, found.column_name); end loop;
    end $$`,
  )
  await db.executeQuery(alter.compile())
}
