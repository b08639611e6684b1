import type { Fault, FaultKind } from '#fault'

type Reason = readonly [code: string, kind: FaultKind, reason: string, hint?: string]

/** What the usual reasons of the operating system mean to a person. Source: errno(3); Node itself refuses names with a NUL. */
const REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: ['FILE_ABSENT', 'absent', 'it does not exist', 'check the path'],
  ENOTDIR: ['FILE_ABSENT', 'absent', 'a part of its path is not a folder', 'check the path'],
  EEXIST: ['FILE_ABSENT', 'absent', 'a part of its path is not a folder', 'check the path'],
  EACCES: ['FILE_REFUSED', 'refused', 'permission denied'],
  EPERM: ['FILE_REFUSED', 'refused', 'permission denied'],
  EROFS: ['FILE_REFUSED', 'refused', 'the file system is read-only'],
  ENOSPC: ['FILE_NO_SPACE', 'unreachable', 'no space left on the device', 'make room and run it again'],
  EDQUOT: ['FILE_NO_SPACE', 'unreachable', 'the disk quota is used up', 'make room and run it again'],
  EFBIG: [
    'FILE_NO_SPACE',
    'unreachable',
    'it would be larger than this process may write',
    'raise the limit of file sizes',
  ],
  EISDIR: ['FILE_IS_FOLDER', 'invalid', 'it is a folder', 'name a file'],
  ENXIO: ['FILE_NOT_REGULAR', 'invalid', 'it is a socket or a device without a driver', 'name a file'],
  ELOOP: ['FILE_LINK_LOOP', 'invalid', 'its symbolic links form a loop', 'remove one of the links'],
  ERR_INVALID_ARG_VALUE: ['FILE_NAME_MALFORMED', 'invalid', 'its name holds a NUL', 'remove it'],
  ENAMETOOLONG: ['FILE_NAME_TOO_LONG', 'invalid', 'its name is too long', 'choose a shorter name'],
}

/**
 * The fault for an exception of a file operation: `cannot read the file: it does not exist`. An exception that does not come from
 * the operating system is a bug, and goes on its way.
 */
export function fileFault(action: string, file: string, cause: unknown): Fault {
  const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const known = REASONS[errno]
  if (known === undefined && !(cause instanceof Error && 'syscall' in cause)) throw cause
  const [code, kind, reason, hint]: Reason = known ?? ['FILE_FAILED', 'unreachable', errno]
  return {
    code,
    kind,
    message: `cannot ${action}: ${reason}`,
    place: { source: file },
    ...(hint !== undefined && { hint }),
  }
}
