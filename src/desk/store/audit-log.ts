import type { Json } from '#json'
import type { AuditAction } from './audit-actions.ts'

/** Who did it, by the name they had then. A token acts for a person; `system` is the desk itself: a schedule, a webhook. */
export interface AuditActor {
  readonly kind: 'person' | 'token' | 'system'
  readonly id: string
  readonly name: string
}

export interface AuditSubject {
  /** `vulnerability`, `project`, `case`, `person` ... */
  readonly kind: string
  readonly id: string
  /** Slug of the project that it belongs to. */
  readonly project?: string
}

/** One field before and after; a side that is absent was not there. */
export interface AuditChange {
  readonly field: string
  readonly before?: Json
  readonly after?: Json
}

/** What is written down about one act; the moment and the place in the chain are added by the log. */
export interface AuditNote {
  readonly actor: AuditActor
  readonly action: AuditAction
  readonly subject: AuditSubject
  /** Whether the text of the entry is under embargo: it is shown only to those who may know. */
  readonly embargoed: boolean
  readonly reason?: string
  readonly diff?: readonly AuditChange[]
}

/** The append-only log, in the transaction of the change that it tells of. */
export interface AuditLog {
  append(note: AuditNote): Promise<void>
}
