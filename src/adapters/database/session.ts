import type { SessionRow, SessionTable } from '#desk/people'
import { OWNER_COLUMNS, ownerOf } from './owner.ts'
import { readyQuery } from './ready-query.ts'
import type { Queries, Statement } from './tables.ts'

export interface SessionTables {
  readonly session: SessionRow
}

export function sessionSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('session')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('digest', 'text', (column) => column.notNull().unique())
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('way', 'text', (column) => column.notNull())
      .addColumn('agent', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('created', 'text', (column) => column.notNull())
      .addColumn('seen', 'text', (column) => column.notNull())
      .addColumn('expires', 'text', (column) => column.notNull()),
    schema.createIndex('session_person').on('session').column('person'),
  ]
}

const withOwner = readyQuery((db, { digest }: { digest: string }) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .leftJoin('person_role', 'person_role.person', 'session.person')
    .selectAll('session')
    .select(OWNER_COLUMNS)
    .where('session.digest', '=', digest)
    .orderBy('grant_project')
    .orderBy('grant_role'),
)

export function sessionTable(db: Queries): SessionTable {
  return {
    async insert(session) {
      await db.insertInto('session').values(session).execute()
    },
    findByDigest: (digest) => db.selectFrom('session').selectAll().where('digest', '=', digest).executeTakeFirst(),
    async findWithOwner(digest) {
      const { rows } = await withOwner(db, { digest })
      const [first] = rows
      if (first === undefined) return undefined
      const { owner_name, owner_state, grant_project, grant_role, ...session } = first
      return { session, owner: ownerOf(first, rows) }
    },
    ofPerson: (person) =>
      db.selectFrom('session').selectAll().where('person', '=', person).orderBy('seen', 'desc').orderBy('id').execute(),
    async markSeen(id, now, address) {
      await db.updateTable('session').set({ seen: now, address }).where('id', '=', id).execute()
    },
    async remove(id, person) {
      const { numDeletedRows } = await db
        .deleteFrom('session')
        .where('id', '=', id)
        .where('person', '=', person)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    async removeAll(person, butNot = '') {
      await db.deleteFrom('session').where('person', '=', person).where('id', '!=', butNot).execute()
    },
    async removeEnded(now, idleSince) {
      await db
        .deleteFrom('session')
        .where(({ eb, or }) => or([eb('expires', '<=', now), eb('seen', '<=', idleSince)]))
        .execute()
    },
  }
}
