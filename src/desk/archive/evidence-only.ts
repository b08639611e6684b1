import { sameBytes } from '#bytes'
import { type Fault, fail, ok, type Result } from '#fault'
import type { LogEntry, Material } from '#sigstore'

/**
 * Whether two materials differ in evidence alone. What was signed, by which certificate, which file it was and what the log recorded of
 * it must be the same to the byte; promise, proof, checkpoint and format may not be. A re-signing is another thing and no repair.
 */
export function differsInEvidenceAlone(before: Material, after: Material): Result<void, 'REPAIR_CHANGES_SIGNATURE'> {
  const changed = changedPart(before, after)
  return changed === undefined ? ok(undefined) : fail(changes(changed))
}

function changedPart(before: Material, after: Material): string | undefined {
  const [a, b] = [before.content, after.content]
  if (a.kind !== b.kind || !sameBytes(a.signature, b.signature)) return 'the signature'
  if (before.key.kind === 'certificate' && after.key.kind === 'certificate') {
    if (!sameBytes(before.key.leaf.bytes, after.key.leaf.bytes)) return 'the certificate'
  } else if (before.key.kind !== after.key.kind) return 'the key'
  if (a.kind === 'message' && b.kind === 'message') {
    const isNew = a.digest === undefined
    if (!isNew && (b.digest === undefined || !sameBytes(a.digest.value, b.digest.value)))
      return 'the digest of the file'
  }
  if (a.kind === 'dsse' && b.kind === 'dsse' && (a.payloadType !== b.payloadType || !sameBytes(a.payload, b.payload))) {
    return 'the statement'
  }
  if (!sameSet(before.timestamps, after.timestamps)) return 'a timestamp'
  // A detached signature has no entry yet; whatever has one keeps it.
  const kept = before.entries.every((entry) => after.entries.some((each) => isSameEntry(entry, each)))
  return kept && (before.entries.length === 0 || before.entries.length === after.entries.length)
    ? undefined
    : 'what the log recorded'
}

/** Timestamps may not get lost in an upgrade: for Rekor v2 they are the only proof of the time. */
function sameSet(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((each) => b.some((other) => sameBytes(each, other)))
}

function isSameEntry(a: LogEntry, b: LogEntry): boolean {
  return (
    sameBytes(a.body, b.body) &&
    sameBytes(a.logId, b.logId) &&
    a.logIndex === b.logIndex &&
    a.integratedTime === b.integratedTime
  )
}

function changes(part: string): Fault<'REPAIR_CHANGES_SIGNATURE'> {
  return {
    code: 'REPAIR_CHANGES_SIGNATURE',
    kind: 'refused',
    message: `this is no repair: it would change ${part}`,
    hint: 'sign the file anew instead',
  }
}
