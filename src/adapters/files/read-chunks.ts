import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type Fault, fail, ok, type Result } from '#fault'
import { fileFault } from './file-fault.ts'

/** Bytes asked for at once. */
const CHUNK = 64 * 1024

/** Milliseconds between two looks at a pipe that has nothing to read. */
const PATIENCE = 20

/** Milliseconds in which somebody must begin to write into a pipe. */
const SILENCE = 500

/**
 * The bytes of a file, piece by piece; a fault ends them.
 *
 * Regular files and pipes are read, since a shell hands over `<(zcat facts.gz)` as a pipe. Opening never waits: an ordinary open
 * of a named pipe hangs until somebody writes, and nobody may. Folders, sockets and devices (`/dev/zero` has no end) are refused.
 */
export async function* readChunks(file: string): AsyncGenerator<Result<Uint8Array, string>> {
  try {
    await using handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const about = await handle.stat()
    const refused = refusal(file, about)
    if (refused !== undefined) yield fail(refused)
    else if (about.isFIFO()) yield* readPipe(handle, file)
    else yield* readFile(handle)
  } catch (cause) {
    yield fail(fileFault('read the file', file, cause))
  }
}

/** Why something that exists is not read or replaced; undefined for what may be. */
export function refusal(file: string, about: Stats): Fault | undefined {
  if (about.isFile() || about.isFIFO()) return undefined
  const folder = about.isDirectory()
  return {
    code: folder ? 'FILE_IS_FOLDER' : 'FILE_NOT_REGULAR',
    kind: 'invalid',
    message: folder ? 'it is a folder, not a file' : 'it is a device or a socket, not a file',
    place: { source: file },
    hint: 'name a file',
  }
}

async function* readFile(handle: FileHandle): AsyncGenerator<Result<Uint8Array>> {
  for (;;) {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(CHUNK))
    if (bytesRead === 0) return
    yield ok(buffer.subarray(0, bytesRead))
  }
}

/** A read of nothing means that nobody has the pipe open for writing: at the beginning not yet, later not any more. */
async function* readPipe(handle: FileHandle, file: string): AsyncGenerator<Result<Uint8Array>> {
  const start = performance.now()
  let silent = true
  for (;;) {
    const bytes = await readNow(handle)
    if (bytes !== undefined && bytes.length > 0) {
      silent = false
      yield ok(bytes)
    } else if (bytes !== undefined && !silent) return
    else if (bytes !== undefined && performance.now() - start > SILENCE) {
      yield fail({
        code: 'FILE_PIPE_SILENT',
        kind: 'unreachable',
        message: 'nobody writes into this pipe',
        place: { source: file },
        hint: 'start the program that writes first',
      })
      return
    } else await wait(PATIENCE)
  }
}

/** What a pipe holds at this moment; undefined when somebody has it open for writing and it holds nothing. */
async function readNow(handle: FileHandle): Promise<Uint8Array | undefined> {
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(CHUNK), 0, CHUNK, null)
    return buffer.subarray(0, bytesRead)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
    throw cause
  }
}
