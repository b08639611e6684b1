import { fail, from, ok, type Result } from '#fault'
import { entryHash, type LogEntry, readRekorEntries, readRekorFile } from '#sigstore'

/** Log entries by the hash under which the log has them, each with the file that it came from. */
export type EntryIndex = ReadonlyMap<string, IndexedEntry>

export interface IndexedEntry {
  readonly entry: LogEntry
  readonly from: string
}

/** Entries in the text of a dump of Rekor's interface, or of a `.rekor` file. */
export function readEntries(text: string, file: string): Result<readonly IndexedEntry[]> {
  const dump = readRekorEntries(text)
  if (dump.ok) return ok([...dump.value.values()].map((entry) => ({ entry, from: file })))
  const single = readRekorFile(text)
  return single.ok ? ok([{ entry: single.value, from: file }]) : fail(from(file, dump.fault))
}

/** Of two entries with one body the one with a checkpoint is kept: it can do all that the other can. */
export function indexEntries(entries: Iterable<IndexedEntry>): EntryIndex {
  const index = new Map<string, IndexedEntry>()
  for (const each of entries) {
    const key = entryHash(each.entry.body)
    const other = index.get(key)
    if (other === undefined || (!hasCheckpoint(other.entry) && hasCheckpoint(each.entry))) index.set(key, each)
  }
  return index
}

export function hasCheckpoint({ proof }: LogEntry): boolean {
  return proof?.checkpoint !== undefined
}
