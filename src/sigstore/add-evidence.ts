import { sameBytes } from '#bytes'
import { fail, ok, type Result } from '#fault'
import type { LogEntry } from './log-entry.ts'
import type { Material } from './material.ts'

/**
 * The material with what the log says today about an entry that it has already: a fresh promise and a proof with a checkpoint. The
 * entry must be the same one: its log, place, time and body to the byte. Nothing else changes, and nothing is verified here.
 */
export function addEvidence(material: Material, fresh: LogEntry): Result<Material, 'EVIDENCE_OTHER_ENTRY'> {
  const at = material.entries.findIndex((entry) => isSame(entry, fresh))
  const entry = material.entries[at]
  if (entry === undefined) {
    return fail({
      code: 'EVIDENCE_OTHER_ENTRY',
      kind: 'conflict',
      message: 'cannot add evidence: the log entry is not the one of this signature',
    })
  }
  const { promise = entry.promise, proof = entry.proof } = fresh
  const mended: LogEntry = {
    ...entry,
    ...(promise !== undefined && { promise }),
    ...(proof !== undefined && { proof }),
  }
  return ok({ ...material, entries: material.entries.with(at, mended) })
}

function isSame(a: LogEntry, b: LogEntry): boolean {
  return (
    a.logIndex === b.logIndex &&
    a.integratedTime === b.integratedTime &&
    sameBytes(a.logId, b.logId) &&
    sameBytes(a.body, b.body)
  )
}
