/**
 * An archive of released files as a whole: what signs each of them, what is wrong with it, and what can be mended.
 *
 * @module
 */

export type { Anomaly, AnomalyCode, PassedOver } from './anomaly.ts'
export type { AnomalyCount } from './anomaly-finder.ts'
export { type Applied, type ApplyPhase, type ApplyPorts, type ApplyRequest, applyPlan } from './apply.ts'
export { type Audit, type AuditHead, AuditRecord, firstOf } from './audit.ts'
export { type AuditContext, auditSubject, type LoadedSubject } from './audit-subject.ts'
export { type AuditOptions, auditContext, auditor, loadSubject, type RootText, readRoots } from './auditor.ts'
export { type Direction, decideSteps, type Step } from './decide.ts'
export { readDigestList } from './digest-list.ts'
export { type EntryIndex, type IndexedEntry, indexEntries, readEntries } from './entry-index.ts'
export { differsInEvidenceAlone } from './evidence-only.ts'
export { countTree, gatherManifest, gatherTree, type Notice, readDigestLists } from './gather.ts'
export { roleOf, subjectsInTree } from './inventory.ts'
export { readManifestRow } from './manifest.ts'
export { type AuditPageOptions, auditPage } from './page/audit-page.ts'
export { type DownloadsOptions, downloadsPage } from './page/downloads-page.ts'
export type { HistoryEntry } from './page/policy-part.ts'
export {
  type LeftOver,
  type PlannedChange,
  type PlannedSubject,
  type PlanWishes,
  planSubject,
} from './plan.ts'
export { commonEnding, type PlanOptions, planner } from './planner.ts'
export type {
  ArchiveFolder,
  ArchivePorts,
  ArchiveReader,
  ArchiveWriter,
  AuditRunner,
  PathState,
  PlanRunner,
  Spool,
  Spools,
} from './ports.ts'
export type { Contents } from './read-subject.ts'
export { auditCsv, auditMarkdown } from './report-text.ts'
export { parsePlan, planJson, type ReleasePlan } from './saved-plan.ts'
export type {
  AuditedSubject,
  AuditRow,
  AuditVerdict,
  KnownDigest,
  RepairKind,
  Source,
  Subject,
} from './subject.ts'
export type { AuditSummary, RepairTally, StreamCoverage } from './tally.ts'
export { wantedEntries } from './wanted-entries.ts'
