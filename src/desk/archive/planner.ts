import { ok, type Result } from '#fault'
import { type AuditOptions, auditContext, loadSubject } from './auditor.ts'
import { type IndexedEntry, indexEntries } from './entry-index.ts'
import { type PlannedSubject, type PlanWishes, planSubject } from './plan.ts'
import type { ArchiveReader } from './ports.ts'
import type { Subject } from './subject.ts'

/** Everything that a plan goes by, as data that can be handed to another thread. */
export interface PlanOptions extends AuditOptions {
  readonly wishes: PlanWishes
  /** Entries that the log was asked for, besides those of the files. */
  readonly asked: readonly IndexedEntry[]
}

/** Plans for one file after the other: reads what lies beside it and its digest, then looks what can be mended. */
export function planner(
  options: PlanOptions,
  reader: ArchiveReader,
): Result<(subject: Subject) => Promise<PlannedSubject>> {
  const audited = auditContext(options)
  if (!audited.ok) return audited
  const entries = indexEntries([...audited.value.entries.values(), ...options.asked])
  const context = { ...audited.value, entries }
  return ok(async (subject) =>
    planSubject(subject, await loadSubject(subject, options, reader), context, options.wishes),
  )
}

/** Endings of bundles in an archive, the most frequent first; so that a new one is called as its neighbours are. */
export function commonEnding(files: readonly string[]): string {
  const modern = files.filter((file) => file.endsWith('.sigstore.json')).length
  const plain = files.filter((file) => file.endsWith('.sigstore')).length
  return modern > plain ? '.sigstore.json' : '.sigstore'
}
