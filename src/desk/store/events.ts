import type { JsonObject } from '#json'

/**
 * Something changed: a hint to look again, told to every process after the change is on the disk. Holds identifiers and version
 * numbers, never text that could be under embargo. A hint may be lost when a process dies; whoever reconnects reads anew.
 */
export interface DeskEvent {
  /** `vulnerability.changed`, `job.done`, `presence` ... */
  readonly topic: string
  /** Slug. */
  readonly project?: string
  /** Identifier of a vulnerability; only those who may know of it are told. */
  readonly vulnerability?: string
  readonly data: JsonObject
}

/** Events of one transaction. They are told when it is committed, and forgotten when not. */
export interface EventSink {
  emit(event: DeskEvent): void
}

/** Events of all processes on the same database. */
export interface EventBus {
  /** Calls `listener` for each event until the returned function is called. */
  subscribe(listener: (event: DeskEvent) => void): () => void
  /** Tells of something that is in no database, such as presence. */
  publish(events: readonly DeskEvent[]): void
}
