import type { Fault, Result } from '#fault'
import type { Artifact } from '#sigstore'
import type { PassedOver } from './anomaly.ts'
import type { AuditOptions } from './auditor.ts'
import type { IndexedEntry } from './entry-index.ts'
import type { PlannedSubject } from './plan.ts'
import type { PlanOptions } from './planner.ts'
import type { AuditedSubject, Subject } from './subject.ts'

/** An archive of released files on a disk. Paths in it are relative, with `/`; nothing outside it is ever read. */
export interface ArchiveReader {
  /** Whether a path is a folder; a link to one is, since a person named it. */
  isFolder(path: string): Promise<boolean>
  /** What stands in a folder below `root` (`''`: in `root` itself), but not what is hidden. */
  list(root: string, folder: string): Promise<Result<ArchiveFolder>>
  /** The text of a file of at most `limit` bytes; a link is a fault. */
  text(root: string, path: string, limit: number): Promise<Result<string>>
  /** The whole of a file of at most `limit` bytes; a link is a fault. */
  bytes(root: string, path: string, limit: number): Promise<Result<Uint8Array>>
  /** The digest of a file, in constant memory; a link is a fault. */
  artifact(root: string, path: string): Promise<Result<Artifact>>
}

/** Paths are relative to the archive, in order. */
export interface ArchiveFolder {
  readonly files: readonly string[]
  readonly folders: readonly string[]
  /** Links and what is no file, and of the files those that have other names too. */
  readonly odd: readonly PassedOver[]
}

/** What stands at a path of an archive. */
export type PathState = { readonly kind: 'absent' } | { readonly kind: 'file'; readonly sha256: string }

/**
 * Changes of an archive, each whole or not at all, and on the disk when it is done. Links are faults, and so are files that have other
 * names: whoever holds the other name did not ask for a change.
 */
export interface ArchiveWriter {
  look(root: string, path: string): Promise<Result<PathState>>
  /** Puts a text in place of a file of which `before` is the digest (null: nothing is there); its mode and owner stay. */
  replace(root: string, path: string, text: string, before: string | null): Promise<Result<void>>
  /** Removes a file of which `before` is the digest. */
  remove(root: string, path: string, before: string): Promise<Result<void>>
  /** Copies a file into the store, under its digest. A copy that is there already is looked at and left. */
  keep(store: string, root: string, path: string, sha256: string): Promise<Result<void>>
  /** The text that was kept under a digest, which it has. */
  kept(store: string, sha256: string): Promise<Result<string>>
  /** Adds a line to a journal. */
  note(journal: string, line: string): Promise<Result<void>>
  /** Removes what a run that was killed left beside a file. */
  clean(root: string, path: string): Promise<Result<void>>
  /** Makes sure that nobody else works on the same plan; gives what ends that. A lock of a process that is gone is taken over. */
  lock(file: string): Promise<Result<() => Promise<void>>>
}

/** Lines that are put aside on a disk where there are many: more of them than one wants to hold in memory. */
export interface Spool {
  /** A line holds no newline, and no half of a surrogate pair. */
  add(line: string): void
  /** All that were added, each time from the beginning. */
  lines(): Iterable<string>
  /** Why lines are missing: they cannot be relied on any more. */
  readonly fault: Fault | undefined
  close(): void
}

export interface Spools {
  /** Lines come back as they were added. */
  inOrder(): Spool
  /** Lines come back sorted by their UTF-16 units. */
  sorted(): Spool
}

/** What auditing and mending an archive asks of the world. */
export interface ArchivePorts {
  readonly reader: ArchiveReader
  readonly writer: ArchiveWriter
  readonly audits: AuditRunner
  readonly plans: PlanRunner
  readonly spools: Spools
  /** Asks a log for entries by the hashes of their leaves; only for whoever says so. */
  askLog(
    url: string,
    hashes: readonly string[],
    progress: (done: number) => void,
  ): Promise<Result<readonly IndexedEntry[]>>
}

/** Audits many files, on as many threads as there are. What goes in first comes out first. */
export interface AuditRunner {
  run(subjects: AsyncIterable<Subject>, options: AuditOptions, threads: number): AsyncIterable<AuditedSubject>
}

/** Plans for many files in the same way. */
export interface PlanRunner {
  run(subjects: Iterable<Subject>, options: PlanOptions, threads: number): AsyncIterable<PlannedSubject>
}
