import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '#fault'
import { fileFault, notAFile } from './file-fault.ts'

const MARK = '.steward-tmp'

/**
 * Puts a whole text in place of a file: written beside it, flushed to the disk, renamed over it, the folder flushed too. Whoever
 * looks, and whenever the machine stops, finds the old text or the new one.
 */
export async function writeWhole(file: string, text: string | Iterable<string>): Promise<Result<void>> {
  const folder = path.dirname(file)
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}-${randomBytes(4).toString('hex')}${MARK}`)
  try {
    const before = await stat(file).catch(() => undefined)
    if (before !== undefined && !before.isFile()) return fail(notAFile(file))
    await mkdir(folder, { recursive: true })
    await removeLeftovers(folder, path.basename(file))
    await using handle = await open(temporary, 'wx')
    await handle.writeFile(text)
    await handle.sync()
    await rename(temporary, file)
    await syncFolder(folder)
    return ok(undefined)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return fail(fileFault('write', file, cause))
  }
}

/** What a killed writer of the same file left behind. A living one keeps its own. */
async function removeLeftovers(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(`.${name}.`) || !entry.endsWith(MARK)) continue
    const pid = Number(entry.slice(name.length + 2).split('-')[0])
    if (!isAlive(pid)) await rm(path.join(folder, entry), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Without this the rename itself may be lost when the power goes. Windows cannot open folders, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder)
  await handle.sync()
}
