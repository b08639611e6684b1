import type { AdvisoryTables, Assessments } from '#desk/advisories'
import type { ReadingNotes } from '#desk/audit'
import type { ProjectGround } from '#desk/projects'
import type { PublishedTable } from '#desk/published'
import type { Effects, Store, Surroundings } from '#desk/store'
import type { Result } from '#fault'
import type { ReviewComment, ReviewDecision, ReviewRequest } from './view.ts'

/** What the use cases of this room work with. */
export interface ReviewDesk {
  readonly store: Store<ReviewTx>
  readonly around: Surroundings
  readonly groundOf: GroundOf
  readonly assessments: Assessments
  readonly readings: ReadingNotes
}

export interface ReviewTx extends Effects, AdvisoryTables {
  readonly reviews: ReviewTable
  readonly published: PublishedTable
}

/** The settings and the clone of a project, by its slug, read and understood. */
export type GroundOf = (project: string) => Promise<Result<ProjectGround>>

/** Requests, decisions and comments, by the identifier of the vulnerability; each list in the order in which it was written. */
export interface ReviewTable {
  requests(vulnerability: string): Promise<readonly ReviewRequest[]>
  addRequest(vulnerability: string, request: ReviewRequest): Promise<void>
  decisions(vulnerability: string): Promise<readonly ReviewDecision[]>
  addDecision(vulnerability: string, decision: ReviewDecision): Promise<void>
  comments(vulnerability: string): Promise<readonly ReviewComment[]>
  addComment(vulnerability: string, comment: ReviewComment): Promise<void>
  /** Settles a comment, or opens it again where `resolved` is undefined. */
  resolve(comment: string, resolved: ReviewComment['resolved']): Promise<void>
}
