import type { SealedEntry } from './chain.ts'

/** What an entry is about. */
export interface Subject {
  readonly kind: string
  readonly id: string
}

/** Which entries are wanted. All of the given must hold. */
export interface AuditFilter {
  readonly project?: string
  readonly subject?: Subject
  /** Identifier of a person, a token, or of a part of the desk. */
  readonly actor?: string
  readonly action?: string
  /** One of these. */
  readonly actions?: readonly string[]
  /**
   * The entry holds this text, letters of either case (ASCII) being the same, or its action is one of those whose words do, or it is
   * about what people call so.
   */
  readonly holds?: { readonly text: string; readonly actions: readonly string[]; readonly about?: Subject }
  /** RFC 3339, UTC: not before, and before. */
  readonly since?: string
  readonly until?: string
}

/** The sealed log. Nothing in it is ever changed. */
export interface AuditTrail {
  /** The newest first; those before number `before` where it is given. */
  page(filter: AuditFilter, limit: number, before?: number): Promise<readonly SealedEntry[]>
  /** The oldest first, from the one behind number `seq`. */
  after(seq: number, limit: number): Promise<readonly SealedEntry[]>
  /** Entries that wait for their place in the chain. */
  pending(): Promise<number>
}

/** Entries read at once: what one transaction looks at, and what one answer holds in memory. */
const STRETCH = 500

/** The whole log, the oldest first, a stretch at a time; `read` asks for the entries behind a number. */
export async function* everyEntry(
  read: (seq: number, limit: number) => Promise<readonly SealedEntry[]>,
): AsyncGenerator<SealedEntry> {
  for (let seq = 0; ; ) {
    const entries = await read(seq, STRETCH)
    yield* entries
    if (entries.length < STRETCH) return
    seq = entries.at(-1)!.seq
  }
}
