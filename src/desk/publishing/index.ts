/**
 * Publishing: one edition of a record to one server, as a job that can be repeated and does its work once.
 *
 * @module
 */
export { type BatchItem, type BulkWish, insertBatch, pauseBatch, readBatch, resumeBatch, startBulk } from './batch.ts'
export { checkConfirmation, confirmationOf, type GateFacts, gateFault, needsApproval } from './gate.ts'
export { publishingJobs } from './jobs.ts'
export type { BatchRow, PublicationRow, PublicationTable, PublishingDesk, PublishingTx } from './ports.ts'
export { isDone, isEnded, UNFINISHED } from './publication-state.ts'
export { readPublication, readPublications } from './read-publications.ts'
export {
  cancelPublication,
  type Drafted,
  draftFor,
  type PublicationWish,
  startPublication,
} from './start-publication.ts'
export type * from './view.ts'
