/**
 * What the desk needs of a database, a clock and chance: ports only.
 *
 * A use case takes a {@link Store} of exactly the tables it touches, decides in pure functions, and writes the change together with
 * what the change brings with it: its entry in the audit log, the jobs it starts, the events it tells others. The tables of an
 * aggregate are declared in the room that owns it and implemented in `adapters/database`.
 *
 * @module
 */

export { AUDIT_ACTIONS, type AuditAction, actionWords } from './audit-actions.ts'
export type { AuditActor, AuditChange, AuditLog, AuditNote, AuditSubject } from './audit-log.ts'
export type { DeskEvent, EventBus, EventSink } from './events.ts'
export type { AttemptEnd, JobFailure, JobHandler, JobQueue, JobRow, JobRuns, JobState, NewJob } from './jobs.ts'
export type { SettingTable } from './settings.ts'
export { type Effects, type Store, StoreFailure, type Written, written } from './store.ts'
export { type Ids, idsFrom, type Moment, type Randomness, type Surroundings } from './surroundings.ts'
export { together } from './together.ts'
