import { findVulnerability } from '#desk/advisories'
import { type Actor, auditActorOf } from '#desk/people'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import { editFacts, parseVulnerability } from '#vulnerability'
import type { ReviewDesk } from './ports.ts'
import { proposalOf } from './proposal.ts'
import { reviewHistoryOf } from './review-history.ts'
import { standingOf } from './standing.ts'
import type { ReviewRequest } from './view.ts'

export interface RequestWish {
  readonly version: number
  readonly note?: string
}

/**
 * Asks others to look at one edition; only when nothing is missing. A draft leaves its drawer with it.
 *
 * Codes: `REVIEW_EDITION`, `REVIEW_MISSING` (with everything that is), `REVIEW_NEEDLESS`.
 */
export async function requestReview(
  desk: ReviewDesk,
  actor: Actor,
  name: string,
  { version, note }: RequestWish,
): Promise<Result<void>> {
  const read = await desk.store.read(async (tx) => {
    const opened = await findVulnerability(tx, actor, 'review.request', name)
    return opened.ok
      ? ok({ ...opened.value, published: (await tx.published.ofVulnerability(opened.value.row.id))[0] })
      : opened
  })
  if (!read.ok) return read
  const ground = await desk.groundOf(read.value.row.project)
  if (!ground.ok) return ground
  const assessed = desk.assessments.of(ground.value, read.value.row.text)
  const proposal = proposalOf(ground.value, assessed, read.value.published, desk.around.moment())
  const [first, ...also] = proposal.missing
  if (first !== undefined) return failAll([first, ...also].map(missing))
  return desk.store.write(async (tx) => {
    const opened = await findVulnerability(tx, actor, 'review.request', name)
    if (!opened.ok) return opened
    const { row } = opened.value
    // What was looked at above is what is asked for: an edit in between is another edition.
    if (row.version !== version || row.version !== read.value.row.version)
      return fail(otherEdition(version, row.version))
    const { state, authors } = standingOf(await reviewHistoryOf(tx, row.id))
    if (state === 'approved' || (row.stage === 'published' && authors.length === 0)) return fail(needless())
    const by = auditActorOf(actor)
    const request: ReviewRequest = {
      id: desk.around.ids(),
      by: { id: by.id, name: by.name },
      at: desk.around.moment(),
      version,
      ...(note !== undefined && { note }),
    }
    await tx.reviews.addRequest(row.id, request)
    const text = inReview(row.text)
    if (!text.ok) return text
    await tx.vulnerabilities.move(row.id, version, { stage: 'review', text: text.value, listed: row.listed })
    await tx.audit.append({
      actor: by,
      action: 'review.request',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      ...(note !== undefined && { reason: note }),
      diff: [{ field: 'stage', before: row.stage, after: 'review' }],
    })
    tx.events.emit({ topic: 'review.changed', project: row.project, vulnerability: row.id, data: { version } })
    return ok(undefined)
  })
}

/** The same facts, no longer a draft: what is in review may be shown to whom the project chooses. */
function inReview(text: string): Result<string> {
  const read = parseVulnerability(text, 'the facts')
  if (!read.ok) return read
  return read.value.state === 'draft' ? editFacts(text, [{ do: 'set', field: 'state', value: 'review' }]) : ok(text)
}

function missing({
  code,
  message,
  field,
}: {
  readonly code: string
  readonly message: string
  readonly field?: string
}): Fault {
  return {
    code: 'REVIEW_MISSING',
    kind: 'conflict',
    message: `it is not ready for review: ${message} (${code})`,
    ...(field !== undefined && { at: `/${field}` }),
  }
}

export function otherEdition(wanted: number, current: number): Fault {
  return {
    code: 'REVIEW_EDITION',
    kind: 'conflict',
    message: `edition ${wanted} of the facts is not the current one, which is ${current}`,
    hint: 'look at what changed, and decide again',
  }
}

function needless(): Fault {
  return {
    code: 'REVIEW_NEEDLESS',
    kind: 'conflict',
    message: 'this edition needs no review: nothing changed since it was approved',
  }
}
