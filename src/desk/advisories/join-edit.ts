import type { Json } from '#json'
import { isSame, mergeField } from './merge-field.ts'
import type { ChangeRow } from './ports.ts'
import type { Change, EditConflict, FactsView, FieldName } from './views.ts'

/** What an edit comes to after what others did since the version it was made on. */
export interface Joined {
  /** To be written now; fields that would not change are left out. */
  readonly changes: readonly Change[]
  readonly merged: readonly FieldName[]
  readonly conflicts: readonly EditConflict[]
}

/**
 * Joins an edit with the changes since: each field for itself. `since` are the stored changes after the version of the edit, oldest
 * first; the first one of a field tells what the field was in that version.
 */
export function joinEdit(present: FactsView, since: readonly ChangeRow[], changes: readonly Change[]): Joined {
  const toWrite: Change[] = []
  const merged: FieldName[] = []
  const conflicts: EditConflict[] = []
  // Of two changes of one field in one edit the last one is meant.
  for (const { field, value } of new Map(changes.map((each) => [each.field, each])).values()) {
    const theirs = present[field] ?? null
    const own = since.filter((each) => each.field === field)
    const [first] = own
    const base = first === undefined ? theirs : first.before
    const result = mergeField(field, base, theirs, value)
    if (result.is === 'conflict') {
      const last = own.at(-1)
      if (last === undefined) throw new Error(`${field} is in conflict with nobody`)
      conflicts.push({ field, base, theirs, yours: value, by: last.by, at: last.at })
      continue
    }
    if (!isSame(result.value, theirs)) toWrite.push({ field, value: result.value })
    if (!isSame(result.value, value)) merged.push(field)
  }
  return { changes: toWrite, merged, conflicts }
}

/** The fields that the stored changes touched, with their present values; null for those that are gone. */
export function changedFields(present: FactsView, since: readonly Pick<ChangeRow, 'field'>[]): FactsView {
  const names = new Set(since.map(({ field }) => field))
  return Object.fromEntries([...names].map((field): [FieldName, Json] => [field, present[field] ?? null]))
}
