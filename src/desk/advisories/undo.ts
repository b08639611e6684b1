import type { Actor } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import type { AdvisoryDesk } from './desk.ts'
import { undoable } from './edit-vulnerability.ts'
import { fieldsOf } from './fields-of.ts'
import { findVulnerability, nameOf } from './find-vulnerability.ts'
import { changedFields } from './join-edit.ts'
import { isSame, mergeField } from './merge-field.ts'
import type { ChangeRow } from './ports.ts'
import type { Change, Edited } from './views.ts'
import { factsIn, writeChange } from './write-change.ts'

/**
 * Takes back the last thing that this person changed, in whichever field it was, or does again what was taken back last. What others
 * did in the same field since is kept where the two can be told apart, and is a conflict where not: then nothing is changed.
 *
 * Codes: `NOTHING_TO_UNDO`, `UNDO_CONFLICT`.
 */
export async function undo(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  direction: 'undo' | 'redo',
): Promise<Result<Edited>> {
  return await desk.store.write(async (tx): Promise<Result<Edited>> => {
    const found = await findVulnerability(tx, actor, 'vulnerability.edit', name)
    if (!found.ok) return found
    const { row } = found.value
    const person = nameOf(actor).id
    const isUndo = direction === 'undo'
    const group = isUndo ? await tx.changes.toUndo(row.id, person) : await tx.changes.toRedo(row.id, person)
    const [first] = group
    if (first === undefined) return fail(nothing(direction))
    const present = fieldsOf(factsIn(row, desk.assessments.facts))
    const changes: Change[] = []
    for (const { field, before, after } of netOf(group)) {
      const [from, to] = isUndo ? [after, before] : [before, after]
      const theirs = present[field] ?? null
      const merged = mergeField(field, from, theirs, to)
      if (merged.is === 'conflict') return fail(conflict(direction, field))
      if (!isSame(merged.value, theirs)) changes.push({ field, value: merged.value })
    }
    await tx.changes.markUndone(row.id, first.group, isUndo)
    if (changes.length === 0) {
      const rest = await undoable(tx, actor, row.id)
      const { version, updatedAt } = row
      return ok({ version, saved: updatedAt, merged: [], conflicts: [], fields: {}, approvalWithdrawn: false, ...rest })
    }
    const written = await writeChange(tx, desk, actor, row, present, changes, { did: isUndo ? 'undid' : 'redid' })
    if (!written.ok) return written
    const { row: next, fields, approvalWithdrawn } = written.value
    return ok({
      version: next.version,
      saved: next.updatedAt,
      merged: [],
      conflicts: [],
      fields: changedFields(fields, changes),
      approvalWithdrawn,
      ...(await undoable(tx, actor, row.id)),
    })
  })
}

/** What a group changed in all: of each field the value before its first change and after its last. */
function netOf(group: readonly ChangeRow[]): readonly ChangeRow[] {
  const net = new Map<string, ChangeRow>()
  for (const change of group) {
    const known = net.get(change.field)
    net.set(change.field, known === undefined ? change : { ...known, after: change.after })
  }
  return [...net.values()]
}

function nothing(direction: 'undo' | 'redo') {
  return {
    code: 'NOTHING_TO_UNDO',
    kind: 'conflict',
    message: direction === 'undo' ? 'there is nothing of yours to undo' : 'there is nothing of yours to do again',
  } as const
}

function conflict(direction: 'undo' | 'redo', field: string) {
  return {
    code: 'UNDO_CONFLICT',
    kind: 'conflict',
    message: `cannot ${direction} your change of ${field}: somebody else changed the same since`,
    at: `/${field}`,
    hint: 'change the field by hand',
  } as const
}
