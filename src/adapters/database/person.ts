import type { PeopleTable, PersonRow, PersonState, Role, RoleGrants } from '#desk/people'
import { settingTable } from './setting.ts'
import type { Queries, Statement } from './tables.ts'

export interface PersonTables {
  readonly person: {
    readonly id: string
    readonly version: number
    readonly name: string
    readonly email: string
    readonly state: string
    readonly passphrase: string | null
    readonly provider: string | null
    readonly created: string
    readonly seen: string | null
  }
  readonly person_role: {
    readonly person: string
    /** Slug; empty for the foundation. */
    readonly project: string
    readonly role: string
  }
}

const FOUNDATION = ''

export function personSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('person')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('passphrase', 'text')
      .addColumn('provider', 'text', (column) => column.unique())
      .addColumn('created', 'text', (column) => column.notNull())
      .addColumn('seen', 'text'),
    schema
      .createTable('person_role')
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('person_role_key', ['person', 'project', 'role']),
  ]
}

export function peopleTable(db: Queries): PeopleTable {
  const people = db.selectFrom('person').selectAll()
  return {
    async find(id) {
      return fromRow(await people.where('id', '=', id).executeTakeFirst())
    },
    async findByEmail(email) {
      return fromRow(await people.where('email', '=', email).executeTakeFirst())
    },
    async findByProvider(provider) {
      return fromRow(await people.where('provider', '=', provider).executeTakeFirst())
    },
    async list() {
      const rows = await people.orderBy('name').orderBy('id').execute()
      const roles = await db.selectFrom('person_role').selectAll().orderBy('project').orderBy('role').execute()
      const byPerson = Map.groupBy(roles, ({ person }) => person)
      return rows.map((row) => ({ person: fromRow(row), grants: grantsOf(byPerson.get(row.id) ?? []) }))
    },
    async count() {
      const { count } = await db
        .selectFrom('person')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    async insert(person) {
      await db.insertInto('person').values(toRow(person)).execute()
    },
    async update(person) {
      const { id, version, created: _created, seen: _seen, ...columns } = toRow(person)
      const { numUpdatedRows } = await db
        .updateTable('person')
        .set({ ...columns, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst()
      return numUpdatedRows === 1n ? version + 1 : undefined
    },
    async markSeen(id, now) {
      await db.updateTable('person').set({ seen: now }).where('id', '=', id).execute()
    },
    async grants(person) {
      return grantsOf(
        await db
          .selectFrom('person_role')
          .selectAll()
          .where('person', '=', person)
          .orderBy('project')
          .orderBy('role')
          .execute(),
      )
    },
    async setRoles(person, project = FOUNDATION, roles) {
      await db.deleteFrom('person_role').where('person', '=', person).where('project', '=', project).execute()
      const rows = [...new Set(roles)].map((role) => ({ person, project, role }))
      if (rows.length > 0) await db.insertInto('person_role').values(rows).execute()
    },
    async hasProject(slug) {
      const found = await db.selectFrom('project').select('slug').where('slug', '=', slug).executeTakeFirst()
      return found !== undefined
    },
    async administrators() {
      // A rule over several rows: of two who count at the same time, this row makes the later one count again.
      await settingTable(db).put('people.administrators', 'counted')
      const { count } = await db
        .selectFrom('person')
        .innerJoin('person_role', 'person_role.person', 'person.id')
        .where('person.state', '=', 'active')
        .where('person_role.project', '=', FOUNDATION)
        .where('person_role.role', '=', 'administrator')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  }
}

function toRow({ passphrase, provider, seen, ...row }: PersonRow): PersonTables['person'] {
  return { ...row, passphrase: passphrase ?? null, provider: provider ?? null, seen: seen ?? null }
}

function fromRow(row: PersonTables['person']): PersonRow
function fromRow(row: PersonTables['person'] | undefined): PersonRow | undefined
function fromRow(row: PersonTables['person'] | undefined): PersonRow | undefined {
  if (row === undefined) return undefined
  const { passphrase, provider, seen, state, ...rest } = row
  return {
    ...rest,
    state: state as PersonState,
    ...(passphrase !== null && { passphrase }),
    ...(provider !== null && { provider }),
    ...(seen !== null && { seen }),
  }
}

export function grantsOf(rows: readonly PersonTables['person_role'][]): RoleGrants {
  const rolesIn = Map.groupBy(rows, ({ project }) => project)
  const roles = (project: string): readonly Role[] => (rolesIn.get(project) ?? []).map(({ role }) => role as Role)
  const slugs = [...rolesIn.keys()].filter((slug) => slug !== FOUNDATION)
  return { foundation: roles(FOUNDATION), projects: Object.fromEntries(slugs.map((slug) => [slug, roles(slug)])) }
}
