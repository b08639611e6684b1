import type { ReviewComment, ReviewDecision, ReviewRequest } from './view.ts'

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
