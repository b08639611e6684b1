import type { Insertable, Selectable } from 'kysely'
import type {
  BoardDecisionKind,
  BoardDecisionRow,
  BoardItemRow,
  BoardTable,
  DriftRow,
  SeenTag,
  StoredItem,
} from '#desk/board'
import { toFlag } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface BoardTables {
  readonly seen_tag: {
    readonly project: string
    readonly tag: string
    readonly version: string
    readonly hash: string
    readonly tagged: string | null
    readonly seen_at: string
    readonly is_new: number
  }
  readonly board_item: {
    readonly project: string
    readonly tag: string
    readonly vulnerability: string
    /** JSON. */
    readonly item: string
    readonly settled_at: string | null
    readonly published: number
  }
  readonly board_decision: {
    readonly id: string
    readonly project: string
    readonly vulnerability: string
    readonly plan: string
    readonly kind: BoardDecisionKind
    readonly by_id: string
    readonly by_name: string
    readonly at: string
    readonly reason: string | null
    readonly edition: number | null
  }
  /** Versions about which a public record was wrong, and for how long. */
  readonly drift: {
    readonly project: string
    readonly vulnerability: string
    readonly version: string
    readonly since: string
    readonly until: string | null
  }
}

export function boardSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('seen_tag')
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('tag', 'text', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('tagged', 'text')
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .addColumn('is_new', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('seen_tag_key', ['project', 'tag']),
    schema.createIndex('seen_tag_new').on('seen_tag').columns(['is_new', 'seen_at']),
    schema
      .createTable('board_item')
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('tag', 'text', (column) => column.notNull())
      .addColumn('vulnerability', 'text', (column) => column.notNull())
      .addColumn('item', 'text', (column) => column.notNull())
      .addColumn('settled_at', 'text')
      .addColumn('published', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('board_item_key', ['project', 'tag', 'vulnerability']),
    schema
      .createTable('board_decision')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('vulnerability', 'text', (column) => column.notNull())
      .addColumn('plan', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('edition', 'integer'),
    schema.createIndex('board_decision_project').on('board_decision').columns(['project', 'id']),
    schema
      .createTable('drift')
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('vulnerability', 'text', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('since', 'text', (column) => column.notNull())
      .addColumn('until', 'text')
      .addPrimaryKeyConstraint('drift_key', ['vulnerability', 'version', 'since']),
    schema.createIndex('drift_project').on('drift').column('project'),
  ]
}

export function boardTable(db: Queries): BoardTable {
  return {
    async tags(project) {
      const rows = await db
        .selectFrom('seen_tag')
        .selectAll()
        .where('project', '=', project)
        .orderBy('seen_at', 'desc')
        .orderBy('tag', 'desc')
        .execute()
      return rows.map(tagOf)
    },
    async newTags(projects, limit) {
      if (projects !== 'all' && projects.length === 0) return []
      let rows = db.selectFrom('seen_tag').selectAll().where('is_new', '=', 1)
      if (projects !== 'all') rows = rows.where('project', 'in', [...projects])
      const found = await rows.orderBy('seen_at', 'desc').orderBy('tag', 'desc').limit(limit).execute()
      return found.map(tagOf)
    },
    async putTag({ project, tag, version, commit, tagged, seenAt, isNew }) {
      const values = { version, hash: commit, tagged: tagged ?? null, seen_at: seenAt, is_new: toFlag(isNew) }
      await db
        .insertInto('seen_tag')
        .values({ project, tag, ...values })
        .onConflict((conflict) => conflict.columns(['project', 'tag']).doUpdateSet(values))
        .execute()
    },
    async items(project, tag) {
      let rows = db.selectFrom('board_item').selectAll().where('project', '=', project)
      if (tag !== undefined) rows = rows.where('tag', '=', tag)
      return (await rows.orderBy('vulnerability').execute()).map(itemOf)
    },
    async putItem({ project, tag, vulnerability, item, settledAt, published }) {
      const values = { item: JSON.stringify(item), settled_at: settledAt ?? null, published: toFlag(published) }
      await db
        .insertInto('board_item')
        .values({ project, tag, vulnerability, ...values })
        .onConflict((conflict) => conflict.columns(['project', 'tag', 'vulnerability']).doUpdateSet(values))
        .execute()
    },
    async decisions(project) {
      const rows = await db
        .selectFrom('board_decision')
        .selectAll()
        .where('project', '=', project)
        .orderBy('id')
        .execute()
      return rows.map(decisionOf)
    },
    async addDecision(row) {
      await db.insertInto('board_decision').values(decisionRow(row)).execute()
    },
    async removeDecision(id) {
      await db.deleteFrom('board_decision').where('id', '=', id).execute()
    },
    async drift(projects) {
      if (projects !== 'all' && projects.length === 0) return []
      let rows = db.selectFrom('drift').selectAll()
      if (projects !== 'all') rows = rows.where('project', 'in', [...projects])
      const found = await rows.orderBy('since').orderBy('vulnerability').orderBy('version').execute()
      return found.map(({ until, ...row }): DriftRow => ({ ...row, ...(until !== null && { until }) }))
    },
    async putDrift({ until, ...row }) {
      const values = { project: row.project, until: until ?? null }
      await db
        .insertInto('drift')
        .values({ ...row, ...values })
        .onConflict((conflict) => conflict.columns(['vulnerability', 'version', 'since']).doUpdateSet(values))
        .execute()
    },
  }
}

function tagOf({ hash, tagged, seen_at, is_new, ...row }: Selectable<BoardTables['seen_tag']>): SeenTag {
  return { ...row, commit: hash, ...(tagged !== null && { tagged }), seenAt: seen_at, isNew: is_new === 1 }
}

function itemOf({ item, settled_at, published, ...row }: Selectable<BoardTables['board_item']>): BoardItemRow {
  return {
    ...row,
    item: JSON.parse(item) as StoredItem,
    ...(settled_at !== null && { settledAt: settled_at }),
    published: published === 1,
  }
}

function decisionRow({ by, reason, edition, ...row }: BoardDecisionRow): Insertable<BoardTables['board_decision']> {
  return { ...row, by_id: by.id, by_name: by.name, reason: reason ?? null, edition: edition ?? null }
}

function decisionOf(row: Selectable<BoardTables['board_decision']>): BoardDecisionRow {
  const { by_id, by_name, reason, edition, ...rest } = row
  return {
    ...rest,
    by: { id: by_id, name: by_name },
    ...(reason !== null && { reason }),
    ...(edition !== null && { edition }),
  }
}
