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

/** What to do on the desk, where the command line would do something else. */
const HINTS: Readonly<Record<string, string>> = {
  BOUND_SLIPPED: 'the release board moves the bound to the next release',
  SUPPORTED_UNFIXED: 'confirm a backport, or override the branch with a reason',
}

export function conflictView({ code, level, message, hint: given, computed, stated }: Conflict): ConflictView {
  const hint = HINTS[code] ?? given
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
