import type { Files } from '#desk'
import { type Fault, ok, type Result } from '#fault'
import type { PassedOver } from './anomalies.ts'
import { readDigestList } from './digest-list.ts'
import { subjectsInTree } from './inventory.ts'
import { readManifestRow } from './manifest.ts'
import type { ArchiveReader } from './ports.ts'
import type { KnownDigest, Subject } from './subject.ts'

/** What is to be audited, and what was noticed while it was gathered. The lists fill while `subjects` is read. */
export interface Gathered {
  readonly subjects: AsyncIterable<Subject>
  /** How many there will be, where that is known. */
  readonly total?: number
  readonly passedOver: readonly PassedOver[]
  readonly faults: readonly Fault[]
}

/** Bytes of a list of digests. */
const LIST_LIMIT = 256 * 1024 * 1024

/** Bytes of one line of a manifest: a file with its bundle. */
const LINE_LIMIT = 16 * 1024 * 1024

/** Digests from lists, by the names in them. Every list has its say: where two differ, the audit tells. */
export async function readDigestLists(
  files: Files,
  lists: readonly { readonly path: string; readonly shown: string }[],
): Promise<Result<ReadonlyMap<string, readonly KnownDigest[]>>> {
  const all = new Map<string, KnownDigest[]>()
  for (const { path, shown } of lists) {
    const text = await files.read(path, LIST_LIMIT)
    if (!text.ok) return text
    const list = readDigestList(text.value, shown)
    if (!list.ok) return list
    for (const [name, known] of list.value) all.set(name, [...(all.get(name) ?? []), known])
  }
  return ok(all)
}

/** The released files of a folder. Only their names are held. */
export async function gatherTree(
  reader: ArchiveReader,
  root: string,
  digests: ReadonlyMap<string, readonly KnownDigest[]>,
): Promise<Gathered> {
  const files: string[] = []
  const passedOver: PassedOver[] = []
  const faults: Fault[] = []
  for await (const entry of reader.walk(root)) {
    if (!entry.ok) faults.push(entry.fault)
    else {
      const { path, kind } = entry.value
      if (kind === 'file' || kind === 'shared') files.push(path)
      if (kind !== 'file') passedOver.push({ path, kind })
    }
  }
  const subjects = subjectsInTree(files, digests)
  return { subjects: each(subjects), total: subjects.length, passedOver, faults }
}

async function* each(subjects: readonly Subject[]): AsyncGenerator<Subject> {
  yield* subjects
}

/** The rows of a manifest, one by one: it may be larger than memory. A line that is none is a fault, and the others go on. */
export function gatherManifest(
  files: Files,
  manifest: { readonly path: string; readonly shown: string },
  digests: ReadonlyMap<string, readonly KnownDigest[]>,
): Gathered {
  const faults: Fault[] = []
  async function* rows(): AsyncGenerator<Subject> {
    let number = 0
    for await (const line of files.lines(manifest.path, LINE_LIMIT)) {
      number++
      if (line.ok && line.value.trim() === '') continue
      const row = line.ok ? readManifestRow(line.value, manifest.shown, number) : line
      if (!row.ok) faults.push(row.fault)
      else yield { ...row.value, known: [...row.value.known, ...(digests.get(row.value.name) ?? [])] }
    }
  }
  return { subjects: rows(), passedOver: [], faults }
}
