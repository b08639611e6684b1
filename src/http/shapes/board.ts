import { z } from 'zod'
import type {
  BoardConflict,
  BoardCounts,
  BoardDecision,
  BoardDecisionKind,
  BoardItem,
  BoardPage,
  BoardRound,
  BoardVersion,
  Drift,
} from '#desk/board'
import { instant, namedPerson, permission, type Target, target, trouble } from './desk-words.ts'
import { batch } from './publications.ts'

const counts: z.ZodType<BoardCounts> = z
  .object({
    all: z.int(),
    conflicts: z.int(),
    open: z.int(),
    approved: z.int(),
    published: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'BoardCounts' })

const drift: z.ZodType<Drift> = z
  .object({ records: z.int(), versions: z.int(), recordDays: z.number(), versionDays: z.number() })
  .meta({
    id: 'Drift',
    description:
      'How long public records were not true, computed from when a release came and when its record followed',
  })

const round = {
  project: z.string(),
  title: z.string(),
  tag: z.string(),
  version: z.string(),
  commit: z.string(),
  tagged: z.string().exactOptional(),
  seen: instant,
  counts,
  drift,
}

export const boardRound: z.ZodType<BoardRound> = z.object(round).meta({ id: 'BoardRound' })

/** `GET /board` */
export const board: z.ZodType<Board> = z.object({ rounds: z.array(boardRound) }).meta({ id: 'Board' })

export interface Board {
  /** The newest first. */
  readonly rounds: readonly BoardRound[]
}

const decisionKind: z.ZodType<BoardDecisionKind> = z.enum(['approve', 'believe-git', 'keep-statement'])

export const boardItem: z.ZodType<BoardItem> = z
  .object({
    vulnerability: z.string(),
    cve: z.string().exactOptional(),
    title: z.string(),
    plan: z.string().describe('Names this very plan; decisions carry it'),
    state: z.enum(['conflict', 'open', 'approved', 'sending', 'published', 'refused']),
    before: z.array(z.string()),
    after: z.array(z.string()),
    block: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
    versions: z.array(z.object({ version: z.string(), before: z.string(), after: z.string(), why: z.string() })),
    why: z.string(),
    others: z.array(z.string()),
    conflicts: z.array(
      z.object({
        code: z.string(),
        level: z.enum(['error', 'question', 'notice']),
        message: z.string(),
        computed: z.array(z.string()).exactOptional(),
        stated: z.array(z.string()).exactOptional(),
        hint: z.string().exactOptional(),
      }),
    ),
    statement: z.object({ author: z.string(), date: z.string(), reason: z.string(), said: z.string() }).exactOptional(),
    decision: z
      .object({ kind: decisionKind, by: namedPerson, at: instant, reason: z.string().exactOptional() })
      .exactOptional(),
    may: z.object({ approve: permission, decide: permission }),
    since: instant.exactOptional(),
    problem: trouble.exactOptional(),
  })
  .meta({ id: 'BoardItem' })

/** `GET /board/:project/:tag` */
export const boardPage: z.ZodType<BoardPage> = z
  .object({
    ...round,
    target,
    url: z.string(),
    unchanged: z.int(),
    conflicts: z.array(boardItem),
    changes: z.array(boardItem),
    batch: batch.exactOptional(),
    problem: trouble.exactOptional(),
  })
  .meta({ id: 'BoardPage' })

/** `POST /board/decisions`: one, many or all, each for the plan that was looked at. */
export const newBoardDecisions: z.ZodType<NewBoardDecisions> = z
  .strictObject({
    project: z.string().max(64),
    decisions: z
      .array(
        z.strictObject({
          vulnerability: z.string().max(64),
          plan: z.string().max(128),
          decision: z.enum(['approve', 'believe-git', 'keep-statement', 'take-back']),
          reason: z.string().min(1).max(2000).exactOptional().describe('Required to keep a statement'),
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({ id: 'NewBoardDecisions' })

export interface NewBoardDecisions {
  readonly project: string
  readonly decisions: readonly {
    readonly vulnerability: string
    readonly plan: string
    readonly decision: BoardDecisionKind | 'take-back'
    readonly reason?: string
  }[]
}

/** `POST /board/batches`: publishes what is approved. */
export const newBoardBatch: z.ZodType<NewBoardBatch> = z
  .strictObject({
    project: z.string().max(64),
    target,
    vulnerabilities: z
      .array(z.string().max(64))
      .min(1)
      .max(1000)
      .exactOptional()
      .describe('All that is approved when absent'),
    confirm: z.string().max(64).exactOptional().describe('The CVE ID, or how many there are; production asks for it'),
  })
  .meta({ id: 'NewBoardBatch' })

export interface NewBoardBatch {
  readonly project: string
  readonly target: Target
  readonly vulnerabilities?: readonly string[]
  readonly confirm?: string
}

/** `POST /board/:project/refresh`, `POST /hooks/:project`: the work is done by a job. */
export const boardRefresh: z.ZodType<BoardRefresh> = z.object({ job: z.string() }).meta({ id: 'BoardRefresh' })

/** `POST /projects/:slug/hook` */
export const hookSecret: z.ZodType<HookSecret> = z
  .object({ path: z.string(), secret: z.string().describe('Shown once') })
  .meta({ id: 'HookSecret' })

export interface HookSecret {
  /** Below the desk's own address. */
  readonly path: string
  readonly secret: string
}

export interface BoardRefresh {
  readonly job: string
}

export type {
  BoardConflict,
  BoardCounts,
  BoardDecision,
  BoardDecisionKind,
  BoardItem,
  BoardPage,
  BoardRound,
  BoardVersion,
  Drift,
}
