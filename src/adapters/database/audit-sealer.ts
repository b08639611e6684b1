import { setTimeout as delay } from 'node:timers/promises'
import { type AuditEntry, FIRST_LINK, filedUnder, type Link, sealEntries } from '#desk/audit'
import { fail, ok, type Result } from '#fault'
import { canonicalJson, type Json } from '#json'
import { fromColumn, toFlag } from './columns.ts'
import { storeFault } from './store-fault.ts'
import type { Queries } from './tables.ts'
import type { Run } from './transactions.ts'

/** Entries that one transaction moves into the chain. */
const BATCH = 500

/** Milliseconds between a change and the sealing of its entry: those of other changes come along. */
const PAUSE = 200

/** Moves the entries of changes that are on the disk to their places in the chain. */
export interface AuditSealer {
  /** Seals within a moment; what fails is tried again with the next change, or at the next start. */
  soon(): void
  /** Seals all that there is now. */
  now(): Promise<Result<void>>
  /** Seals what is left and rests. */
  stop(): Promise<void>
}

export function auditSealer(alone: Run): AuditSealer {
  let running: Promise<Result<void>> | undefined
  let waiting = false
  let stopped = false

  async function sealAll(): Promise<Result<void>> {
    try {
      while ((await alone(sealSome)) === BATCH);
      return ok(undefined)
    } catch (cause) {
      const fault = storeFault(cause)
      if (fault === undefined) throw cause
      return fail(fault)
    }
  }

  /** One after the other: entries that came while a run was under way may have been too late for it. */
  async function now(): Promise<Result<void>> {
    while (running !== undefined) await running
    running = sealAll()
    try {
      return await running
    } finally {
      running = undefined
    }
  }

  return {
    soon() {
      if (waiting || stopped) return
      waiting = true
      void delay(PAUSE).then(async () => {
        waiting = false
        if (!stopped) await now()
      })
    },
    now,
    async stop() {
      stopped = true
      await now()
    },
  }
}

async function sealSome(db: Queries): Promise<number> {
  const pending = await db.selectFrom('audit_pending').selectAll().orderBy('id').limit(BATCH).execute()
  if (pending.length === 0) return 0
  const entries = pending.map(({ body }) => fromColumn(body) as unknown as AuditEntry & Json)
  const sealed = sealEntries(await endOf(db), entries.map(canonicalJson))
  const rows = sealed.map(({ seq, hash, body = '' }, i) => {
    const filed = filedUnder(entries[i]!)
    return {
      seq,
      hash,
      body,
      id: filed.id,
      at: filed.at,
      actor: filed.actor,
      action: filed.action,
      subject_kind: filed.subjectKind,
      subject_id: filed.subjectId,
      project: filed.project,
      embargoed: toFlag(filed.embargoed),
    }
  })
  await db.insertInto('audit_entry').values(rows).execute()
  await db
    .deleteFrom('audit_pending')
    .where(
      'id',
      'in',
      pending.map(({ id }) => id),
    )
    .execute()
  return pending.length
}

async function endOf(db: Queries): Promise<Link> {
  const last = await db
    .selectFrom('audit_entry')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? FIRST_LINK
}
