import type { FoundationProfile, FoundationTable } from '#desk/people'
import type { Queries, Statement } from './tables.ts'

/** One row: a desk serves one foundation. */
export interface FoundationTables {
  readonly foundation: {
    readonly id: number
    readonly version: number
    /** JSON. */
    readonly profile: string
  }
}

const ONLY = 1

export function foundationSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('foundation')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('profile', 'text', (column) => column.notNull()),
  ]
}

export function foundationTable(db: Queries): FoundationTable {
  return {
    async find() {
      const row = await db.selectFrom('foundation').selectAll().where('id', '=', ONLY).executeTakeFirst()
      return row && { version: row.version, profile: JSON.parse(row.profile) as FoundationProfile }
    },
    async insert(profile) {
      await db
        .insertInto('foundation')
        .values({ id: ONLY, version: 1, profile: JSON.stringify(profile) })
        .execute()
    },
    async update(profile, base) {
      const { numUpdatedRows } = await db
        .updateTable('foundation')
        .set({ version: base + 1, profile: JSON.stringify(profile) })
        .where('id', '=', ONLY)
        .where('version', '=', base)
        .executeTakeFirst()
      return numUpdatedRows === 1n ? base + 1 : undefined
    },
  }
}
