/**
 * Review: a second pair of eyes before anything leaves the house.
 *
 * @module
 */
export { type ChangedField, REVIEW_FIELDS, type ReleaseRow, type ReviewField, type TextPiece } from './changed-field.ts'
export type * from './view.ts'
