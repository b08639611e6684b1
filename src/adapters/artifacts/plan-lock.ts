import { randomBytes } from 'node:crypto'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { fail, ok, type Result } from '#fault'

/**
 * Takes a lock file for this process; gives what ends that. A lock of a process that is gone is taken over.
 *
 * The file appears with the number of the process in it, by a link: nobody ever finds an empty one.
 */
export async function lockFile(file: string): Promise<Result<() => Promise<void>>> {
  for (;;) {
    if (await take(file)) return ok(() => rm(file, { force: true }))
    const holder = await holderOf(file)
    if (holder !== process.pid && isAlive(holder)) {
      return fail({
        code: 'ARCHIVE_LOCKED',
        kind: 'conflict',
        message: `process ${holder} works on this plan`,
        place: { source: file },
        hint: 'wait until it is done; remove the lock if it is something else',
      })
    }
    await takeAway(file, holder)
  }
}

async function take(file: string): Promise<boolean> {
  const own = aside(file)
  try {
    {
      await using handle = await open(own, 'wx', 0o644)
      await handle.writeFile(String(process.pid))
      await handle.sync()
    }
    await link(own, file)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  } finally {
    await rm(own, { force: true })
  }
}

/** Removes the lock of a process that was killed; one that somebody else took over meanwhile is put back. */
async function takeAway(file: string, holder: number): Promise<void> {
  const old = aside(file)
  try {
    await rename(file, old)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return
    throw cause
  }
  if ((await holderOf(old)) !== holder) await link(old, file).catch(() => undefined)
  await rm(old, { force: true })
}

/** The process that a lock names; 0 for one that names none, or is gone. */
async function holderOf(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : 0
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function aside(file: string): string {
  return `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
}
