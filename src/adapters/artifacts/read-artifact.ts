import { createHash } from 'node:crypto'
import { constants, read, readFileSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { fail, ok, type Result } from '#fault'
import { type Artifact, artifactOf, artifactWithSha256 } from '#sigstore'

/** Bytes up to which a file is kept whole: some keys sign nothing less, and for others checking a signature is quicker. */
const SMALL = 1024 * 1024

/** Bytes up to which a file is read and hashed in turn: of a larger one, a part is read while the one before is hashed. */
const MIDDLING = 8 * 1024 * 1024

/** Bytes that are read at once. */
const CHUNK = 1024 * 1024

/** Bytes that another thread reads at once: each of its answers is waited for, if only for a moment. */
const LARGE_CHUNK = 4 * CHUNK

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
    return ok(await artifactIn(handle.fd, about.size))
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

/** The same of a file that is open already, from where it stands. */
export async function artifactIn(fd: number, size: number): Promise<Artifact> {
  if (size <= SMALL) return artifactOf(readFileSync(fd))
  return artifactWithSha256(size <= MIDDLING ? hashed(fd) : await hashedMeanwhile(fd))
}

function hashed(fd: number): Uint8Array {
  const hash = createHash('sha256')
  for (let read = readSync(fd, OWN); read > 0; read = readSync(fd, OWN)) hash.update(OWN.subarray(0, read))
  return hash.digest()
}

/** For whoever reads and hashes before it lets others have their turn. */
const OWN = Buffer.allocUnsafeSlow(CHUNK)

/** Two buffers in turn: one is filled by the operating system while the other is hashed. */
async function hashedMeanwhile(fd: number): Promise<Uint8Array> {
  const hash = createHash('sha256')
  let filled = Buffer.allocUnsafe(LARGE_CHUNK)
  let free = Buffer.allocUnsafe(LARGE_CHUNK)
  let reading = readInto(fd, filled, 0, LARGE_CHUNK, null)
  for (;;) {
    const { bytesRead } = await reading
    if (bytesRead === 0) return hash.digest()
    reading = readInto(fd, free, 0, LARGE_CHUNK, null)
    hash.update(filled.subarray(0, bytesRead))
    ;[filled, free] = [free, filled]
  }
}

const readInto = promisify(read)
