import { type Fault, fail, ok, type Result } from '#fault'
import type { AuditLog } from './audit-log.ts'
import type { EventSink } from './events.ts'
import type { JobQueue } from './jobs.ts'

/**
 * One database, seen through the tables `Tx` that a use case needs. Each call is one transaction that looks at one moment, and none sees
 * half of another. Of two that write the same row, the later one is run again on what the first has written. A rule over several rows
 * (there is always an administrator) needs a row that all who could break it write.
 */
export interface Store<Tx> {
  /** Reads at one moment. Rejects with {@link StoreFailure} when the database cannot be asked. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads what one statement answers, without the costs of a transaction: nothing holds two of them together. Rejects as `read` does. */
  ask<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Changes everything or nothing. A fault that `work` returns rolls back and is handed on; an exception rolls back and goes on its
   * way. What came back as ok is on the disk. `work` may run more than once, when it met another change: it must do nothing outside
   * of the transaction.
   *
   * Codes of its own: `STORE_FULL`, `STORE_READ_ONLY`, `STORE_BUSY`, `STORE_UNREACHABLE`.
   */
  write<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>>
  /**
   * A change whose last act is the one statement that changes something, and which says itself what must still hold of what was read
   * before: nothing else keeps the two together, and no transaction is paid for. When it came too late (`VERSION_STALE`), `work` runs
   * again, for some seconds. Codes as those of `write`.
   */
  writeIfUnchanged<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>>
}

/** What a change brings with it, in the same transaction. */
export interface Effects {
  readonly audit: AuditLog
  readonly jobs: JobQueue
  readonly events: EventSink
}

/** The database did not answer a read. No caller can mend that, so it is thrown; the doors turn it into its fault. */
export class StoreFailure extends Error {
  readonly fault: Fault

  constructor(fault: Fault, cause: unknown) {
    super(fault.message, { cause })
    this.name = 'StoreFailure'
    this.fault = fault
  }
}

/** What a compare-and-set on a row's version came to: its new version, or undefined when somebody else was first. */
export type Written = number | undefined

/** The new version, or the fault for a row that another person changed since it was read. */
export function written(outcome: Written, what: string): Result<number> {
  if (outcome !== undefined) return ok(outcome)
  return fail({
    code: 'VERSION_STALE',
    kind: 'conflict',
    message: `${what} was changed by somebody else since it was read`,
    hint: 'read it again and repeat the change',
  })
}
