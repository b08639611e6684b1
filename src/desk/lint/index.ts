/**
 * Checking record files: one, a folder, or the whole CVE List; with the project around them where there is one.
 *
 * @module
 */

export { type AskedLinks, askLinks, type Web } from './ask-links.ts'
export { brokenRule } from './broken-rule.ts'
export {
  type BatchChecker,
  type BatchRunner,
  batchChecker,
  type CheckedBatch,
  type CheckOptions,
  RECORD_LIMIT,
} from './check-files.ts'
export { type OsvTextChecker, osvTextChecker } from './check-osv-text.ts'
export { notARecord, type TextChecker, textChecker, unread, type WorldOf } from './check-text.ts'
export type { CheckedFile, CnaCount, Count, Excerpt, LocatedFinding, Tally } from './checked.ts'
export { type FixedText, fixText } from './fix-text.ts'
export { kindOf } from './names.ts'
export { CATALOGUE_FILE, type ProjectWorld, projectWorld, repositoryFacts } from './project-world.ts'
export { Counter, NO_TALLY, sum } from './tally.ts'
export { writeLike } from './write-like.ts'
