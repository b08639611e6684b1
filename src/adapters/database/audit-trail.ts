import type { Expression, ExpressionBuilder, Selectable, SelectQueryBuilder, SqlBool } from 'kysely'
import type { AuditFilter, AuditTrail, SealedEntry } from '#desk/audit'
import type { AuditTables } from './audit.ts'
import { containing } from './columns.ts'
import type { Queries, Tables } from './tables.ts'

export function auditTrail(db: Queries): AuditTrail {
  return {
    async page({ actions, ...filter }, limit, before) {
      const newest = entriesOf(db, filter, before).orderBy('seq', 'desc').limit(limit)
      if (actions === undefined) return (await newest.execute()).map(fromRow)
      // Of each action the newest, by the index that it has: asked for all at once, SQLite walks through the whole log instead.
      const [first, ...rest] = actions.map((each) =>
        db.selectFrom(newest.where('action', '=', each).as('newest')).selectAll(),
      )
      if (first === undefined) return []
      const all = rest.reduce((sum, each) => sum.unionAll(each), first)
      return (await all.orderBy('seq', 'desc').limit(limit).execute()).map(fromRow)
    },
    async after(seq, limit) {
      const rows = await db
        .selectFrom('audit_entry')
        .selectAll()
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(fromRow)
    },
    async pending() {
      const { count } = await db
        .selectFrom('audit_pending')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  }
}

/** What a filter lets through, but for `actions`. */
function entriesOf(
  db: Queries,
  { project, subject, actor, action, holds, since, until }: Omit<AuditFilter, 'actions'>,
  before: number | undefined,
): SelectQueryBuilder<Tables, 'audit_entry', AuditRow> {
  let query = db.selectFrom('audit_entry').selectAll()
  if (project !== undefined) query = query.where('project', '=', project)
  if (subject !== undefined) {
    query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id)
  }
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (action !== undefined) query = query.where('action', '=', action)
  if (holds !== undefined) query = query.where(heldBy(holds))
  if (since !== undefined) query = query.where('at', '>=', since)
  if (until !== undefined) query = query.where('at', '<', until)
  return before === undefined ? query : query.where('seq', '<', before)
}

function heldBy({
  text,
  actions,
  about,
}: NonNullable<AuditFilter['holds']>): (build: ExpressionBuilder<Tables, 'audit_entry'>) => Expression<SqlBool> {
  return ({ or, and, eb, ref }) => {
    const isAbout =
      about === undefined ? [] : [and([eb('subject_kind', '=', about.kind), eb('subject_id', '=', about.id)])]
    return or([containing(ref('body'), text), ...actions.map((each) => eb('action', '=', each)), ...isAbout])
  }
}

type AuditRow = Selectable<AuditTables['audit_entry']>

function fromRow(row: AuditRow): SealedEntry {
  return {
    seq: row.seq,
    hash: row.hash,
    body: row.body,
    filed: {
      id: row.id,
      at: row.at,
      actor: row.actor,
      action: row.action,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      project: row.project,
      embargoed: row.embargoed === 1,
    },
  }
}
