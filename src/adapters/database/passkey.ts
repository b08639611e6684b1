import type { PasskeyRow, PasskeyTable } from '#desk/people'
import { fromColumn, toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface PasskeyTables {
  readonly passkey: {
    readonly id: string
    readonly person: string
    readonly name: string
    readonly public_key: string
    readonly counter: number
    /** JSON. */
    readonly transports: string
    readonly created: string
    readonly used: string | null
  }
}

export function passkeySchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('passkey')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('counter', 'bigint', (column) => column.notNull())
      .addColumn('transports', 'text', (column) => column.notNull())
      .addColumn('created', 'text', (column) => column.notNull())
      .addColumn('used', 'text'),
    schema.createIndex('passkey_person').on('passkey').column('person'),
  ]
}

export function passkeyTable(db: Queries): PasskeyTable {
  return {
    async insert({ publicKey, transports, used = null, ...row }) {
      await db
        .insertInto('passkey')
        .values({ ...row, public_key: publicKey, transports: toColumn(transports), used })
        .execute()
    },
    async find(id) {
      const row = await db.selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst()
      return row && fromRow(row)
    },
    async ofPerson(person) {
      const rows = await db.selectFrom('passkey').selectAll().where('person', '=', person).orderBy('created').execute()
      return rows.map(fromRow)
    },
    async markUsed(id, counter, now) {
      await db.updateTable('passkey').set({ counter, used: now }).where('id', '=', id).execute()
    },
    async remove(id, person) {
      const { numDeletedRows } = await db
        .deleteFrom('passkey')
        .where('id', '=', id)
        .where('person', '=', person)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function fromRow({ public_key, transports, used, ...row }: PasskeyTables['passkey']): PasskeyRow {
  return {
    ...row,
    publicKey: public_key,
    transports: fromColumn<readonly string[]>(transports),
    ...(used !== null && { used }),
  }
}
