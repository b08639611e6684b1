import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Actor, Operation } from '#desk/people'
import {
  addComment,
  decideReview,
  type ReviewDesk,
  type ReviewView,
  readReview,
  requestReview,
  resolveComment,
} from '#desk/review'
import type { Result } from '#fault'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { etagOf } from '../etag.ts'
import { refuse } from '../problem.ts'
import {
  commentChange,
  newReviewComment,
  newReviewDecision,
  newReviewRequest,
  review as reviewShape,
} from '../shapes/review.ts'

const byId = z.object({ id: z.string().max(64) })
const byComment = z.object({ id: z.string().max(64), comment: z.string().max(64) })

/** Reviews of vulnerabilities. Every change answers with the review as it is then. */
export function review(app: App, desk: ReviewDesk): void {
  const tags = ['Review']
  const response = { 200: reviewShape }

  const shown = async (
    reply: FastifyReply,
    actor: Actor,
    id: string,
    after: Operation,
    done: Result<unknown> = { ok: true, value: undefined },
  ): Promise<ReviewView> => {
    if (!done.ok) return refuse(reply, done.fault)
    const view = await readReview(desk, actor, id, after)
    if (!view.ok) return refuse(reply, view.fault)
    reply.header('etag', etagOf(view.value.version))
    return view.value
  }

  app.get(
    '/vulnerabilities/:id/review',
    {
      config: { access: 'review.read' },
      schema: { tags, summary: 'Where the review stands, and what it is about', params: byId, response },
    },
    (request, reply) => shown(reply, actorOf(request), request.params.id, 'review.read'),
  )

  app.post(
    '/vulnerabilities/:id/review/requests',
    {
      config: { access: 'review.request' },
      schema: { tags, summary: 'Ask for a review of one edition', params: byId, body: newReviewRequest, response },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, 'review.request', await requestReview(desk, actor, id, request.body))
    },
  )

  app.post(
    '/vulnerabilities/:id/review/comments',
    {
      config: { access: 'review.comment' },
      schema: { tags, summary: 'Say something beside a field', params: byId, body: newReviewComment, response },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, 'review.comment', await addComment(desk, actor, id, request.body))
    },
  )

  app.patch(
    '/vulnerabilities/:id/review/comments/:comment',
    {
      config: { access: 'review.comment' },
      schema: { tags, summary: 'Settle a comment, or open it again', params: byComment, body: commentChange, response },
    },
    async (request, reply) => {
      const [actor, { id, comment }] = [actorOf(request), request.params]
      return shown(
        reply,
        actor,
        id,
        'review.comment',
        await resolveComment(desk, actor, id, comment, request.body.resolved),
      )
    },
  )

  app.post(
    '/vulnerabilities/:id/review/decisions',
    {
      config: { access: 'review.approve' },
      schema: {
        tags,
        summary: 'Approve one edition, or ask for changes',
        params: byId,
        body: newReviewDecision,
        response,
      },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, 'review.approve', await decideReview(desk, actor, id, request.body))
    },
  )
}
