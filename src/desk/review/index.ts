/**
 * Review: a second pair of eyes before anything leaves the house.
 *
 * @module
 */
export { type ChangedField, REVIEW_FIELDS, type ReleaseRow, type ReviewField, type TextPiece } from './changed-field.ts'
export { type Comparison, compareRecords } from './changed-fields.ts'
export { addComment, type CommentWish, resolveComment } from './comments.ts'
export { type DecisionWish, decideReview } from './decide.ts'
export { type DraftEdition, draftEdition, findingsOf } from './draft-edition.ts'
export { embargoedReading } from './embargoed-reading.ts'
export type { GroundOf, ReviewDesk, ReviewTable, ReviewTx } from './ports.ts'
export { readReview } from './read-review.ts'
export { type RequestWish, requestReview } from './request-review.ts'
export { type HistoryTables, reviewHistoryOf } from './review-history.ts'
export { type EditionFact, type ReviewHistory, STEWARD, type Standing, standingOf } from './standing.ts'
export type * from './view.ts'
