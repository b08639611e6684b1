import type { AuditContext } from './audit-subject.ts'
import { type AuditOptions, loadSubject } from './auditor.ts'
import { type LeftOver, type PlannedChange, type PlanWishes, planSubject } from './plan.ts'
import type { ArchiveReader } from './ports.ts'
import type { Subject } from './subject.ts'

/** The changes of a whole archive, in the order of its files. */
export async function planArchive(
  subjects: Iterable<Subject>,
  options: AuditOptions,
  context: AuditContext,
  reader: ArchiveReader,
  wishes: PlanWishes,
  progress: (done: number) => void,
): Promise<{ readonly changes: readonly PlannedChange[]; readonly left: readonly LeftOver[] }> {
  const changes: PlannedChange[] = []
  const left: LeftOver[] = []
  let done = 0
  for (const subject of subjects) {
    const planned = planSubject(subject, await loadSubject(subject, options, reader), context, wishes)
    changes.push(...planned.changes)
    left.push(...planned.left)
    progress(++done)
  }
  return { changes, left }
}

/** Endings of bundles in an archive, the most frequent first; so that a new one is called as its neighbours are. */
export function commonEnding(files: readonly string[]): string {
  const modern = files.filter((file) => file.endsWith('.sigstore.json')).length
  const plain = files.filter((file) => file.endsWith('.sigstore')).length
  return modern > plain ? '.sigstore.json' : '.sigstore'
}
