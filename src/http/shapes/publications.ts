import { z } from 'zod'
import type {
  BatchView,
  PublicationState,
  PublicationsView,
  PublicationTarget,
  PublicationView,
  ServerAnswer,
} from '#desk/publishing'
import { anyJson } from './any-json.ts'
import { instant, namedPerson, type Target, target, trouble } from './desk-words.ts'

const state: z.ZodType<PublicationState> = z
  .enum(['scheduled', 'waiting', 'sending', 'published', 'unchanged', 'refused', 'differs', 'cancelled'])
  .meta({ id: 'PublicationState' })

export const serverAnswer: z.ZodType<ServerAnswer> = z
  .object({
    at: instant,
    method: z.string(),
    path: z.string(),
    status: z.int().exactOptional(),
    milliseconds: z.number(),
    body: anyJson.exactOptional(),
    problem: trouble.exactOptional(),
  })
  .meta({ id: 'ServerAnswer' })

export const publication: z.ZodType<PublicationView> = z
  .object({
    id: z.string(),
    vulnerability: z.string(),
    project: z.string(),
    cve: z.string(),
    title: z.string(),
    target,
    url: z.string(),
    version: z.int(),
    state,
    requestedBy: namedPerson,
    requestedAt: instant,
    at: instant.exactOptional(),
    batch: z.string().exactOptional(),
    deed: z.enum(['nothing', 'create', 'update', 'republish', 'reject-new', 'reject-record']).exactOptional(),
    changes: z.array(z.string()),
    answers: z.array(serverAnswer),
    problem: trouble.exactOptional(),
    finishedAt: instant.exactOptional(),
  })
  .meta({ id: 'Publication' })

const publicationTarget: z.ZodType<PublicationTarget> = z
  .object({
    target,
    url: z.string(),
    confirmation: z.string().exactOptional().describe('The word that must be typed'),
    needsApproval: z.boolean(),
    refused: trouble.exactOptional(),
    rehearsed: instant.exactOptional().describe('When this very edition was accepted there, read back and equal'),
  })
  .meta({ id: 'PublicationTarget' })

/** `GET /vulnerabilities/:id/publications` */
export const publications: z.ZodType<PublicationsView> = z
  .object({
    vulnerability: z.string(),
    version: z.int(),
    targets: z.array(publicationTarget),
    publications: z.array(publication),
  })
  .meta({ id: 'Publications' })

/** `POST /vulnerabilities/:id/publications` */
export const newPublication: z.ZodType<NewPublication> = z
  .strictObject({
    target,
    version: z.int().min(1).describe('The edition that is meant'),
    confirm: z.string().max(64).exactOptional().describe('The CVE ID, typed; production asks for it'),
    at: z.iso.datetime().exactOptional().describe('When to send it; at once when absent'),
    waivers: z
      .array(
        z.strictObject({
          code: z.string().regex(/^STW[0-9]{3}$/),
          reason: z.string().min(1).max(1000),
        }),
      )
      .max(50)
      .exactOptional(),
  })
  .meta({ id: 'NewPublication' })

export interface NewPublication {
  readonly target: Target
  readonly version: number
  readonly confirm?: string
  readonly at?: string
  readonly waivers?: readonly { readonly code: string; readonly reason: string }[]
}

/** `POST /publications`: many at once, which makes a batch. */
export const newBulk: z.ZodType<NewBulk> = z
  .strictObject({
    target,
    publications: z
      .array(z.strictObject({ vulnerability: z.string().max(64), version: z.int().min(1) }))
      .min(1)
      .max(500),
    confirm: z.string().max(64).exactOptional().describe('The CVE ID, or how many there are; production asks for it'),
    at: z.iso.datetime().exactOptional(),
  })
  .meta({ id: 'NewBulkPublication' })

export interface NewBulk {
  readonly target: Target
  readonly publications: readonly { readonly vulnerability: string; readonly version: number }[]
  readonly confirm?: string
  readonly at?: string
}

/** `GET /batches/:id`, `POST /batches/:id/pause`, `POST /batches/:id/resume` */
export const batch: z.ZodType<BatchView> = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'paused', 'stopped', 'done']),
    target,
    url: z.string(),
    project: z.string().exactOptional(),
    requestedBy: namedPerson,
    requestedAt: instant,
    finishedAt: instant.exactOptional(),
    counts: z.object({ all: z.int(), done: z.int(), sending: z.int(), waiting: z.int(), refused: z.int() }),
    problem: trouble.exactOptional(),
    publications: z.array(publication),
  })
  .meta({ id: 'Batch' })

export type { BatchView, PublicationState, PublicationsView, PublicationTarget, PublicationView, ServerAnswer }
