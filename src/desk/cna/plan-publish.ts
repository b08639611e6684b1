import type { CnaContainer } from '#cve'
import { type Fault, fail, ok, type Result } from '#fault'
import type { CveId } from '#ids'
import { changesOf } from './changes.ts'
import type { Checks } from './cve-services.ts'
import { draftFor } from './draft.ts'
import type { Action } from './step.ts'
import type { Destination, Target } from './target.ts'
import type { Upstream } from './upstream.ts'

/** What the person asked for. */
export interface PublishWish {
  /** `publish` does what is needed; `update` insists on a record that is published. */
  readonly intent: 'publish' | 'update'
  /** A rejected ID may be published all the same. */
  readonly revive: boolean
  readonly checks: Checks
}

export interface PlannedAction<T extends Target> {
  readonly action: Action<T>
  readonly changes: readonly string[]
}

/** Decides without acting: what publishing `container` under `id` means, given what the registry holds. */
export function planPublish<T extends Target>(
  to: Destination<T>,
  id: CveId,
  container: CnaContainer,
  upstream: Upstream,
  { intent, revive, checks }: PublishWish,
): Result<PlannedAction<T>> {
  const draft = draftFor(to, id, container)
  switch (upstream.state) {
    case 'reserved':
      if (intent === 'update') return fail(nothingToUpdate(id))
      return ok({ action: { do: 'create', draft, checks }, changes: [] })
    case 'published': {
      const changes = changesOf(upstream.record, container, 'PUBLISHED')
      return ok({ action: changes.length === 0 ? { do: 'nothing' } : { do: 'update', draft, checks }, changes })
    }
    case 'rejected':
      if (!revive) return fail(isRejected(id))
      return upstream.record === undefined
        ? ok({ action: { do: 'create', draft, checks }, changes: ['state REJECTED -> PUBLISHED'] })
        : ok({
            action: { do: 'republish', draft, checks },
            changes: changesOf(upstream.record, container, 'PUBLISHED'),
          })
  }
}

function nothingToUpdate(id: CveId): Fault {
  return {
    code: 'CNA_NOT_PUBLISHED',
    kind: 'conflict',
    message: `${id} has no record to update: it is reserved`,
    hint: '`steward cna publish` creates it',
  }
}

function isRejected(id: CveId): Fault {
  return {
    code: 'CNA_REJECTED',
    kind: 'conflict',
    message: `${id} is rejected`,
    hint: 'reserve a new ID; or publish this one again with --revive, and say why with --waive STW002="..."',
  }
}
