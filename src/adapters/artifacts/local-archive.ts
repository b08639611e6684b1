import { type Dirent, readSync } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { decodeUtf8 } from '#bytes'
import type { ArchiveFolder, ArchiveReader, PassedOver } from '#desk/archive'
import { fail, from, ok, type Result } from '#fault'
import { inside } from './inside.ts'
import { type OpenFile, openFault, openFile } from './open-file.ts'
import { artifactIn } from './read-artifact.ts'

/** Archives of this machine. */
export const localArchive: ArchiveReader = {
  isFolder: async (place) => (await stat(place).catch(() => undefined))?.isDirectory() === true,

  list,

  async text(root, file, limit) {
    const read = await bytes(root, file, limit)
    if (!read.ok) return read
    const text = decodeUtf8(read.value)
    return text.ok ? text : fail(from(file, text.fault))
  },

  bytes,

  artifact: (root, file) => readInside(root, file, async ({ fd, size }) => ok(await artifactIn(fd, size))),
}

function bytes(root: string, file: string, limit: number): Promise<Result<Uint8Array>> {
  return readInside(root, file, async ({ fd, size }) => {
    if (size > limit) return fail(tooLarge(file, limit))
    const buffer = Buffer.alloc(size + 1)
    const read = readSync(fd, buffer, 0, size + 1, 0)
    // It grew while it was read: what was asked for is no longer what is there.
    return read > size ? fail(tooLarge(file, limit)) : ok(buffer.subarray(0, read))
  })
}

/**
 * What `read` makes of a file below `root`. It is opened and read without handing that to another thread: an archive has many small
 * files, whoever audits them has nothing else to do meanwhile, and the way to the other thread and back takes longer than the reading.
 */
async function readInside<T>(
  root: string,
  file: string,
  read: (opened: OpenFile) => Promise<Result<T>>,
): Promise<Result<T>> {
  const place = inside(root, file)
  if (!place.ok) return place
  const opened = openFile(place.value, file)
  if (!opened.ok) return opened
  using held = opened.value
  return await read(held)
}

async function list(root: string, folder: string): Promise<Result<ArchiveFolder>> {
  let entries: Dirent[]
  try {
    entries = await readdir(path.join(root, folder), { withFileTypes: true })
  } catch (cause) {
    return fail(openFault(folder === '' ? root : folder, cause))
  }
  const files: string[] = []
  const folders: string[] = []
  const odd: PassedOver[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const below = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) files.push(below)
    else if (entry.isDirectory()) folders.push(below)
    else odd.push({ path: below, kind: entry.isSymbolicLink() ? 'link' : 'other' })
  }
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE)
    const shared = await Promise.all(some.map((file) => hasOtherNames(path.join(root, file))))
    odd.push(...some.filter((_, i) => shared[i]).map((file) => ({ path: file, kind: 'shared' }) as const))
  }
  return ok({ files, folders, odd })
}

/** Files that are looked at together: one after the other, the way to the disk and back would be most of the time. */
const AT_ONCE = 64

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
