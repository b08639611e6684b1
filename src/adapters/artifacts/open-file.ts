import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { type Fault, fail, ok, type Result } from '#fault'

/** A regular file that is open to be read. It is closed when whoever holds it lets go. */
export interface OpenFile extends Disposable {
  readonly fd: number
  /** Bytes, when it was opened. */
  readonly size: number
}

/** Opens a regular file to read it. A link is not followed, a pipe does not make it wait. */
export function openFile(file: string, shown: string): Result<OpenFile> {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (cause) {
    return fail(openFault(shown, cause))
  }
  const about = fstatSync(fd)
  if (about.isFile()) return ok({ fd, size: about.size, [Symbol.dispose]: () => closeSync(fd) })
  closeSync(fd)
  return fail(notRegular(shown))
}

/** What the exception of an open means; with O_NOFOLLOW a link gives ELOOP, on BSD EMLINK. */
export function openFault(shown: string, cause: unknown): Fault {
  const { code, syscall } = cause as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) throw cause
  if (code === 'ELOOP' || code === 'EMLINK') {
    return {
      code: 'ARCHIVE_LINK',
      kind: 'refused',
      message: 'it is a symbolic link, which is not followed',
      place: { source: shown },
      hint: 'audit the file that it leads to',
    }
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { code: 'FILE_ABSENT', kind: 'absent', message: 'it does not exist', place: { source: shown } }
  }
  if (code === 'ENXIO') return notRegular(shown)
  return {
    code: 'ARCHIVE_UNREADABLE',
    kind: code === 'EACCES' || code === 'EPERM' ? 'refused' : 'unreachable',
    message: `cannot read or write the file: ${code}`,
    place: { source: shown },
  }
}

function notRegular(shown: string): Fault<'ARCHIVE_NOT_REGULAR'> {
  return { code: 'ARCHIVE_NOT_REGULAR', kind: 'invalid', message: 'it is not a regular file', place: { source: shown } }
}
