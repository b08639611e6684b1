import type { AttemptTable, CeremonyRow, CeremonyTable, InvitationRow, InvitationTable } from '#desk/people'
import { fromColumn, toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

/** What lives for minutes or days around signing in: links, ceremonies, attempts that failed. */
export interface SignInTables {
  readonly invitation: InvitationRow
  readonly ceremony: {
    readonly digest: string
    readonly kind: string
    /** JSON. */
    readonly asked: string
    readonly person: string | null
    readonly expires: string
  }
  readonly attempt: { readonly key: string; readonly at: string }
}

export function signInSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('invitation')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('person', 'text', (column) => column.notNull().unique().references('person.id'))
      .addColumn('created', 'text', (column) => column.notNull())
      .addColumn('expires', 'text', (column) => column.notNull()),
    schema
      .createTable('ceremony')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('asked', 'text', (column) => column.notNull())
      .addColumn('person', 'text')
      .addColumn('expires', 'text', (column) => column.notNull()),
    schema
      .createTable('attempt')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull()),
    schema.createIndex('attempt_key').on('attempt').columns(['key', 'at']),
  ]
}

export function invitationTable(db: Queries): InvitationTable {
  const removeAll = async (person: string): Promise<void> => {
    await db.deleteFrom('invitation').where('person', '=', person).execute()
  }
  return {
    async put(invitation) {
      await removeAll(invitation.person)
      await db.insertInto('invitation').values(invitation).execute()
    },
    find: (digest) => db.selectFrom('invitation').selectAll().where('digest', '=', digest).executeTakeFirst(),
    removeAll,
  }
}

export function ceremonyTable(db: Queries): CeremonyTable {
  return {
    async put({ asked, person = null, ...row }) {
      await db
        .insertInto('ceremony')
        .values({ ...row, asked: toColumn(asked), person })
        .execute()
    },
    async take(digest) {
      const row = await db.deleteFrom('ceremony').where('digest', '=', digest).returningAll().executeTakeFirst()
      if (row === undefined) return undefined
      const { asked, person, kind, ...rest } = row
      return {
        ...rest,
        kind: kind as CeremonyRow['kind'],
        asked: fromColumn<Record<string, string>>(asked),
        ...(person !== null && { person }),
      }
    },
    async removeEnded(now) {
      await db.deleteFrom('ceremony').where('expires', '<=', now).execute()
    },
  }
}

export function attemptTable(db: Queries): AttemptTable {
  return {
    async add(key, at) {
      await db.insertInto('attempt').values({ key, at }).execute()
    },
    async countSince(key, since) {
      const { count } = await db
        .selectFrom('attempt')
        .where('key', '=', key)
        .where('at', '>', since)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    async clear(key) {
      await db.deleteFrom('attempt').where('key', '=', key).execute()
    },
    async removeBefore(moment) {
      await db.deleteFrom('attempt').where('at', '<', moment).execute()
    },
  }
}
