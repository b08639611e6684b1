import type { Problem, ProposalTable } from '#desk/projects'
import { toColumn } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface ProposalTables {
  readonly project_proposal: {
    readonly id: string
    readonly origin: string
    readonly clone: string
    readonly state: 'reading' | 'ready' | 'failed'
    readonly job: string | null
    /** JSON. */
    readonly problem: string | null
    readonly created_by: string
    readonly created_at: string
  }
}

export function proposalSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('project_proposal')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('clone', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('job', 'text')
      .addColumn('problem', 'text')
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull()),
  ]
}

export function proposalTable(db: Queries): ProposalTable {
  return {
    async find(id) {
      const found = await db.selectFrom('project_proposal').selectAll().where('id', '=', id).executeTakeFirst()
      if (found === undefined) return undefined
      const { job, problem, created_by, created_at, ...rest } = found
      return {
        ...rest,
        ...(job !== null && { job }),
        ...(problem !== null && { problem: JSON.parse(problem) as Problem }),
        createdBy: created_by,
        createdAt: created_at,
      }
    },
    async insert({ job, problem, createdBy, createdAt, ...rest }) {
      await db
        .insertInto('project_proposal')
        .values({
          ...rest,
          job: job ?? null,
          problem: problem === undefined ? null : toColumn({ ...problem }),
          created_by: createdBy,
          created_at: createdAt,
        })
        .execute()
    },
    async note(id, state, { job, problem }) {
      await db
        .updateTable('project_proposal')
        .set({
          state,
          ...(job !== undefined && { job }),
          problem: problem === undefined ? null : toColumn({ ...problem }),
        })
        .where('id', '=', id)
        .execute()
    },
    async remove(id) {
      await db.deleteFrom('project_proposal').where('id', '=', id).execute()
    },
  }
}
