import { decodeHex, encodeHex } from '#bytes'
import { entryHash, hashedRekordBody } from '#sigstore'
import type { AuditContext, LoadedSubject } from './audit-subject.ts'
import { hasCheckpoint } from './entry-index.ts'
import { readSubject } from './read-subject.ts'
import type { RepairKind, Subject } from './subject.ts'

/** Hashes of the log entries that would mend the signatures of a file and are not at hand. */
export function wantedEntries(
  subject: Subject,
  loaded: LoadedSubject,
  { entries }: AuditContext,
  kinds: ReadonlySet<RepairKind>,
): readonly string[] {
  const sha256 = loaded.artifact ? encodeHex(loaded.artifact.digests.sha256) : subject.known[0]?.sha256
  const digest = decodeHex(sha256 ?? '')
  const hashes = readSubject(subject, loaded.contents, sha256, entries).flatMap(({ name, read, entry }) => {
    if (!read.ok || (entry !== undefined && hasCheckpoint(entry.entry))) return []
    const { key, content, entries: own } = read.value
    const [first] = own
    if (first !== undefined) return kinds.has('add-checkpoint') && !hasCheckpoint(first) ? [entryHash(first.body)] : []
    const isDetached = name === '.sig+.crt' && key.kind === 'certificate' && content.kind === 'message'
    if (!isDetached || digest?.length !== 32 || !kinds.has('backfill')) return []
    return [entryHash(hashedRekordBody(key.leaf, content.signature, digest))]
  })
  return [...new Set(hashes)]
}
