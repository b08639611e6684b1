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
  /** The fault of the last attempt that failed: its code and message. */
  readonly failure?: { readonly code: string; readonly message: string }
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
