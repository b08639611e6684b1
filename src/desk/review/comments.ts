import { findVulnerability } from '#desk/advisories'
import { type Actor, auditActorOf, notFound } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import type { ReviewDesk } from './ports.ts'
import type { ReviewComment } from './view.ts'

export interface CommentWish {
  readonly field: string
  readonly text: string
  /** The comment that it answers. */
  readonly answers?: string
}

/** Says something beside a field. An answer stands with what it answers, and opens it again. */
export async function addComment(
  desk: ReviewDesk,
  actor: Actor,
  name: string,
  { field, text, answers }: CommentWish,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const opened = await findVulnerability(tx, actor, 'review.comment', name)
    if (!opened.ok) return opened
    const { row } = opened.value
    const answered = answers === undefined ? undefined : await find(tx, row.id, answers)
    if (answers !== undefined && answered === undefined) return fail(notFound(`the comment ${JSON.stringify(answers)}`))
    const by = auditActorOf(actor)
    const comment: ReviewComment = {
      id: desk.around.ids(),
      field: answered?.field ?? field,
      by: { id: by.id, name: by.name },
      at: desk.around.moment(),
      text,
      // Threads are one level deep: an answer to an answer stands beside it.
      ...(answered !== undefined && { answers: answered.answers ?? answered.id }),
    }
    await tx.reviews.addComment(row.id, comment)
    if (answered?.resolved !== undefined) await tx.reviews.resolve(answered.id, undefined)
    await tx.audit.append({
      actor: by,
      action: 'review.comment',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      diff: [{ field: comment.field, after: text }],
    })
    tx.events.emit({
      topic: 'review.changed',
      project: row.project,
      vulnerability: row.id,
      data: { comment: comment.id },
    })
    return ok(undefined)
  })
}

/** Settles a comment, or opens it again. */
export async function resolveComment(
  desk: ReviewDesk,
  actor: Actor,
  name: string,
  id: string,
  resolved: boolean,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const opened = await findVulnerability(tx, actor, 'review.comment', name)
    if (!opened.ok) return opened
    const { row } = opened.value
    const comment = await find(tx, row.id, id)
    if (comment === undefined) return fail(notFound(`the comment ${JSON.stringify(id)}`))
    if ((comment.resolved !== undefined) === resolved) return ok(undefined)
    const by = auditActorOf(actor)
    const at = desk.around.moment()
    await tx.reviews.resolve(id, resolved ? { by: { id: by.id, name: by.name }, at } : undefined)
    await tx.audit.append({
      actor: by,
      action: 'review.comment',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      diff: [{ field: 'resolved', before: !resolved, after: resolved }],
    })
    tx.events.emit({ topic: 'review.changed', project: row.project, vulnerability: row.id, data: { comment: id } })
    return ok(undefined)
  })
}

async function find(
  tx: { readonly reviews: { comments(vulnerability: string): Promise<readonly ReviewComment[]> } },
  vulnerability: string,
  id: string,
): Promise<ReviewComment | undefined> {
  return (await tx.reviews.comments(vulnerability)).find((each) => each.id === id)
}
