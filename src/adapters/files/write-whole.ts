import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import { fileFault } from './file-fault.ts'
import { refusal } from './read-chunks.ts'

/**
 * Puts a whole text in place of a file: written beside it, flushed to the disk, renamed over it, the folder flushed too. Whoever
 * looks, and whenever the machine stops, finds the old text or the new one. Of two writers at once the last one wins. The file
 * keeps its permissions, so that what was private stays so.
 *
 * A symbolic link is refused and not followed: in a repository it may come from anybody, and may point at any file of whoever
 * writes. Folders on the way may be links: a person put the workspace where it is.
 */
export async function writeWhole(file: string, text: string | Iterable<string>): Promise<Result<void>> {
  const folder = path.dirname(file)
  const temporary = path.join(folder, temporaryName(path.basename(file)))
  try {
    const before = await lookAt(file)
    const refused = before === undefined ? undefined : refusedTarget(file, before)
    if (refused !== undefined) return fail(refused)
    const created = await mkdir(folder, { recursive: true })
    await sweep(folder)
    await using handle = await open(temporary, 'wx')
    if (before !== undefined) await handle.chmod(before.mode & 0o777)
    await handle.writeFile(typeof text === 'string' ? text : gathered(text))
    await handle.sync()
    await rename(temporary, file)
    await syncFolders(folder, created === undefined ? folder : path.dirname(created))
    return ok(undefined)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return fail(fileFault('write the file', file, cause))
  }
}

/** UTF-16 units that are written at once. */
const PIECE = 64 * 1024

/** Larger pieces of the same text: each is a request to the operating system. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  yield text
}

/** What stands there now, a link as the link that it is; undefined when there is nothing. */
async function lookAt(file: string): Promise<Stats | undefined> {
  try {
    return await lstat(file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

function refusedTarget(file: string, before: Stats): Fault | undefined {
  const place = { source: file }
  if (before.isSymbolicLink()) {
    return {
      code: 'FILE_IS_LINK',
      kind: 'conflict',
      message: 'a symbolic link stands there, and is not written through',
      place,
      hint: 'name the file that it points at, or remove the link',
    }
  }
  if (before.isFIFO()) {
    return {
      code: 'FILE_NOT_REGULAR',
      kind: 'invalid',
      message: 'it is a pipe, not a file',
      place,
      hint: 'name a file',
    }
  }
  return refusal(file, before)
}

const MARK = '.steward-tmp'

function temporaryName(name: string): string {
  return `.${name}.${process.pid}-${randomBytes(4).toString('hex')}${MARK}`
}

const TEMPORARY = /^\..+\.([0-9]{1,10})-[0-9a-f]{8}\.steward-tmp$/s

/** Folders in which this process has looked for leftovers: once is enough, and a folder may hold thousands of files. */
const swept = new Set<string>()

/** Removes what killed writers left behind. A writer that is alive keeps its own. */
async function sweep(folder: string): Promise<void> {
  if (swept.has(folder)) return
  swept.add(folder)
  for (const entry of await readdir(folder)) {
    const pid = TEMPORARY.exec(entry)?.[1]
    if (pid === undefined) continue
    const leftover = path.join(folder, entry)
    if (await isAbandoned(leftover, Number(pid))) await rm(leftover, { force: true })
  }
}

/** In a container every run may have the same number: what is older than this process was left by one before it. */
async function isAbandoned(leftover: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return !isAlive(pid)
  const about = await stat(leftover).catch(() => undefined)
  return about !== undefined && about.mtimeMs < Date.now() - process.uptime() * 1000
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Flushes a folder and those above it up to `top`: without this the rename itself, or a folder that was made for it, may be lost
 * when the power goes. Windows cannot open folders, and does not need it.
 */
async function syncFolders(folder: string, top: string): Promise<void> {
  if (process.platform === 'win32') return
  for (let at = folder; ; at = path.dirname(at)) {
    await using handle = await open(at)
    await handle.sync().catch(ignoreUnsupported)
    if (at === top || at === path.dirname(at)) return
  }
}

/** Some file systems (of networks, mostly) have no flush for folders. */
function ignoreUnsupported(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'EINVAL' && cause.code !== 'ENOTSUP') throw cause
}
