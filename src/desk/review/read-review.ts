import { type Found, findVulnerability, resourceOf } from '#desk/advisories'
import { auditReading } from '#desk/audit'
import { type Actor, mayDo, type Operation, personOf } from '#desk/people'
import { ok, type Result } from '#fault'
import { embargoedReading } from './embargoed-reading.ts'
import type { ReviewDesk, ReviewTx } from './ports.ts'
import { type Proposal, proposalOf } from './proposal.ts'
import { reviewHistoryOf } from './review-history.ts'
import { type Standing, standingOf } from './standing.ts'
import type { Permission, ReviewView } from './view.ts'

/**
 * The review of a vulnerability: where it stands, what the edition changes, what was said. Whoever has just done something to it is
 * shown what came of it: `after` is what they did.
 */
export async function readReview(
  desk: ReviewDesk,
  actor: Actor,
  name: string,
  after: Operation = 'review.read',
): Promise<Result<ReviewView>> {
  const read = await desk.store.write(async (tx) => {
    const opened = await findVulnerability(tx, actor, after, name)
    if (!opened.ok) return opened
    const reading = embargoedReading(actor, 'review.read', opened.value.row)
    if (reading !== undefined) await auditReading(tx, desk.readings, reading)
    return ok({ opened: opened.value, reading, ...(await gather(tx, opened.value)) })
  })
  if (!read.ok) return read
  const { opened, reading, standing, published, comments, decisions } = read.value
  if (reading !== undefined) desk.readings.keep(reading)
  const ground = await desk.groundOf(opened.row.project)
  const proposal: Proposal = ground.ok
    ? proposalOf(ground.value, desk.assessments.of(ground.value, opened.row.text), published, desk.around.moment())
    : { missing: [{ code: ground.fault.code, message: ground.fault.message }], changes: [], same: [] }
  const { state, request, approval, takenBack, authors } = standing
  return ok({
    vulnerability: opened.row.id,
    version: opened.row.version,
    state,
    missing: proposal.missing,
    ...(request !== undefined && { request }),
    ...(approval !== undefined && { approval }),
    ...(takenBack !== undefined && { takenBack }),
    authors,
    may: permissions(actor, opened, standing, proposal),
    changes: proposal.changes,
    same: proposal.same,
    comments,
    decisions: decisions.toReversed(),
  })
}

async function gather(tx: ReviewTx, { row }: Found) {
  const history = await reviewHistoryOf(tx, row.id)
  const [published] = await tx.published.ofVulnerability(row.id)
  return {
    standing: standingOf(history),
    published,
    comments: await tx.reviews.comments(row.id),
    decisions: history.decisions,
  }
}

function permissions(
  actor: Actor,
  { row, access }: Found,
  { state, authors }: Standing,
  { missing }: Proposal,
): ReviewView['may'] {
  const may = (operation: 'review.request' | 'review.approve' | 'review.comment', changedBy: readonly string[] = []) =>
    mayDo(actor, operation, resourceOf(row, access, changedBy)) === 'allowed'
  const isAuthor = authors.some(({ id }) => id === personOf(actor))
  const isPublished = row.stage === 'published' && authors.length === 0
  const settled = state === 'approved'
  return {
    request: !may('review.request')
      ? no('Asking for a review takes the role coordinator or editor.')
      : missing.length > 0
        ? no(`${missing.length === 1 ? 'One thing is' : `${missing.length} things are`} missing.`)
        : settled || isPublished
          ? no('This edition needs no review.')
          : yes('Nothing is missing.'),
    approve: decidable(
      isAuthor
        ? no('You changed it since the last approval: somebody else approves it.')
        : may(
              'review.approve',
              authors.map(({ id }) => id),
            )
          ? yes('You did not write any of these changes, so you may approve. An edit after approval takes it back.')
          : no('Approving takes the role reviewer.'),
      state,
    ),
    askChanges: decidable(
      may('review.approve') ? yes('The author hears of it.') : no('Asking for changes takes the role reviewer.'),
      state,
    ),
    comment: may('review.comment') ? yes('Comments stay beside their field.') : no('Viewers do not comment.'),
  }
}

/** Only what was asked for is decided. */
function decidable(permission: Permission, state: Standing['state']): Permission {
  if (!permission.allowed || state === 'requested') return permission
  return no(state === 'approved' ? 'It is approved.' : 'Nobody has asked for a review of this edition.')
}

function yes(why: string): Permission {
  return { allowed: true, why }
}

function no(why: string): Permission {
  return { allowed: false, why }
}
