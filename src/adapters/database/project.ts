import type { Selectable } from 'kysely'
import type { Problem, ProjectRow, ProjectTable } from '#desk/projects'
import { toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface ProjectTables {
  readonly project: {
    readonly slug: string
    readonly title: string
    readonly version: number
    /** `steward.yaml`. */
    readonly settings: string
    readonly origin: string
    readonly clone: string
    readonly read_at: string | null
    /** JSON. */
    readonly problem: string | null
    readonly job: string | null
    readonly created_at: string
  }
}

export function projectSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('project')
      .addColumn('slug', 'text', (column) => column.primaryKey())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('clone', 'text', (column) => column.notNull())
      .addColumn('read_at', 'text')
      .addColumn('problem', 'text')
      .addColumn('job', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull()),
  ]
}

export function projectTable(db: Queries): ProjectTable {
  const rows = db.selectFrom('project').selectAll()
  return {
    async list() {
      return (await rows.orderBy('title').orderBy('slug').execute()).map(fromRow)
    },
    async find(slug) {
      const found = await rows.where('slug', '=', slug).executeTakeFirst()
      return found === undefined ? undefined : fromRow(found)
    },
    async insert({ readAt, problem, job, createdAt, ...rest }) {
      const done = await db
        .insertInto('project')
        .values({
          ...rest,
          read_at: readAt ?? null,
          problem: problem === undefined ? null : toColumn({ ...problem }),
          job: job ?? null,
          created_at: createdAt,
        })
        .onConflict((conflict) => conflict.column('slug').doNothing())
        .executeTakeFirst()
      return done.numInsertedOrUpdatedRows === 1n
    },
    async update(slug, version, { settings, title }) {
      const done = await db
        .updateTable('project')
        .set({ settings, title, version: version + 1 })
        .where('slug', '=', slug)
        .where('version', '=', version)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n ? version + 1 : undefined
    },
    async note(slug, reading) {
      const set =
        reading.is === 'reading'
          ? { job: reading.job }
          : reading.is === 'read'
            ? { job: null, problem: null, read_at: reading.at }
            : { job: null, problem: toColumn({ ...reading.problem }) }
      await db.updateTable('project').set(set).where('slug', '=', slug).execute()
    },
  }
}

function fromRow(row: Selectable<ProjectTables['project']>): ProjectRow {
  const { read_at, problem, job, created_at, ...rest } = row
  return {
    ...rest,
    ...(read_at !== null && { readAt: read_at }),
    ...(problem !== null && { problem: JSON.parse(problem) as Problem }),
    ...(job !== null && { job }),
    createdAt: created_at,
  }
}
