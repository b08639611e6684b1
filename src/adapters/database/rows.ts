import { type Kysely, sql, type TableMetadata } from 'kysely'
import type { Dialect, Queries } from './tables.ts'

/** What stands in a column: the database has nothing but text and integers. */
export type Cell = string | number | null

/** A table as the database itself knows it, so that a copy leaves out nothing that a newer version has added. */
export interface TableShape {
  readonly name: string
  /** Sorted. */
  readonly columns: readonly string[]
  /** Columns of the primary key, in its order; none where rows may be alike, as those of counted failures. */
  readonly key: readonly string[]
}

/** Tables whose rows others refer to: they come first when rows are put back. */
const REFERRED_TO = ['person']

/** The bookkeeping of the schema is made by the migrations themselves. */
const NOT_COPIED = new Set(['migration'])

/** Rows that are in memory at once. */
const STRETCH = 500

type AnyTables = Record<string, Record<string, Cell>>

/** The same connection for tables that are known by name only. */
function anyTables(db: Queries): Kysely<AnyTables> {
  return db as unknown as Kysely<AnyTables>
}

/** Every table with rows of the desk, in an order in which they can be put back. */
export async function tablesOf(db: Queries, dialect: Dialect): Promise<readonly TableShape[]> {
  const tables = (await deskTables(db)).filter(({ name }) => !NOT_COPIED.has(name))
  const shapes: TableShape[] = []
  for (const { name, columns } of tables) {
    shapes.push({ name, columns: columns.map((column) => column.name).sort(), key: await keyOf(db, dialect, name) })
  }
  const rank = ({ name }: TableShape): number => (REFERRED_TO.includes(name) ? 0 : 1)
  return shapes.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

/** Those of the desk itself: on a server the delivery of jobs has a schema of its own beside them. */
export async function deskTables(db: Queries): Promise<readonly TableMetadata[]> {
  const tables = await db.introspection.getTables()
  return tables.filter(({ isView, schema }) => !isView && (schema === undefined || schema === 'public'))
}

async function keyOf(db: Queries, dialect: Dialect, table: string): Promise<readonly string[]> {
  const query =
    dialect === 'sqlite'
      ? sql<{ name: string }>`select name from pragma_table_info(${table}) where pk > 0 order by pk`
      : sql<{ name: string }>`select a.attname as name from pg_index i
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
          where i.indrelid = ${table}::regclass and i.indisprimary order by array_position(i.indkey, a.attnum)`
  const { rows } = await query.execute(db)
  return rows.map(({ name }) => name)
}

/**
 * The rows of a table in the order of its key, each as the values of `columns`. A table without a key is small, and read at once in
 * the order of everything.
 */
export async function* rowsOf(db: Queries, { name, columns, key }: TableShape): AsyncGenerator<readonly Cell[]> {
  const tables = anyTables(db)
  const keyColumns = sql.join(key.map((column) => sql.ref(column)))
  let last: Record<string, Cell> | undefined
  for (;;) {
    let query = tables
      .selectFrom(name)
      .select([...columns])
      .limit(STRETCH)
    for (const column of key) query = query.orderBy(column)
    if (last !== undefined) {
      const values = sql.join(key.map((column) => sql.val(last?.[column])))
      query = query.where(sql<boolean>`(${keyColumns}) > (${values})`)
    }
    const rows = await query.execute()
    for (const row of rows) yield columns.map((column) => row[column] ?? null)
    if (key.length === 0 || rows.length < STRETCH) return
    last = rows.at(-1)
  }
}

/** Puts rows in. A row that the table does not take is thrown by the driver. */
export async function putRows(
  db: Queries,
  { name, columns }: TableShape,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])))
  await anyTables(db).insertInto(name).values(values).execute()
}

/**
 * Removes every table, with the bookkeeping: what is there is about to be replaced as a whole. So is what the delivery of jobs knows:
 * it takes no job a second time, and one that waits in the copy may have been done since.
 */
export async function dropTables(db: Queries, dialect: Dialect): Promise<void> {
  for (const { name } of await deskTables(db)) {
    await sql`drop table ${sql.table(name)} ${sql.raw(dialect === 'postgres' ? 'cascade' : '')}`.execute(db)
  }
  if (dialect === 'sqlite') return
  await sql`drop function if exists audit_entry_append_only`.execute(db)
  await sql`drop schema if exists pgboss cascade`.execute(db)
}
