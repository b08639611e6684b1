import type { ChangedField } from './changed-field.ts'

/** A person as others see them. */
export interface NamedPerson {
  readonly id: string
  readonly name: string
}

/**
 * How far a second pair of eyes has come.
 *
 * - `none`: nobody asked.
 * - `requested`: somebody asked, nobody answered.
 * - `changes-asked`: a reviewer wants something else; the author asks again.
 * - `approved`: this very edition of the facts was approved.
 * - `taken-back`: an edition was approved, and the facts were edited since.
 */
export type ReviewState = 'none' | 'requested' | 'changes-asked' | 'approved' | 'taken-back'

/** Everything about the review of one vulnerability, for one reader. */
export interface ReviewView {
  readonly vulnerability: string
  /** The edition of the facts that is shown; a decision names it, and is refused when another one is current. */
  readonly version: number
  readonly state: ReviewState
  /** What keeps it from being reviewed, in words; empty where nothing does. */
  readonly missing: readonly MissingFact[]
  readonly request?: ReviewRequest
  /** The approval that holds, or that was taken back. */
  readonly approval?: ReviewDecision
  readonly takenBack?: { readonly by: NamedPerson; readonly at: string }
  /** Who changed something since the last approval: none of them may approve. */
  readonly authors: readonly NamedPerson[]
  readonly may: {
    readonly request: Permission
    readonly approve: Permission
    readonly askChanges: Permission
    readonly comment: Permission
  }
  /** What differs in meaning from what is public, or, where nothing is, from nothing at all. */
  readonly changes: readonly ChangedField[]
  /** Fields that mean the same, in the user's words. */
  readonly same: readonly string[]
  readonly comments: readonly ReviewComment[]
  /** All decisions, the newest first. */
  readonly decisions: readonly ReviewDecision[]
}

/** Whether the reader may do something, and one sentence that says why or why not. */
export interface Permission {
  readonly allowed: boolean
  readonly why: string
}

export interface MissingFact {
  readonly code: string
  readonly message: string
  /** The field of the facts to go to. */
  readonly field?: string
}

export interface ReviewRequest {
  readonly id: string
  readonly by: NamedPerson
  /** RFC 3339, UTC, as all moments. */
  readonly at: string
  readonly version: number
  readonly note?: string
}

export interface ReviewDecision {
  readonly id: string
  readonly decision: 'approve' | 'ask-changes'
  readonly by: NamedPerson
  readonly at: string
  readonly version: number
  readonly note?: string
}

export interface ReviewComment {
  readonly id: string
  /** The field of the facts that it stands beside: `description`, `severity`, `references`, ... */
  readonly field: string
  readonly by: NamedPerson
  readonly at: string
  /** Markdown. */
  readonly text: string
  /** The comment that it answers. */
  readonly answers?: string
  readonly resolved?: { readonly by: NamedPerson; readonly at: string }
}
