import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises'
import path from 'node:path'
import { decodeUtf8, sha256 } from '#bytes'
import type { ArchiveWriter, PathState } from '#desk/archive'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { inside } from './inside.ts'
import { openFault } from './open-file.ts'
import { lockFile } from './plan-lock.ts'

/** Bytes of a bundle. */
const LIMIT = 4 * 1024 * 1024

/** Moments at which everything that has been done is on the disk, by name; a test stops the machine at each. */
export type Milestone =
  | 'locked'
  | 'kept'
  | 'written beside'
  | 'renamed'
  | 'removed'
  | 'folder flushed'
  | 'noted'
  | 'unlocked'

/** Changes archives of this machine. `reached` is told of every milestone. */
export function archiveWriter(reached: (milestone: Milestone) => void = () => undefined): ArchiveWriter {
  return {
    look: (root, file) => guarded(file, async () => look(root, file)),
    replace: (root, file, text, before) => guarded(file, () => replace(root, file, text, before, reached)),
    remove: (root, file, before) => guarded(file, () => remove(root, file, before, reached)),
    keep: (store, root, file, digest) => guarded(file, () => keep(store, root, file, digest, reached)),
    kept: (store, digest) => guarded(path.join(store, digest), () => kept(store, digest)),
    note: (journal, line) => guarded(journal, () => note(journal, line, reached)),
    clean: (root, file) => guarded(file, () => clean(root, file)),
    lock: (file) => guarded(file, () => lock(file, reached)),
  }
}

/** An exception of the operating system as a fault; another one is a bug and goes on its way. */
async function guarded<T>(shown: string, act: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await act()
  } catch (cause) {
    return fail(openFault(shown, cause))
  }
}

async function look(root: string, file: string): Promise<Result<PathState>> {
  const place = inside(root, file)
  if (!place.ok) return place
  const found = await content(place.value, file)
  if (found.ok) return ok({ kind: 'file', sha256: sha256(found.value) })
  return found.fault.code === 'FILE_ABSENT' ? ok({ kind: 'absent' }) : found
}

