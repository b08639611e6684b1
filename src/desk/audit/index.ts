/**
 * The audit log: who did what, to what, when, why, and what changed, in a chain in which nothing can be changed, removed or put in
 * between without a trace.
 *
 * @module
 */
export { FIRST_LINK, type Link, type SealedEntry, sealEntries, sealedText, withheld } from './chain.ts'
export { type AuditEntry, type FiledUnder, filedUnder, readEntry } from './entry.ts'
export { readExportLine, writeExportLine } from './export.ts'
export { AUDIT_KINDS, type AuditKind } from './kinds.ts'
export { type AuditFilter, type AuditTrail, everyEntry } from './ports.ts'
export {
  type AuditDesk,
  type AuditEntryView,
  type AuditPage,
  type AuditTx,
  type AuditWish,
  exportLog,
  readLog,
  verifyLog,
} from './read-log.ts'
export { auditReading, makeReadingNotes, type Reading, type ReadingNotes } from './reading-notes.ts'
export { type Anchor, parseAnchor, type Verification, verifyChain } from './verify.ts'
