import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { fail, ok, type Result } from '#fault'
import { type Artifact, artifactOf, artifactWithSha256 } from '#sigstore'

/** Bytes up to which a file is kept whole: checking a signature over it is quicker than over its digest alone. */
const SMALL = 1024 * 1024

/** Bytes that are read while the ones before are hashed. */
const CHUNK = 1024 * 1024

/**
 * The SHA-256 digest of a file, in the memory of two chunks however large it is; its content too, where it is small. Only regular
 * files are read: a pipe or a device is no released file.
 */
export async function readArtifact(file: string): Promise<Result<Artifact>> {
  try {
    await using handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const about = await handle.stat()
    if (!about.isFile()) {
      return fail({
        code: 'ARTIFACT_NOT_REGULAR',
        kind: 'invalid',
        message: 'it is not a regular file',
        place: { source: file },
        hint: 'name a file',
      })
    }
    return ok(await artifactIn(handle, about.size))
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    return fail({
      code: absent ? 'ARTIFACT_ABSENT' : 'ARTIFACT_UNREADABLE',
      kind: absent ? 'absent' : 'refused',
      message: absent ? 'the file does not exist' : `cannot read the file: ${(cause as Error).message}`,
      place: { source: file },
    })
  }
}

/** The same of a file that is open already. */
export async function artifactIn(handle: FileHandle, size: number): Promise<Artifact> {
  return size <= SMALL ? artifactOf(await handle.readFile()) : artifactWithSha256(await hashed(handle))
}

/** Two buffers in turn: one is filled by the operating system while the other is hashed. */
async function hashed(handle: FileHandle): Promise<Uint8Array> {
  const hash = createHash('sha256')
  let filled = Buffer.allocUnsafe(CHUNK)
  let free = Buffer.allocUnsafe(CHUNK)
  let reading = handle.read(filled, 0, CHUNK, null)
  for (;;) {
    const { bytesRead } = await reading
    if (bytesRead === 0) return hash.digest()
    reading = handle.read(free, 0, CHUNK, null)
    hash.update(filled.subarray(0, bytesRead))
    ;[filled, free] = [free, filled]
  }
}
