import type { EventBus, JobHandler, JobRuns, Store, Surroundings } from '#desk/store'
import type { BugReport } from './attempt.ts'

/** The store as a worker needs it. */
export type JobStore = Store<{ readonly jobRuns: JobRuns }>

/** What a worker works with. */
export interface Workplace {
  readonly store: JobStore
  readonly bus: EventBus
  readonly around: Surroundings
  /** Every kind of job that this process can do. */
  readonly handlers: readonly JobHandler[]
  readonly reportBug: BugReport
}

/** Runs jobs until it is stopped. */
export interface Worker {
  /** Takes no further job, and waits for those that run. */
  stop(): Promise<void>
}
