import type { SettingTable } from '#desk/store'
import { fromColumn, toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface SettingTables {
  readonly setting: {
    readonly key: string
    /** JSON. */
    readonly value: string
  }
}

export function settingSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('setting')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull()),
  ]
}

export function settingTable(db: Queries): SettingTable {
  return {
    async get(key) {
      const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
      return row === undefined ? undefined : fromColumn(row.value)
    },
    async put(key, value) {
      const row = { key, value: toColumn(value) }
      await db
        .insertInto('setting')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value }))
        .execute()
    },
    async remove(key) {
      await db.deleteFrom('setting').where('key', '=', key).execute()
    },
  }
}
