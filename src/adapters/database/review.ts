import type { Selectable } from 'kysely'
import type { ReviewComment, ReviewDecision, ReviewRequest, ReviewTable } from '#desk/review'
import type { Queries, Statement } from './tables.ts'

interface Said {
  readonly id: string
  readonly vulnerability: string
  readonly by_id: string
  readonly by_name: string
  readonly at: string
}

export interface ReviewTables {
  readonly review_request: Said & { readonly version: number; readonly note: string | null }
  readonly review_decision: Said & {
    readonly version: number
    readonly note: string | null
    readonly decision: 'approve' | 'ask-changes'
  }
  readonly review_comment: Said & {
    readonly field: string
    readonly text: string
    /** The comment that it answers. */
    readonly answers: string | null
    readonly resolved_by_id: string | null
    readonly resolved_by_name: string | null
    readonly resolved_at: string | null
  }
}

export function reviewSchema({ schema }: Queries): readonly Statement[] {
  const said = (table: keyof ReviewTables) =>
    schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('vulnerability', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
  const found = (table: keyof ReviewTables) =>
    schema.createIndex(`${table}_vulnerability`).on(table).columns(['vulnerability', 'id'])
  return [
    said('review_request')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('note', 'text'),
    said('review_decision')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('decision', 'text', (column) => column.notNull()),
    said('review_comment')
      .addColumn('field', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('answers', 'text')
      .addColumn('resolved_by_id', 'text')
      .addColumn('resolved_by_name', 'text')
      .addColumn('resolved_at', 'text'),
    found('review_request'),
    found('review_decision'),
    found('review_comment'),
  ]
}

export function reviewTable(db: Queries): ReviewTable {
  return {
    async requests(vulnerability) {
      const rows = await db
        .selectFrom('review_request')
        .selectAll()
        .where('vulnerability', '=', vulnerability)
        .orderBy('id')
        .execute()
      return rows.map((row): ReviewRequest => ({ ...said(row), version: row.version, ...noteOf(row) }))
    },
    async addRequest(vulnerability, { by, note, ...request }) {
      await db
        .insertInto('review_request')
        .values({ ...request, vulnerability, by_id: by.id, by_name: by.name, note: note ?? null })
        .execute()
    },
    async decisions(vulnerability) {
      const rows = await db
        .selectFrom('review_decision')
        .selectAll()
        .where('vulnerability', '=', vulnerability)
        .orderBy('id')
        .execute()
      return rows.map(
        (row): ReviewDecision => ({ ...said(row), version: row.version, decision: row.decision, ...noteOf(row) }),
      )
    },
    async addDecision(vulnerability, { by, note, ...decision }) {
      await db
        .insertInto('review_decision')
        .values({ ...decision, vulnerability, by_id: by.id, by_name: by.name, note: note ?? null })
        .execute()
    },
    async comments(vulnerability) {
      const rows = await db
        .selectFrom('review_comment')
        .selectAll()
        .where('vulnerability', '=', vulnerability)
        .orderBy('id')
        .execute()
      return rows.map(commentOf)
    },
    async addComment(vulnerability, { by, answers, resolved: _, ...comment }) {
      await db
        .insertInto('review_comment')
        .values({ ...comment, vulnerability, by_id: by.id, by_name: by.name, answers: answers ?? null })
        .execute()
    },
    async resolve(comment, resolved) {
      await db
        .updateTable('review_comment')
        .set({
          resolved_by_id: resolved?.by.id ?? null,
          resolved_by_name: resolved?.by.name ?? null,
          resolved_at: resolved?.at ?? null,
        })
        .where('id', '=', comment)
        .execute()
    },
  }
}

function said({ id, by_id, by_name, at }: Said): Pick<ReviewRequest, 'id' | 'by' | 'at'> {
  return { id, by: { id: by_id, name: by_name }, at }
}

function noteOf({ note }: { readonly note: string | null }): { readonly note?: string } {
  return note === null ? {} : { note }
}

function commentOf(row: Selectable<ReviewTables['review_comment']>): ReviewComment {
  const { field, text, answers, resolved_by_id, resolved_by_name, resolved_at } = row
  const isResolved = resolved_by_id !== null && resolved_by_name !== null && resolved_at !== null
  return {
    ...said(row),
    field,
    text,
    ...(answers !== null && { answers }),
    ...(isResolved && { resolved: { by: { id: resolved_by_id, name: resolved_by_name }, at: resolved_at } }),
  }
}
