import type { TokenRow, TokenScope, TokenTable } from '#desk/people'
import { OWNER_COLUMNS, ownerOf } from './owner.ts'
import type { Queries, Statement } from './tables.ts'

export interface TokenTables {
  readonly token: {
    readonly id: string
    readonly digest: string
    readonly person: string
    readonly name: string
    readonly start: string
    /** JSON. */
    readonly scope: string
    readonly created: string
    readonly expires: string
    readonly used: string | null
  }
}

export function tokenSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('token')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('digest', 'text', (column) => column.notNull().unique())
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('start', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('created', 'text', (column) => column.notNull())
      .addColumn('expires', 'text', (column) => column.notNull())
      .addColumn('used', 'text'),
    schema.createIndex('token_person').on('token').column('person'),
  ]
}

export function tokenTable(db: Queries): TokenTable {
  return {
    async insert({ scope, used = null, ...row }) {
      await db
        .insertInto('token')
        .values({ ...row, scope: JSON.stringify(scope), used })
        .execute()
    },
    async findWithOwner(digest) {
      const rows = await db
        .selectFrom('token')
        .innerJoin('person', 'person.id', 'token.person')
        .leftJoin('person_role', 'person_role.person', 'token.person')
        .selectAll('token')
        .select(OWNER_COLUMNS)
        .where('token.digest', '=', digest)
        .orderBy('grant_project')
        .orderBy('grant_role')
        .execute()
      const [first] = rows
      if (first === undefined) return undefined
      const { owner_name, owner_state, grant_project, grant_role, ...row } = first
      return { token: fromRow(row), owner: ownerOf(first, rows) }
    },
    async ofPerson(person) {
      const rows = await db.selectFrom('token').selectAll().where('person', '=', person).orderBy('id').execute()
      return rows.map(fromRow)
    },
    async markUsed(id, now) {
      await db.updateTable('token').set({ used: now }).where('id', '=', id).execute()
    },
    async remove(id, person) {
      const { numDeletedRows } = await db
        .deleteFrom('token')
        .where('id', '=', id)
        .where('person', '=', person)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    async removeAll(person) {
      await db.deleteFrom('token').where('person', '=', person).execute()
    },
  }
}

function fromRow({ scope, used, ...row }: TokenTables['token']): TokenRow {
  return { ...row, scope: JSON.parse(scope) as TokenScope, ...(used !== null && { used }) }
}
