import type { Result } from '#fault'
import type { Json, JsonObject } from '#json'

export interface NewJob {
  /** Name of the handler, from the table of handlers. */
  readonly kind: string
  /** What the handler needs: identifiers, never secrets or embargoed text. */
  readonly payload: JsonObject
  /** At most one waiting job has this key: a second one is not made. */
  readonly key?: string
  /** Not before this moment (RFC 3339, UTC); at once when absent. */
  readonly runAt?: string
}

/** `waiting` for its time or a free worker, `running`, or at its end; a failed attempt that will be repeated is `waiting` again. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as people see it. */
export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly payload: JsonObject
  readonly key?: string
  readonly state: JobState
  /** RFC 3339, UTC. */
  readonly runAt: string
  /** Times that it was started. */
  readonly attempts: number
  /** What the handler answered at the end. */
  readonly outcome?: Json
  /** The fault of the last attempt that failed. */
  readonly failure?: JobFailure
  readonly createdAt: string
  readonly finishedAt?: string
}

/** Jobs, made and seen in the transaction of the change that starts them. */
export interface JobQueue {
  /** Identifier of the new job, or of the waiting one with the same key. */
  enqueue(job: NewJob): Promise<string>
  find(id: string): Promise<JobRow | undefined>
  /** The waiting job with this key. */
  waiting(key: string): Promise<JobRow | undefined>
  /** Takes back a job that waits; false when it is no longer waiting. */
  cancel(id: string): Promise<boolean>
}

/** Does the work of one kind of job. */
export interface JobHandler {
  readonly kind: string
  /**
   * May be called again for a job that was already begun, or even done, by a worker that died: it looks at what is there and does
   * only what is missing. What it returns is kept as the job's outcome. A fault of the kind `unreachable` is tried again, with
   * growing pauses; any other ends the job, as does the last attempt. `signal` is aborted when the job was given to another worker.
   */
  run(job: JobRow, signal: AbortSignal): Promise<Result<Json>>
}

/** Jobs as those see them who deliver them to handlers. */
export interface JobRuns {
  /** The waiting job that is due first, or one whose worker has let its lease end, for `worker` until `leaseUntil`. */
  take(worker: string, now: string, leaseUntil: string): Promise<JobRow | undefined>
  /** A certain job that is not at its end; for a deliverer who keeps the leases itself. */
  start(id: string, worker: string): Promise<JobRow | undefined>
  /** Extends the lease; false when the job is not this worker's any more. */
  renew(id: string, worker: string, leaseUntil: string): Promise<boolean>
  /** Ends the attempt of this worker; false when the job is not its own any more, and nothing is changed. */
  end(id: string, worker: string, end: AttemptEnd): Promise<boolean>
  /** Identifiers and times of all jobs that wait, for a deliverer who starts anew. */
  allWaiting(): Promise<readonly { readonly id: string; readonly runAt: string }[]>
  /** How many jobs there are in each state. */
  counts(): Promise<Readonly<Record<string, number>>>
}

export type AttemptEnd =
  | { readonly state: 'done'; readonly outcome: Json; readonly at: string }
  | { readonly state: 'failed'; readonly failure: JobFailure; readonly at: string }
  /** To be tried again not before `runAt`. */
  | { readonly state: 'waiting'; readonly failure: JobFailure; readonly runAt: string; readonly at: string }

export interface JobFailure {
  readonly code: string
  readonly message: string
  readonly hint?: string
}
