/**
 * Review: a second pair of eyes before anything leaves the house.
 *
 * @module
 */
export { type ChangedField, REVIEW_FIELDS, type ReleaseRow, type ReviewField, type TextPiece } from './changed-field.ts'
export { type Comparison, compareRecords } from './changed-fields.ts'
export type { ReviewTable } from './ports.ts'
export { type EditionFact, type ReviewHistory, STEWARD, type Standing, standingOf } from './standing.ts'
export type * from './view.ts'
