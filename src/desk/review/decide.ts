import { findVulnerability, resourceOf } from '#desk/advisories'
import { type Actor, auditActorOf, permit } from '#desk/people'
import { type Fault, fail, ok, type Result } from '#fault'
import type { ReviewDesk } from './ports.ts'
import { otherEdition } from './request-review.ts'
import { reviewHistoryOf } from './review-history.ts'
import { standingOf } from './standing.ts'
import type { ReviewDecision } from './view.ts'

export interface DecisionWish {
  readonly decision: 'approve' | 'ask-changes'
  /** The edition that was looked at. */
  readonly version: number
  readonly note?: string
}

/**
 * Approves one edition, or asks for changes. Nobody approves what they changed since the last approval.
 *
 * Codes: `REVIEW_EDITION`, `REVIEW_NOT_ASKED`, `NOT_PERMITTED`.
 */
export async function decideReview(
  desk: ReviewDesk,
  actor: Actor,
  name: string,
  { decision, version, note }: DecisionWish,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const opened = await findVulnerability(tx, actor, 'review.approve', name)
    if (!opened.ok) return opened
    const { row, access } = opened.value
    const { state, authors } = standingOf(await reviewHistoryOf(tx, row.id))
    const changedBy = decision === 'approve' ? authors.map(({ id }) => id) : []
    const may = permit(actor, 'review.approve', resourceOf(row, access, changedBy))
    if (!may.ok) return may
    if (row.version !== version) return fail(otherEdition(version, row.version))
    if (state !== 'requested') return fail(notAsked(state))
    const by = auditActorOf(actor)
    const made: ReviewDecision = {
      id: desk.around.ids(),
      decision,
      by: { id: by.id, name: by.name },
      at: desk.around.moment(),
      version,
      ...(note !== undefined && { note }),
    }
    await tx.reviews.addDecision(row.id, made)
    const stage = decision === 'approve' ? 'approved' : 'draft'
    await tx.vulnerabilities.move(row.id, version, { stage, text: row.text, listed: row.listed })
    await tx.audit.append({
      actor: by,
      action: decision === 'approve' ? 'review.approve' : 'review.ask-changes',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      ...(note !== undefined && { reason: note }),
      diff: [{ field: 'stage', before: row.stage, after: stage }],
    })
    tx.events.emit({ topic: 'review.changed', project: row.project, vulnerability: row.id, data: { version } })
    return ok(undefined)
  })
}

function notAsked(state: string): Fault {
  return {
    code: 'REVIEW_NOT_ASKED',
    kind: 'conflict',
    message:
      state === 'approved' ? 'this edition is approved already' : 'nobody has asked for a review of this edition',
    hint: 'the author asks for a review first',
  }
}