/** The bytes of a regular file that has one name and is no link. */
async function content(place: string, shown: string): Promise<Result<Uint8Array>> {
  let handle: FileHandle
  try {
    handle = await open(place, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (cause) {
    return fail(openFault(shown, cause))
  }
  await using opened = handle
  const about = await opened.stat()
  if (!about.isFile()) return fail(refused('ARCHIVE_NOT_REGULAR', 'it is not a regular file', shown))
  if (about.nlink > 1) return fail(refused('ARCHIVE_SHARED', 'it has another name too (a hard link)', shown))
  if (about.size > LIMIT) return fail(refused('ARCHIVE_TOO_LARGE', `it is larger than ${LIMIT} bytes`, shown))
  return ok(await opened.readFile())
}

async function replace(
  root: string,
  file: string,
  text: string,
  before: string | null,
  reached: (milestone: Milestone) => void,
): Promise<Result<void>> {
  const place = inside(root, file)
  if (!place.ok) return place
  const folder = path.dirname(place.value)
  const temporary = beside(place.value)
  try {
    const old = before === null ? undefined : await lstat(place.value)
    await rm(temporary, { force: true })
    {
      await using handle = await open(temporary, 'wx', 0o644)
      if (old !== undefined) {
        await handle.chmod(old.mode & 0o7777)
        // Only root may give a file away; for anybody else the owner is the same already.
        if (old.uid !== (await handle.stat()).uid || old.gid !== (await handle.stat()).gid)
          await handle.chown(old.uid, old.gid)
      }
      await handle.writeFile(text)
      await handle.sync()
    }
    reached('written beside')
    const unchanged = await expect(root, file, before)
    if (!unchanged.ok) {
      await rm(temporary, { force: true })
      return unchanged
    }
    await rename(temporary, place.value)
    reached('renamed')
    await flushFolder(folder)
    reached('folder flushed')
    return ok(undefined)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
}

/** Where a new content waits to be renamed: one name for each file, so that what a killed run left is found again. */
function beside(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.steward-tmp`)
}

async function clean(root: string, file: string): Promise<Result<void>> {
  const place = inside(root, file)
  if (place.ok) await rm(beside(place.value), { force: true })
  return ok(undefined)
}

/** Looked at again at the last moment: much time may lie between the first look and now. */
async function expect(root: string, file: string, before: string | null): Promise<Result<void>> {
  const state = await look(root, file)
  if (!state.ok) return state
  const now = state.value.kind === 'file' ? state.value.sha256 : null
  return now === before
    ? ok(undefined)
    : fail(refused('ARCHIVE_CHANGED_MEANWHILE', 'somebody changed it meanwhile', file))
}

async function remove(
  root: string,
  file: string,
  before: string,
  reached: (milestone: Milestone) => void,
): Promise<Result<void>> {
  const place = inside(root, file)
  if (!place.ok) return place
  const unchanged = await expect(root, file, before)
  if (!unchanged.ok) return unchanged
  await unlink(place.value)
  reached('removed')
  await flushFolder(path.dirname(place.value))
  reached('folder flushed')
  return ok(undefined)
}

async function keep(
  store: string,
  root: string,
  file: string,
  digest: string,
  reached: (milestone: Milestone) => void,
): Promise<Result<void>> {
  await mkdir(store, { recursive: true, mode: 0o700 })
  const target = path.join(store, digest)
  if (await isKept(target, digest)) return ok(undefined)
  const place = inside(root, file)
  if (!place.ok) return place
  const bytes = await content(place.value, file)
  if (!bytes.ok) return bytes
  if (sha256(bytes.value) !== digest)
    return fail(refused('ARCHIVE_CHANGED_MEANWHILE', 'somebody changed it meanwhile', file))
  const temporary = `${target}.${randomBytes(4).toString('hex')}`
  {
    await using handle = await open(temporary, 'wx', 0o600)
    await handle.writeFile(bytes.value)
    await handle.sync()
  }
  await rename(temporary, target)
  await flushFolder(store)
  await flushFolder(path.dirname(store))
  reached('kept')
  return ok(undefined)
}

async function isKept(file: string, digest: string): Promise<boolean> {
  try {
    return sha256(await readFile(file)) === digest
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw cause
  }
}

async function kept(store: string, digest: string): Promise<Result<string>> {
  const file = path.join(store, digest)
  const bytes = await readFile(file)
  if (sha256(bytes) !== digest)
    return fail(refused('ARCHIVE_KEPT_BROKEN', 'what was kept has another digest now', file))
  const text = decodeUtf8(bytes)
  return text.ok ? text : fail(from(file, text.fault))
}

async function note(journal: string, line: string, reached: (milestone: Milestone) => void): Promise<Result<void>> {
  await using handle = await open(journal, 'a+', 0o644)
  const { size } = await handle.stat()
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
  // A line that was cut off when the machine stopped ends here.
  const isCut = bytesRead === 1 && buffer[0] !== 0x0a
  await handle.appendFile(`${isCut ? '\n' : ''}${line}\n`)
  await handle.sync()
  reached('noted')
  return ok(undefined)
}

async function lock(file: string, reached: (milestone: Milestone) => void): Promise<Result<() => Promise<void>>> {
  const locked = await lockFile(file)
  if (!locked.ok) return locked
  reached('locked')
  return ok(async () => {
    await locked.value()
    reached('unlocked')
  })
}

/** Without this the rename itself may be lost when the power goes. Windows cannot open folders, and does not need it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder)
  await handle.sync().catch((cause: NodeJS.ErrnoException) => {
    // Some file systems (of networks, mostly) have no flush for folders.
    if (cause.code !== 'EINVAL' && cause.code !== 'ENOTSUP') throw cause
  })
}

function refused(code: string, detail: string, shown: string): Fault {
  return { code, kind: 'conflict', message: `cannot change the archive: ${detail}`, place: { source: shown } }
}
