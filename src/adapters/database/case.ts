import type { Insertable, Selectable } from 'kysely'
import type { CaseNoteRow, CaseRow, CaseState, CaseTable, Consent, Dispute, NoteKind } from '#desk/cases'
import type { Json } from '#json'
import { disputesRecord, fitsText } from './case-search.ts'
import { fromColumn, toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface CaseTables {
  readonly case: {
    readonly id: string
    readonly number: number
    readonly project: string
    readonly title: string
    readonly report: string
    readonly reporter: string
    readonly contact: string | null
    readonly state: CaseState
    readonly received: string
    readonly touched: string
    readonly asked: string | null
    readonly heard: string | null
    readonly exploited_since: string | null
    readonly credit_name: string
    readonly consent: Consent
    readonly consent_asked: string | null
    readonly disclosure: string | null
    readonly public_at: string | null
    readonly public_by: 'us' | 'others' | null
    readonly duplicate_of: string | null
    readonly coordinator: string | null
    readonly vulnerability: string | null
    readonly version: number
    /** JSON. */
    readonly dispute: string | null
  }
  readonly case_note: {
    readonly id: string
    readonly case: string
    readonly kind: NoteKind
    readonly by_id: string
    readonly by_name: string
    readonly at: string
    readonly text: string
  }
  /** Who may know of a case. */
  readonly case_person: {
    readonly case: string
    readonly person: string
    readonly name: string
  }
}

/** As the first migration made it. */
export function caseSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('case')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('reporter', 'text', (column) => column.notNull())
      .addColumn('contact', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('received', 'text', (column) => column.notNull())
      .addColumn('touched', 'text', (column) => column.notNull())
      .addColumn('asked', 'text')
      .addColumn('heard', 'text')
      .addColumn('exploited_since', 'text')
      .addColumn('credit_name', 'text', (column) => column.notNull())
      .addColumn('consent', 'text', (column) => column.notNull())
      .addColumn('consent_asked', 'text')
      .addColumn('disclosure', 'text')
      .addColumn('public_at', 'text')
      .addColumn('public_by', 'text')
      .addColumn('duplicate_of', 'text')
      .addColumn('coordinator', 'text')
      .addColumn('vulnerability', 'text')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addUniqueConstraint('case_number', ['project', 'number']),
    schema
      .createTable('case_note')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('case', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull()),
    schema.createIndex('case_note_case').on('case_note').column('case'),
    schema
      .createTable('case_person')
      .addColumn('case', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('case_person_key', ['case', 'person']),
    schema.createIndex('case_person_person').on('case_person').column('person'),
  ]
}

export function caseTable(db: Queries): CaseTable {
  return {
    async find(id) {
      const row = await db.selectFrom('case').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    async list({ person, projects, states, disputes, disputed, text, about, after, limit }) {
      if (projects?.length === 0 || states?.length === 0) return []
      let rows = db.selectFrom('case').selectAll().orderBy('id', 'desc').limit(limit)
      if (person !== undefined) {
        const known = db.selectFrom('case_person').select('case').where('person', '=', person)
        rows = rows.where('id', 'in', known)
      }
      if (projects !== undefined) rows = rows.where('project', 'in', [...projects])
      if (states !== undefined) rows = rows.where('state', 'in', [...states])
      if (disputes === true) rows = rows.where('dispute', 'is not', null)
      if (disputed !== undefined) rows = rows.where((eb) => disputesRecord(eb, disputed))
      if (after !== undefined) rows = rows.where('id', '<', after)
      if (text !== undefined) rows = rows.where((eb) => fitsText(eb, text, about))
      return (await rows.execute()).map(fromRow)
    },
    async nextNumber(project) {
      const { last } = await db
        .selectFrom('case')
        .select(({ fn }) => fn.max('number').as('last'))
        .where('project', '=', project)
        .executeTakeFirstOrThrow()
      return (last ?? 0) + 1
    },
    async insert(row) {
      await db.insertInto('case').values(toRow(row)).execute()
    },
    async update(row, base) {
      const { id, ...values } = toRow({ ...row, version: base + 1 })
      const { numUpdatedRows } = await db
        .updateTable('case')
        .set(values)
        .where('id', '=', id)
        .where('version', '=', base)
        .executeTakeFirst()
      return numUpdatedRows > 0n ? base + 1 : undefined
    },
    async notes(id) {
      const rows = await db.selectFrom('case_note').selectAll().where('case', '=', id).orderBy('id').execute()
      return rows.map(({ by_id, by_name, ...note }): CaseNoteRow => ({ ...note, by: { id: by_id, name: by_name } }))
    },
    async addNote({ by, ...note }) {
      await db
        .insertInto('case_note')
        .values({ ...note, by_id: by.id, by_name: by.name })
        .execute()
    },
    async knownTo(id) {
      const rows = await db
        .selectFrom('case_person')
        .select('person')
        .where('case', '=', id)
        .orderBy('person')
        .execute()
      return rows.map(({ person }) => person)
    },
    async knownToAny(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db
        .selectFrom('case_person')
        .selectAll()
        .where('case', 'in', [...ids])
        .orderBy('person')
        .execute()
      const known = new Map<string, string[]>(ids.map((id) => [id, []]))
      for (const row of rows) known.get(row.case)?.push(row.person)
      return known
    },
    async peopleOf(id) {
      const rows = await db
        .selectFrom('case_person')
        .select(['person', 'name'])
        .where('case', '=', id)
        .orderBy('name')
        .orderBy('person')
        .execute()
      return rows.map(({ person, name }) => ({ id: person, name }))
    },
    async setKnownTo(id, people) {
      await db.deleteFrom('case_person').where('case', '=', id).execute()
      const byId = new Map(people.map((each) => [each.id, each]))
      const rows = [...byId.values()].map(({ id: person, name }) => ({ case: id, person, name }))
      if (rows.length > 0) await db.insertInto('case_person').values(rows).execute()
    },
  }
}

function toRow(row: CaseRow): Insertable<CaseTables['case']> {
  const { contact, asked, heard, exploitedSince, credit, disclosure, duplicateOf, coordinator, vulnerability } = row
  const { id, number, project, title, report, reporter, state, received, touched, version } = row
  return {
    id,
    number,
    project,
    title,
    report,
    reporter,
    contact: contact ?? null,
    state,
    received,
    touched,
    asked: asked ?? null,
    heard: heard ?? null,
    exploited_since: exploitedSince ?? null,
    credit_name: credit.name,
    consent: credit.consent,
    consent_asked: credit.askedAt ?? null,
    disclosure: disclosure ?? null,
    public_at: row.public?.at ?? null,
    public_by: row.public?.by ?? null,
    duplicate_of: duplicateOf ?? null,
    coordinator: coordinator ?? null,
    vulnerability: vulnerability ?? null,
    version,
    dispute: row.dispute === undefined ? null : toColumn(row.dispute as unknown as Json),
  }
}

function fromRow(row: Selectable<CaseTables['case']>): CaseRow {
  const { contact, asked, heard, exploited_since, disclosure, public_at, public_by, duplicate_of } = row
  const { id, number, project, title, report, reporter, state, received, touched, version } = row
  return {
    id,
    number,
    project,
    title,
    report,
    reporter,
    ...(contact !== null && { contact }),
    state,
    received,
    touched,
    ...(asked !== null && { asked }),
    ...(heard !== null && { heard }),
    ...(exploited_since !== null && { exploitedSince: exploited_since }),
    credit: {
      name: row.credit_name,
      consent: row.consent,
      ...(row.consent_asked !== null && { askedAt: row.consent_asked }),
    },
    ...(disclosure !== null && { disclosure }),
    ...(public_at !== null && public_by !== null && { public: { at: public_at, by: public_by } }),
    ...(duplicate_of !== null && { duplicateOf: duplicate_of }),
    ...(row.coordinator !== null && { coordinator: row.coordinator }),
    ...(row.vulnerability !== null && { vulnerability: row.vulnerability }),
    ...(row.dispute !== null && { dispute: fromColumn(row.dispute) as unknown as Dispute }),
    version,
  }
}
