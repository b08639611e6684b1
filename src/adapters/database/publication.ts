import type { Insertable, Selectable } from 'kysely'
import type { CnaContainer } from '#cve'
import type { Deed, Target, Waiver } from '#desk/cna'
import type {
  BatchRow,
  BatchState,
  Problem,
  PublicationRow,
  PublicationState,
  PublicationTable,
  ServerAnswer,
} from '#desk/publishing'
import type { Queries, Statement } from './tables.ts'

export interface PublicationTables {
  readonly publication: {
    readonly id: string
    readonly vulnerability: string
    readonly project: string
    readonly cve: string
    readonly title: string
    readonly target: Target
    readonly url: string
    readonly edition: number
    /** A whole facts file. */
    readonly facts: string
    /** JSON, as are `waivers`, `changes` and `problem`. */
    readonly container: string
    readonly waivers: string
    readonly basis: 'review' | 'board'
    readonly state: PublicationState
    readonly by_id: string
    readonly by_name: string
    readonly requested_at: string
    readonly run_at: string | null
    readonly job: string | null
    readonly batch: string | null
    readonly position: number
    readonly deed: Deed | null
    readonly changes: string
    readonly problem: string | null
    readonly finished_at: string | null
    readonly version: number
  }
  readonly publication_answer: {
    readonly id: string
    readonly publication: string
    /** JSON of the whole answer. */
    readonly answer: string
  }
  readonly batch: {
    readonly id: string
    readonly project: string | null
    readonly target: Target
    readonly url: string
    readonly state: BatchState
    readonly by_id: string
    readonly by_name: string
    readonly requested_at: string
    readonly run_at: string | null
    readonly job: string | null
    /** JSON. */
    readonly problem: string | null
    readonly finished_at: string | null
    readonly version: number
  }
}

export function publicationSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('publication')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('vulnerability', 'text', (column) => column.notNull())
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('cve', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('edition', 'integer', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('container', 'text', (column) => column.notNull())
      .addColumn('waivers', 'text', (column) => column.notNull())
      .addColumn('basis', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'text', (column) => column.notNull())
      .addColumn('run_at', 'text')
      .addColumn('job', 'text')
      .addColumn('batch', 'text')
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('deed', 'text')
      .addColumn('changes', 'text', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('finished_at', 'text')
      .addColumn('version', 'integer', (column) => column.notNull()),
    schema.createIndex('publication_vulnerability').on('publication').columns(['vulnerability', 'id']),
    schema.createIndex('publication_batch').on('publication').columns(['batch', 'position']),
    schema.createIndex('publication_state').on('publication').columns(['project', 'state']),
    schema
      .createTable('publication_answer')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('publication', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull()),
    schema.createIndex('publication_answer_publication').on('publication_answer').columns(['publication', 'id']),
    schema
      .createTable('batch')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('project', 'text')
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'text', (column) => column.notNull())
      .addColumn('run_at', 'text')
      .addColumn('job', 'text')
      .addColumn('problem', 'text')
      .addColumn('finished_at', 'text')
      .addColumn('version', 'integer', (column) => column.notNull()),
    schema.createIndex('batch_project').on('batch').columns(['project', 'id']),
  ]
}

