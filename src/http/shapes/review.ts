import { z } from 'zod'
import {
  type ChangedField,
  REVIEW_FIELDS,
  type ReviewComment,
  type ReviewDecision,
  type ReviewView,
} from '#desk/review'
import { instant, type NamedPerson, namedPerson, type Permission, permission } from './desk-words.ts'

export const changedField: z.ZodType<ChangedField> = z
  .object({
    field: z.enum(REVIEW_FIELDS),
    title: z.string(),
    sentences: z.array(z.string()),
    words: z
      .array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }))
      .exactOptional()
      .describe('Running text with what came and what went; for title and description'),
    releases: z
      .array(
        z.object({
          first: z.string(),
          last: z.string(),
          count: z.int(),
          before: z.string(),
          after: z.string(),
          why: z.string(),
        }),
      )
      .exactOptional()
      .describe('Releases whose status changes; neighbours with the same reason are one row'),
    ranges: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).exactOptional(),
    removed: z.array(z.string()).exactOptional(),
    added: z.array(z.string()).exactOptional(),
  })
  .meta({ id: 'ChangedField' })

export const reviewComment: z.ZodType<ReviewComment> = z
  .object({
    id: z.string(),
    field: z.string(),
    by: namedPerson,
    at: instant,
    text: z.string(),
    answers: z.string().exactOptional(),
    resolved: z.object({ by: namedPerson, at: instant }).exactOptional(),
  })
  .meta({ id: 'ReviewComment' })

export const reviewDecision: z.ZodType<ReviewDecision> = z
  .object({
    id: z.string(),
    decision: z.enum(['approve', 'ask-changes']),
    by: namedPerson,
    at: instant,
    version: z.int(),
    note: z.string().exactOptional(),
  })
  .meta({ id: 'ReviewDecision' })

/** `GET /vulnerabilities/:id/review`, and the answer to every change of it. */
export const review: z.ZodType<ReviewView> = z
  .object({
    vulnerability: z.string(),
    version: z.int().describe('The edition of the facts; decisions name it'),
    state: z.enum(['none', 'requested', 'changes-asked', 'approved', 'taken-back']),
    missing: z.array(z.object({ code: z.string(), message: z.string(), field: z.string().exactOptional() })),
    request: z
      .object({ id: z.string(), by: namedPerson, at: instant, version: z.int(), note: z.string().exactOptional() })
      .exactOptional(),
    approval: reviewDecision.exactOptional(),
    takenBack: z.object({ by: namedPerson, at: instant }).exactOptional(),
    authors: z.array(namedPerson).describe('Who changed something since the last approval: none of them may approve'),
    may: z.object({ request: permission, approve: permission, askChanges: permission, comment: permission }),
    changes: z.array(changedField),
    same: z.array(z.string()),
    comments: z.array(reviewComment),
    decisions: z.array(reviewDecision),
  })
  .meta({ id: 'Review' })

/** `POST /vulnerabilities/:id/review/requests` */
export const newReviewRequest: z.ZodType<NewReviewRequest> = z
  .strictObject({ version: z.int().min(1), note: z.string().max(4000).exactOptional() })
  .meta({ id: 'NewReviewRequest' })

export interface NewReviewRequest {
  readonly version: number
  readonly note?: string
}

/** `POST /vulnerabilities/:id/review/comments` */
export const newReviewComment: z.ZodType<NewReviewComment> = z
  .strictObject({
    field: z.string().min(1).max(64),
    text: z.string().min(1).max(16_000),
    answers: z.string().max(64).exactOptional(),
  })
  .meta({ id: 'NewReviewComment' })

export interface NewReviewComment {
  readonly field: string
  readonly text: string
  readonly answers?: string
}

/** `PATCH /vulnerabilities/:id/review/comments/:comment` */
export const commentChange: z.ZodType<CommentChange> = z
  .strictObject({ resolved: z.boolean() })
  .meta({ id: 'ReviewCommentChange' })

export interface CommentChange {
  readonly resolved: boolean
}

/** `POST /vulnerabilities/:id/review/decisions` */
export const newReviewDecision: z.ZodType<NewReviewDecision> = z
  .strictObject({
    decision: z.enum(['approve', 'ask-changes']),
    version: z.int().min(1).describe('The edition that was looked at'),
    note: z.string().max(4000).exactOptional(),
  })
  .meta({ id: 'NewReviewDecision' })

export interface NewReviewDecision {
  readonly decision: 'approve' | 'ask-changes'
  readonly version: number
  readonly note?: string
}

export type { ChangedField, NamedPerson, Permission, ReviewComment, ReviewDecision, ReviewView }
