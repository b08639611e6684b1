import { sql } from 'kysely'
import type { AuditLog, AuditNote, Surroundings } from '#desk/store'
import { type ReadyQuery, readyQuery } from './ready-query.ts'
import { type Dialect, type Queries, type Statement, statement } from './tables.ts'

/**
 * An entry is written to `audit_pending` in the transaction of the change that it tells of, and moved to its place in the chain
 * (`audit_entry`) right after: a chain that every change had to extend by itself would let only one change happen at a time.
 */
export interface AuditTables {
  readonly audit_pending: {
    readonly id: string
    /** JSON of the entry without its place. */
    readonly body: string
  }
  readonly audit_entry: {
    readonly seq: number
    readonly id: string
    readonly at: string
    readonly actor: string
    readonly action: string
    readonly subject_kind: string
    readonly subject_id: string
    readonly project: string | null
    readonly embargoed: number
    /** JSON of the entry, in the form that is hashed. */
    readonly body: string
    /** Hexadecimal SHA-256, of this entry and the hash of the one before it. */
    readonly hash: string
  }
}

export function auditSchema(db: Queries, dialect: Dialect): readonly Statement[] {
  return [
    db.schema
      .createTable('audit_pending')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('body', 'text', (column) => column.notNull()),
    db.schema
      .createTable('audit_entry')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject_kind', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('project', 'text')
      .addColumn('embargoed', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
    db.schema.createIndex('audit_entry_subject').on('audit_entry').columns(['subject_kind', 'subject_id', 'seq']),
    db.schema.createIndex('audit_entry_project').on('audit_entry').columns(['project', 'seq']),
    db.schema.createIndex('audit_entry_actor').on('audit_entry').columns(['actor', 'seq']),
    ...(dialect === 'sqlite' ? sqliteGuard(db) : postgresGuard(db)),
  ]
}

/** Nothing in the chain is changed or removed, not even by a mistake of ours. */
function sqliteGuard(db: Queries): readonly Statement[] {
  return ['update', 'delete'].map((act) =>
    statement(
      db,
      sql`create trigger ${sql.raw(`audit_entry_no_${act}`)} before ${sql.raw(act)} on audit_entry
          begin select raise(abort, 'the audit log is append-only'); end`,
    ),
  )
}

function postgresGuard(db: Queries): readonly Statement[] {
  return [
    statement(
      db,
      sql`create function audit_entry_append_only() returns trigger language plpgsql as
          $$ begin raise exception 'the audit log is append-only'; end $$`,
    ),
    statement(
      db,
      sql`create trigger audit_entry_append_only before update or delete or truncate on audit_entry
          for each statement execute function audit_entry_append_only()`,
    ),
  ]
}

/** `appended` is called for each entry, so that whoever seals them knows of it once the change is on the disk. */
export function auditLog(db: Queries, around: Surroundings, appended: () => void): AuditLog {
  return {
    async append(note) {
      await keepPending(db, pendingEntry(around, note))
      appended()
    },
  }
}

type Pending = AuditTables['audit_pending']

export const keepPending: ReadyQuery<Pending, unknown> = readyQuery((db, { id, body }: Pending) =>
  db.insertInto('audit_pending').values({ id, body }),
)

/** The row of an entry that waits for its place. */
export function pendingEntry(
  { moment, ids }: Surroundings,
  { actor, action, subject, embargoed, reason, diff }: AuditNote,
): AuditTables['audit_pending'] {
  const id = ids()
  const entry = { id, at: moment(), actor, action, subject, embargoed, reason, diff }
  return { id, body: JSON.stringify(entry, wellFormed) }
}

/** Half of a surrogate pair is no text that can be hashed: RFC 8785, 3.2.2.2. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}
