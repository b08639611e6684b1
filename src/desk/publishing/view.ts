import type { Target } from '#desk/cna'
import type { Json } from '#json'

/** A reason for which something did not go on, for people and for a bug report. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

/**
 * How far a publication is.
 *
 * - `scheduled`: for a later time; it can be taken back.
 * - `waiting`: its turn has not come.
 * - `sending`: the server is being asked; where a process died it is looked up and goes on.
 * - `published`: sent, read back, and equal. `unchanged`: the server held it already.
 * - `refused`: the server or a rule said no: nothing was changed.
 * - `differs`: sent, and what was read back is not what was sent.
 * - `cancelled`: a person took it back before it was sent.
 */
export type PublicationState =
  | 'scheduled'
  | 'waiting'
  | 'sending'
  | 'published'
  | 'unchanged'
  | 'refused'
  | 'differs'
  | 'cancelled'

/** One edition of one record on its way to one server. */
export interface PublicationView {
  readonly id: string
  readonly vulnerability: string
  readonly project: string
  readonly cve: string
  readonly title: string
  readonly target: Target
  /** The base address of the server. */
  readonly url: string
  /** The edition of the facts that is sent, and no other. */
  readonly version: number
  readonly state: PublicationState
  readonly requestedBy: { readonly id: string; readonly name: string }
  readonly requestedAt: string
  /** When it is to be sent; absent for now. */
  readonly at?: string
  readonly batch?: string
  /** What was done at the server. */
  readonly deed?: 'nothing' | 'create' | 'update' | 'republish' | 'reject-new' | 'reject-record'
  /** What a reader of the public record sees change, one sentence each. */
  readonly changes: readonly string[]
  /** Everything that the server said, in order. */
  readonly answers: readonly ServerAnswer[]
  readonly problem?: Problem
  readonly finishedAt?: string
}

export interface ServerAnswer {
  readonly at: string
  readonly method: string
  /** Below the base address. */
  readonly path: string
  /** HTTP status; absent where nothing came back. */
  readonly status?: number
  readonly milliseconds: number
  /** What the server said, in its own words; long lists are cut. */
  readonly body?: Json
  readonly problem?: Problem
}

/** Where a vulnerability may be sent, and what that asks for. */
export interface PublicationTarget {
  readonly target: Target
  readonly url: string
  /** The word that must be typed; only production asks. */
  readonly confirmation?: string
  readonly needsApproval: boolean
  /** Why it cannot be sent there now. */
  readonly refused?: Problem
  /** Whether the edition that is current now was accepted there, read back and equal. */
  readonly rehearsed?: string
}

export interface PublicationsView {
  readonly vulnerability: string
  readonly version: number
  readonly targets: readonly PublicationTarget[]
  /** The newest first. */
  readonly publications: readonly PublicationView[]
}

/**
 * - `running`: records are sent one after the other.
 * - `paused`: a person stopped it. `stopped`: the first refusal stopped it; it goes on when a person says so.
 */
export type BatchState = 'running' | 'paused' | 'stopped' | 'done'

/** Many records, sent one after the other. */
export interface BatchView {
  readonly id: string
  readonly state: BatchState
  readonly target: Target
  readonly url: string
  readonly project?: string
  readonly requestedBy: { readonly id: string; readonly name: string }
  readonly requestedAt: string
  readonly finishedAt?: string
  readonly counts: {
    readonly all: number
    readonly done: number
    readonly sending: number
    readonly waiting: number
    readonly refused: number
  }
  readonly problem?: Problem
  readonly publications: readonly PublicationView[]
}
