import type { Files } from '#desk'
import { type Fault, fail, ok, type Result } from '#fault'
import type { PassedOver } from './anomaly.ts'
import { readDigestList } from './digest-list.ts'
import { subjectsInTree } from './inventory.ts'
import { readManifestRow } from './manifest.ts'
import type { ArchiveReader } from './ports.ts'
import type { KnownDigest, Subject } from './subject.ts'

/** Who is told of what is noticed on the way: what could not be read, and what is no file. */
export interface Notice {
  miss(fault: Fault): void
  passOver(each: PassedOver): void
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

/** Folders within folders: deeper ones are a mistake or a trap. */
const DEEPEST = 64

/** The released files of a tree in the order of their paths. Only the names of one folder, and of those above it, are held. */
export function gatherTree(
  reader: ArchiveReader,
  root: string,
  digests: ReadonlyMap<string, readonly KnownDigest[]>,
  notice: Notice,
): AsyncGenerator<Subject> {
  return below('', 0)

  async function* below(folder: string, depth: number): AsyncGenerator<Subject> {
    const listed = depth > DEEPEST ? fail(tooDeep(folder)) : await reader.list(root, folder)
    if (!listed.ok) {
      notice.miss(listed.fault)
      return
    }
    const { files, folders, odd } = listed.value
    for (const each of odd) notice.passOver(each)
    // What vouches for a file lies in its folder. In the order of whole paths, what is in a folder comes where its name with `/` does.
    const left = [...folders].sort(byPath)
    for (const subject of subjectsInTree(files, digests)) {
      while (left[0] !== undefined && `${left[0]}/` < subject.path) yield* below(left.shift() ?? '', depth + 1)
      yield subject
    }
    for (const each of left) yield* below(each, depth + 1)
  }
}

function byPath(a: string, b: string): number {
  return `${a}/` < `${b}/` ? -1 : 1
}

function tooDeep(folder: string): Fault<'ARCHIVE_TOO_DEEP'> {
  return {
    code: 'ARCHIVE_TOO_DEEP',
    kind: 'invalid',
    message: `folders are nested more than ${DEEPEST} deep`,
    place: { source: folder },
  }
}

/** How many released files a tree has, for whoever waits. */
export async function countTree(reader: ArchiveReader, root: string): Promise<number> {
  let files = 0
  const ignore = { miss: () => undefined, passOver: () => undefined }
  for await (const _ of gatherTree(reader, root, new Map(), ignore)) files++
  return files
}

/** The rows of a manifest, one by one: it may be larger than memory. A line that is none is a fault, and the others go on. */
export async function* gatherManifest(
  files: Files,
  manifest: { readonly path: string; readonly shown: string },
  digests: ReadonlyMap<string, readonly KnownDigest[]>,
  notice: Notice,
): AsyncGenerator<Subject> {
  let number = 0
  for await (const line of files.lines(manifest.path, LINE_LIMIT)) {
    number++
    if (line.ok && line.value.trim() === '') continue
    const row = line.ok ? readManifestRow(line.value, manifest.shown, number) : line
    if (!row.ok) notice.miss(row.fault)
    else yield { ...row.value, known: [...row.value.known, ...(digests.get(row.value.name) ?? [])] }
  }
}
