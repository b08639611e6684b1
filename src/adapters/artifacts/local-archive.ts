import type { Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { decodeUtf8 } from '#bytes'
import type { ArchiveEntry, ArchiveReader } from '#desk/archive'
import { fail, from, ok, type Result } from '#fault'
import { inside } from './inside.ts'
import { openFault, openFile } from './open-file.ts'
import { artifactIn } from './read-artifact.ts'

/** Folders within folders: deeper ones are a mistake or a trap. */
const DEEPEST = 64

/** Archives of this machine. */
export const localArchive: ArchiveReader = {
  isFolder: async (place) => (await stat(place).catch(() => undefined))?.isDirectory() === true,

  walk: (root) => walk(root, '', 0),

  async text(root, file, limit) {
    const read = await bytes(root, file, limit)
    if (!read.ok) return read
    const text = decodeUtf8(read.value)
    return text.ok ? text : fail(from(file, text.fault))
  },

  bytes,

  async artifact(root, file) {
    const place = await inside(root, file)
    if (!place.ok) return place
    const opened = await openFile(place.value, file)
    if (!opened.ok) return opened
    await using handle = opened.value
    return ok(await artifactIn(handle, (await handle.stat()).size))
  },
}

async function bytes(root: string, file: string, limit: number): Promise<Result<Uint8Array>> {
  const place = await inside(root, file)
  if (!place.ok) return place
  const opened = await openFile(place.value, file)
  if (!opened.ok) return opened
  await using handle = opened.value
  const { size } = await handle.stat()
  if (size > limit) return fail(tooLarge(file, limit))
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size + 1), 0, size + 1, 0)
  // It grew while it was read: what was asked for is no longer what is there.
  return bytesRead > size ? fail(tooLarge(file, limit)) : ok(buffer.subarray(0, bytesRead))
}

/** A folder's own files in order, then those of the folders in it. What is hidden is passed over. */
async function* walk(root: string, folder: string, depth: number): AsyncGenerator<Result<ArchiveEntry>> {
  let entries: Dirent[]
  try {
    entries = await readdir(path.join(root, folder), { withFileTypes: true })
  } catch (cause) {
    yield fail(openFault(folder === '' ? root : folder, cause))
    return
  }
  const shown = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of shown) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) yield ok({ path: file, kind: (await hasOtherNames(path.join(root, file))) ? 'shared' : 'file' })
    else if (!entry.isDirectory()) yield ok({ path: file, kind: entry.isSymbolicLink() ? 'link' : 'other' })
  }
  for (const entry of shown) {
    if (!entry.isDirectory()) continue
    const below = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (depth < DEEPEST) yield* walk(root, below, depth + 1)
    else yield fail(tooDeep(below))
  }
}

async function hasOtherNames(file: string): Promise<boolean> {
  const about = await lstat(file).catch(() => undefined)
  return about !== undefined && about.nlink > 1
}

function tooLarge(file: string, limit: number) {
  return {
    code: 'FILE_TOO_LARGE',
    kind: 'invalid',
    message: `it is larger than ${limit} bytes`,
    place: { source: file },
  } as const
}

function tooDeep(folder: string) {
  return {
    code: 'ARCHIVE_TOO_DEEP',
    kind: 'invalid',
    message: `folders are nested more than ${DEEPEST} deep`,
    place: { source: folder },
  } as const
}
