import type { Fault, FaultKind } from '#fault'

/** What the usual reasons of the operating system mean to a person. Source: errno(3). */
const REASONS: Readonly<Record<string, readonly [code: string, kind: FaultKind, reason: string]>> = {
  ENOENT: ['FILE_ABSENT', 'absent', 'it does not exist'],
  EACCES: ['FILE_REFUSED', 'refused', 'permission denied'],
  EPERM: ['FILE_REFUSED', 'refused', 'permission denied'],
  EROFS: ['FILE_REFUSED', 'refused', 'the file system is read-only'],
  ENOSPC: ['FILE_NO_SPACE', 'unreachable', 'no space left on the device'],
  EDQUOT: ['FILE_NO_SPACE', 'unreachable', 'the disk quota is used up'],
  EISDIR: ['FILE_IS_FOLDER', 'invalid', 'it is a folder'],
  ENOTDIR: ['FILE_ABSENT', 'absent', 'a part of its path is not a folder'],
  ELOOP: ['FILE_LINK_LOOP', 'invalid', 'its symbolic links form a loop'],
  ENAMETOOLONG: ['FILE_NAME_TOO_LONG', 'invalid', 'its name is too long'],
}

/** The fault for an exception of a file operation: `cannot read x: it does not exist`. */
export function fileFault(action: string, file: string, cause: unknown): Fault {
  const errno = (cause as NodeJS.ErrnoException).code ?? ''
  const [code, kind, reason] = REASONS[errno] ?? ['FILE_FAILED', 'unreachable', errno || String(cause)]
  return { code, kind, message: `cannot ${action} ${file}: ${reason}`, place: { source: file } }
}

/** Folders and devices are neither read whole nor replaced. */
export function notAFile(file: string): Fault {
  return {
    code: 'FILE_NOT_REGULAR',
    kind: 'invalid',
    message: `${file} is not a regular file`,
    place: { source: file },
  }
}
