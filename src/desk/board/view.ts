import type { Target } from '#desk/cna'
import type { BatchView, Problem } from '#desk/publishing'
import type { Permission } from '#desk/review'

/** What a tag changed, as one line. */
export interface BoardRound {
  readonly project: string
  readonly title: string
  readonly tag: string
  readonly version: string
  readonly commit: string
  /** Day of the tagged commit, YYYY-MM-DD. */
  readonly tagged?: string
  /** When the desk saw the tag. */
  readonly seen: string
  readonly counts: BoardCounts
  readonly drift: Drift
}

export interface BoardCounts {
  readonly all: number
  readonly conflicts: number
  readonly open: number
  readonly approved: number
  readonly published: number
  readonly refused: number
}

/** How long, and for how many releases, public records were not true. Computed from when a release came and when its record followed. */
export interface Drift {
  /** Records that are wrong at this moment. */
  readonly records: number
  /** Versions about which they are wrong. */
  readonly versions: number
  /** Sum over the records of the days that each was wrong, so far. */
  readonly recordDays: number
  /** Sum over records and versions of the days that each was wrong, so far. */
  readonly versionDays: number
}

/** What a tag changed, whole. */
export interface BoardPage extends BoardRound {
  readonly target: Target
  readonly url: string
  /** Public records of the project that keep their meaning. */
  readonly unchanged: number
  /** What must be decided first. */
  readonly conflicts: readonly BoardItem[]
  readonly changes: readonly BoardItem[]
  readonly batch?: BatchView
  /** Why nothing can be computed at the moment: a rewritten tag, a clone that cannot be read. */
  readonly problem?: Problem
}

export type BoardItemState =
  | 'conflict' // git and a person disagree: somebody must decide
  | 'open' // nobody approved it
  | 'approved'
  | 'sending'
  | 'published'
  | 'refused' // the server said no

/** One record that a tag changed. */
export interface BoardItem {
  readonly vulnerability: string
  readonly cve?: string
  readonly title: string
  /** Names this very plan: a decision holds for it and for no other. */
  readonly plan: string
  readonly state: BoardItemState
  /** All ranges as they are public, and as they would be. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Only the ranges that differ. */
  readonly block: { readonly before: readonly string[]; readonly after: readonly string[] }
  /** Every release of which the record says something else, with the reason. */
  readonly versions: readonly BoardVersion[]
  /** The reason in one sentence. */
  readonly why: string
  /** Other changes of the record, one sentence each. */
  readonly others: readonly string[]
  readonly conflicts: readonly BoardConflict[]
  /** What a person stated, where git disagrees with it. */
  readonly statement?: {
    readonly author: string
    readonly date: string
    readonly reason: string
    readonly said: string
  }
  readonly decision?: BoardDecision
  readonly may: { readonly approve: Permission; readonly decide: Permission }
  /** Since when the public record is not true. */
  readonly since?: string
  readonly problem?: Problem
}

export interface BoardVersion {
  readonly version: string
  readonly before: string
  readonly after: string
  readonly why: string
}

export interface BoardConflict {
  readonly code: string
  readonly level: 'error' | 'question' | 'notice'
  readonly message: string
  readonly computed?: readonly string[]
  readonly stated?: readonly string[]
  readonly hint?: string
}

export type BoardDecisionKind = 'approve' | 'believe-git' | 'keep-statement'

export interface BoardDecision {
  readonly kind: BoardDecisionKind
  readonly by: { readonly id: string; readonly name: string }
  readonly at: string
  readonly reason?: string
}
