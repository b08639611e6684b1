/**
 * A release arrives: everything is recomputed, compared with what was written last, and planned before it is written.
 *
 * @module
 */
export type { TagChanges } from './lock.ts'
export { planSync, type RecordPlan, type SyncInput, type SyncPlan } from './plan.ts'
export { blockOf, recordPaths, type VersionChange, versionChangesOf } from './records.ts'
export { applySync, type SyncOptions, type SyncResult, sync } from './sync.ts'
export type { Write } from './write.ts'
