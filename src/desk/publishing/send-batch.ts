import { ok, type Result } from '#fault'
import type { BatchRow, PublicationRow, PublishingDesk } from './ports.ts'
import { batchChanged } from './publication-changed.ts'
import { isDone, UNFINISHED } from './publication-state.ts'
import { sendPublication } from './send-publication.ts'
import type { BatchState, Problem } from './view.ts'

/**
 * Sends the records of a batch in their order, and stops at the first that is not done: what comes after may depend on it, and a
 * person looks first. May be called again at any time, as {@link sendPublication}.
 */
export async function sendBatch(desk: PublishingDesk, id: string, attempt: number): Promise<Result<BatchState>> {
  for (;;) {
    const next = await takeNext(desk, id)
    if (!next.ok) return next
    if (next.value.kind === 'end') return ok(next.value.state)
    const sent = await sendPublication(desk, next.value.publication, attempt)
    if (!sent.ok) return sent
  }
}

type Next =
  | { readonly kind: 'send'; readonly publication: string }
  | { readonly kind: 'end'; readonly state: BatchState }

/** The next record; or the end of this job, written down in the same transaction in which it was found. */
function takeNext({ store, around }: PublishingDesk, id: string): Promise<Result<Next>> {
  return store.write(async (tx): Promise<Result<Next>> => {
    const batch = await tx.publications.findBatch(id)
    if (batch === undefined) return ok({ kind: 'end', state: 'done' })
    const rows = await tx.publications.ofBatch(id)
    const state = stateOf(batch, rows)
    if (state === 'running') {
      const next = rows.find((row) => UNFINISHED.includes(row.state))
      if (next !== undefined) return ok({ kind: 'send', publication: next.id })
    }
    const { job: _, problem: __, ...rest } = batch
    const problem = state === 'stopped' ? problemOf(rows) : undefined
    const ended: BatchRow = {
      ...rest,
      state,
      ...(problem !== undefined && { problem }),
      ...(state === 'done' && { finishedAt: around.moment() }),
    }
    await tx.publications.updateBatch(ended)
    tx.events.emit(batchChanged(ended))
    return ok({ kind: 'end', state })
  })
}

function stateOf({ state }: BatchRow, rows: readonly PublicationRow[]): BatchState {
  if (rows.some((row) => row.state === 'refused' || row.state === 'differs')) return 'stopped'
  if (!rows.some((row) => UNFINISHED.includes(row.state))) return 'done'
  return state === 'paused' ? 'paused' : 'running'
}

function problemOf(rows: readonly PublicationRow[]): Problem | undefined {
  const left = rows.filter((row) => !isDone(row.state) && row.state !== 'cancelled')
  return left.find(({ problem }) => problem !== undefined)?.problem
}
