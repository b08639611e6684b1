import type { Selectable } from 'kysely'
import type { AuditTrail, SealedEntry } from '#desk/audit'
import type { AuditTables } from './audit.ts'
import { containing } from './columns.ts'
import type { Queries } from './tables.ts'

export function auditTrail(db: Queries): AuditTrail {
  return {
    async page({ project, subject, actor, action, actions, holds, since, until }, limit, before) {
      let query = db.selectFrom('audit_entry').selectAll()
      if (project !== undefined) query = query.where('project', '=', project)
      if (subject !== undefined) {
        query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id)
      }
      if (actor !== undefined) query = query.where('actor', '=', actor)
      if (action !== undefined) query = query.where('action', '=', action)
      if (actions !== undefined) query = query.where('action', 'in', actions)
      if (holds !== undefined) {
        query = query.where(({ or, eb, ref }) =>
          or([containing(ref('body'), holds.text), ...holds.actions.map((each) => eb('action', '=', each))]),
        )
      }
      if (since !== undefined) query = query.where('at', '>=', since)
      if (until !== undefined) query = query.where('at', '<', until)
      if (before !== undefined) query = query.where('seq', '<', before)
      const rows = await query.orderBy('seq', 'desc').limit(limit).execute()
      return rows.map(fromRow)
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

function fromRow(row: Selectable<AuditTables['audit_entry']>): SealedEntry {
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