export function publicationTable(db: Queries): PublicationTable {
  const rows = db.selectFrom('publication').selectAll()
  return {
    async find(id) {
      const row = await rows.where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    async insert(row) {
      // A rule over several rows: of two who publish at the same time, this row makes the later one look again.
      await db
        .updateTable('vulnerability')
        .set(({ ref }) => ({ version: ref('version') }))
        .where('id', '=', row.vulnerability)
        .execute()
      await db.insertInto('publication').values(toRow(row)).execute()
    },
    async update(row) {
      const { id, ...values } = toRow({ ...row, version: row.version + 1 })
      const { numUpdatedRows } = await db
        .updateTable('publication')
        .set(values)
        .where('id', '=', id)
        .where('version', '=', row.version)
        .executeTakeFirst()
      return numUpdatedRows > 0n ? row.version + 1 : undefined
    },
    async ofVulnerability(vulnerability, limit) {
      const found = await rows.where('vulnerability', '=', vulnerability).orderBy('id', 'desc').limit(limit).execute()
      return found.map(fromRow)
    },
    async ofBatch(batch) {
      return (await rows.where('batch', '=', batch).orderBy('position').execute()).map(fromRow)
    },
    async inStates(project, states) {
      if (states.length === 0) return []
      const found = await rows
        .where('project', '=', project)
        .where('state', 'in', [...states])
        .orderBy('id', 'desc')
        .execute()
      return found.map(fromRow)
    },
    async addAnswer(publication, id, answer) {
      await db
        .insertInto('publication_answer')
        .values({ id, publication, answer: JSON.stringify(answer) })
        .execute()
    },
    async answers(publications) {
      const found = new Map<string, ServerAnswer[]>(publications.map((id) => [id, []]))
      if (publications.length === 0) return found
      const answers = await db
        .selectFrom('publication_answer')
        .selectAll()
        .where('publication', 'in', [...publications])
        .orderBy('id')
        .execute()
      for (const { publication, answer } of answers) found.get(publication)?.push(JSON.parse(answer) as ServerAnswer)
      return found
    },
    async findBatch(id) {
      const row = await db.selectFrom('batch').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : fromBatch(row)
    },
    async insertBatch(row) {
      await db.insertInto('batch').values(toBatch(row)).execute()
    },
    async updateBatch(row) {
      const { id, ...values } = toBatch({ ...row, version: row.version + 1 })
      const { numUpdatedRows } = await db
        .updateTable('batch')
        .set(values)
        .where('id', '=', id)
        .where('version', '=', row.version)
        .executeTakeFirst()
      return numUpdatedRows > 0n ? row.version + 1 : undefined
    },
    async lastBatch(project) {
      const row = await db
        .selectFrom('batch')
        .selectAll()
        .where('project', '=', project)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? undefined : fromBatch(row)
    },
  }
}

function toRow(row: PublicationRow): Insertable<PublicationTables['publication']> {
  const { container, waivers, requestedBy, requestedAt, runAt, job, batch, deed, changes, problem, finishedAt } = row
  const { id, vulnerability, project, cve, title, target, url, edition, facts, basis, state, position, version } = row
  return {
    id,
    vulnerability,
    project,
    cve,
    title,
    target,
    url,
    edition,
    facts,
    container: JSON.stringify(container),
    waivers: JSON.stringify(waivers),
    basis,
    state,
    by_id: requestedBy.id,
    by_name: requestedBy.name,
    requested_at: requestedAt,
    run_at: runAt ?? null,
    job: job ?? null,
    batch: batch ?? null,
    position,
    deed: deed ?? null,
    changes: JSON.stringify(changes),
    problem: problem === undefined ? null : JSON.stringify(problem),
    finished_at: finishedAt ?? null,
    version,
  }
}

function fromRow(row: Selectable<PublicationTables['publication']>): PublicationRow {
  const { id, vulnerability, project, cve, title, target, url, edition, facts, basis, state, position, version } = row
  return {
    id,
    vulnerability,
    project,
    cve,
    title,
    target,
    url,
    edition,
    facts,
    container: JSON.parse(row.container) as CnaContainer,
    waivers: JSON.parse(row.waivers) as readonly Waiver[],
    basis,
    state,
    requestedBy: { id: row.by_id, name: row.by_name },
    requestedAt: row.requested_at,
    ...(row.run_at !== null && { runAt: row.run_at }),
    ...(row.job !== null && { job: row.job }),
    ...(row.batch !== null && { batch: row.batch }),
    position,
    ...(row.deed !== null && { deed: row.deed }),
    changes: JSON.parse(row.changes) as readonly string[],
    ...(row.problem !== null && { problem: JSON.parse(row.problem) as Problem }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    version,
  }
}

function toBatch(row: BatchRow): Insertable<PublicationTables['batch']> {
  const { id, project, target, url, state, requestedBy, requestedAt, runAt, job, problem, finishedAt, version } = row
  return {
    id,
    project: project ?? null,
    target,
    url,
    state,
    by_id: requestedBy.id,
    by_name: requestedBy.name,
    requested_at: requestedAt,
    run_at: runAt ?? null,
    job: job ?? null,
    problem: problem === undefined ? null : JSON.stringify(problem),
    finished_at: finishedAt ?? null,
    version,
  }
}

function fromBatch(row: Selectable<PublicationTables['batch']>): BatchRow {
  const { id, target, url, state, version } = row
  return {
    id,
    ...(row.project !== null && { project: row.project }),
    target,
    url,
    state,
    requestedBy: { id: row.by_id, name: row.by_name },
    requestedAt: row.requested_at,
    ...(row.run_at !== null && { runAt: row.run_at }),
    ...(row.job !== null && { job: row.job }),
    ...(row.problem !== null && { problem: JSON.parse(row.problem) as Problem }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    version,
  }
}
