import type { CnaContainer } from '#cve'
import { type Fault, fail, ok, type Result } from '#fault'
import type { CveId } from '#ids'
import { changesOf } from './changes.ts'
import { draftFor } from './draft.ts'
import type { PlannedAction } from './plan-publish.ts'
import type { Destination, Target } from './target.ts'
import type { Upstream } from './upstream.ts'

/**
 * Decides how an ID is rejected. With a container (which has the reasons) the rejection is a record that everybody can read; an ID
 * that was never used may be rejected without one.
 */
export function planReject<T extends Target>(
  to: Destination<T>,
  id: CveId,
  container: CnaContainer | undefined,
  upstream: Upstream,
): Result<PlannedAction<T>> {
  if (container === undefined) {
    if (upstream.state === 'published') return fail(noReason(id))
    if (upstream.state === 'rejected') return ok({ action: { do: 'nothing' }, changes: [] })
    return ok({ action: { do: 'reject-id' }, changes: ['state RESERVED -> REJECTED, without a record'] })
  }
  const draft = draftFor(to, id, container)
  const [reason] = container.rejectedReasons ?? []
  const state = `state ${upstream.entry.state} -> REJECTED: ${JSON.stringify(reason?.value ?? '')}`
  if (upstream.state === 'reserved' || upstream.record === undefined) {
    return ok({ action: { do: 'reject-new', draft }, changes: [state] })
  }
  const changes = changesOf(upstream.record, container, 'REJECTED')
  if (changes.length === 0) return ok({ action: { do: 'nothing' }, changes })
  const others = (upstream.record.containers.adp ?? []).length
  const lost =
    others === 0 ? [] : [`${others === 1 ? 'the container' : `the ${others} containers`} of others (ADP): removed`]
  return ok({ action: { do: 'reject-record', draft }, changes: [...changes, ...lost] })
}

/** Takes a rejection back; only of an ID without a record. */
export function planUndoReject<T extends Target>(id: CveId, upstream: Upstream): Result<PlannedAction<T>> {
  if (upstream.state === 'reserved') return ok({ action: { do: 'nothing' }, changes: [] })
  if (upstream.state === 'rejected' && upstream.record === undefined) {
    return ok({ action: { do: 'undo-reject' }, changes: ['state REJECTED -> RESERVED'] })
  }
  return fail({
    code: 'CNA_HAS_RECORD',
    kind: 'conflict',
    message: `${id} has a record, and cannot be reserved again`,
    ...(upstream.state === 'rejected' && { hint: '`steward cna publish --revive` publishes it again' }),
  })
}

function noReason(id: CveId): Fault {
  return {
    code: 'CNA_NO_REASON',
    kind: 'invalid',
    message: `${id} is published, and readers are told why it is rejected`,
    hint: 'give a reason with --reason TEXT',
  }
}
