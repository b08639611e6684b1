import type { AuditActor, AuditChange, AuditNote, AuditSubject } from '#desk/store'
import { fail, type Result } from '#fault'
import {
  anyJson,
  boolean,
  JSON_LIMITS,
  type Limits,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parseJson,
  readShape,
  type Shape,
  text,
} from '#json'

/** One entry of the log, with its moment. */
export interface AuditEntry extends Omit<AuditNote, 'action'> {
  /** An `AuditAction`, or what another edition of the desk wrote. */
  readonly action: string
  readonly id: string
  /** RFC 3339, UTC. */
  readonly at: string
}

const actor: Shape<AuditActor> = object({ kind: oneOf('person', 'token', 'system'), id: text, name: text })
const subject: Shape<AuditSubject> = object({ kind: nonEmpty, id: text, project: optional(text) })
const change: Shape<AuditChange> = object({ field: text, before: optional(anyJson), after: optional(anyJson) })

const entry: Shape<AuditEntry> = object({
  id: nonEmpty,
  at: nonEmpty,
  actor,
  action: nonEmpty,
  subject,
  embargoed: boolean,
  reason: optional(text),
  diff: optional(list(change)),
})

/** Changes hold values that were themselves read with the usual limits, some levels further in. */
export const ENTRY_LIMITS: Limits = { length: 4 * JSON_LIMITS.length, depth: 2 * JSON_LIMITS.depth }

/** Reads an entry from its text. Code: `AUDIT_ENTRY_MALFORMED`. */
export function readEntry(body: string): Result<AuditEntry> {
  const parsed = parseJson(body, ENTRY_LIMITS)
  const read = parsed.ok ? readShape(entry, parsed.value.value) : parsed
  if (read.ok) return read
  return fail({
    code: 'AUDIT_ENTRY_MALFORMED',
    kind: 'untrusted',
    message: `cannot read an entry of the audit log: ${read.fault.message}`,
  })
}

/** What an entry is found by. Written beside it when it is sealed, and held against it when the log is verified. */
export interface FiledUnder {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly project: string | null
  readonly embargoed: boolean
}

export function filedUnder({ id, at, actor, action, subject, embargoed }: AuditEntry): FiledUnder {
  return {
    id,
    at,
    actor: actor.id,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    project: subject.project ?? null,
    embargoed,
  }
}
