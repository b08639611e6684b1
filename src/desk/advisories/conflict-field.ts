import type { Conflict } from '#vulnerability'
import type { ConflictView, FieldName } from './views.ts'

/** The field in which a conflict is settled, by the start of its code. */
const FIELDS: readonly (readonly [start: string, field: FieldName])[] = [
  ['STATED', 'stated'],
  ['OVERRIDE', 'overrides'],
  ['REVERT', 'reverts'],
  ['BOUND', 'provisional'],
  ['STATUS_TEXT_CONTRADICTS', 'description'],
  ['NOTHING_AFFECTED', 'introduced'],
  ['FIX', 'fixes'],
  ['SUPPORTED', 'fixes'],
  ['NEXT', 'fixes'],
  ['RELEASE', 'overrides'],
  ['TAGS', 'overrides'],
  ['PRERELEASES', 'overrides'],
]

export function conflictView({ code, level, message, hint, computed, stated }: Conflict): ConflictView {
  return {
    code,
    level,
    message,
    ...(hint !== undefined && { hint }),
    ...(computed !== undefined && { computed }),
    ...(stated !== undefined && { stated }),
    field: FIELDS.find(([start]) => code.startsWith(start))?.[1] ?? 'fixes',
  }
}
