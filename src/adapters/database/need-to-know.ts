import type { NeedToKnowTable } from '#desk/people'
import type { Queries, Statement } from './tables.ts'

/** Who may know what is under embargo. Lists of vulnerabilities and cases join it in their own queries. */
export interface NeedToKnowTables {
  readonly need_to_know: {
    /** `vulnerability` or `case`. */
    readonly kind: string
    readonly subject: string
    readonly person: string
    readonly since: string
  }
}

export function needToKnowSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('need_to_know')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('since', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('need_to_know_key', ['kind', 'subject', 'person']),
    schema.createIndex('need_to_know_person').on('need_to_know').columns(['person', 'kind', 'subject']),
  ]
}

export function needToKnowTable(db: Queries): NeedToKnowTable {
  return {
    async of(kind, id) {
      const rows = await db
        .selectFrom('need_to_know')
        .select('person')
        .where('kind', '=', kind)
        .where('subject', '=', id)
        .orderBy('person')
        .execute()
      return rows.map(({ person }) => person)
    },
    async add(kind, id, person, at) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('need_to_know')
        .values({ kind, subject: id, person, since: at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
    async remove(kind, id, person) {
      const { numDeletedRows } = await db
        .deleteFrom('need_to_know')
        .where('kind', '=', kind)
        .where('subject', '=', id)
        .where('person', '=', person)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
