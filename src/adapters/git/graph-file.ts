import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Fault, fail, from, type Result } from '#fault'
import { GRAPH_LIMITS, graphReader, type History } from '#history'

/** Limits on a graph file. A compressed one may be a bomb: its size says nothing. */
export const GRAPH_FILE_LIMITS: typeof GRAPH_LIMITS & { readonly bytes: number } = {
  ...GRAPH_LIMITS,
  bytes: 2 * 1024 ** 3, // after unpacking
}

/** Reads a graph file, plain or compressed with gzip, piece by piece. */
export async function readGraphFile(
  path: string,
  limits: typeof GRAPH_FILE_LIMITS = GRAPH_FILE_LIMITS,
): Promise<Result<History>> {
  const reader = graphReader(limits)
  let fault: Fault | undefined
  async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    let bytes = 0
    for await (const piece of pieces) {
      bytes += piece.length
      fault = bytes > limits.bytes ? tooLarge(limits.bytes) : reader.push(piece)
      if (fault !== undefined) return
    }
  }

  try {
    // Opened without waiting: an ordinary open of a named pipe hangs until somebody writes into it.
    await using handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const about = await handle.stat()
    if (!about.isFile()) return fail(from(path, notRegular(about.isDirectory())))
    const packed = await isGzip(handle)
    const file = handle.createReadStream({ start: 0, autoClose: false })
    await (packed ? pipeline(file, createGunzip(), readAll) : pipeline(file, readAll))
  } catch (error) {
    // To stop early is an error too, of which the fault is the reason.
    fault ??= readFault(path, error)
  }
  if (fault !== undefined) return fail(from(path, fault))
  const end = reader.end()
  return end.ok ? end : fail(from(path, end.fault))
}

async function isGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

/** Pipes too: they cannot be read twice, and the first bytes decide how a graph is read. */
function notRegular(folder: boolean): Fault {
  return {
    code: 'GRAPH_UNREADABLE',
    kind: 'invalid',
    message: `cannot read the graph: it is a ${folder ? 'folder' : 'pipe or a device'}, not a file`,
    hint: folder ? 'name a file' : 'write it into a file first',
  }
}

function tooLarge(bytes: number): Fault {
  return {
    code: 'GRAPH_TOO_LARGE',
    kind: 'invalid',
    message: `the graph is larger than ${bytes} bytes`,
    hint: 'check that the file is a graph of commits',
  }
}

function readFault(path: string, error: unknown): Fault {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'ENOENT') {
    return { code: 'GRAPH_ABSENT', kind: 'absent', message: `there is no file ${JSON.stringify(path)}` }
  }
  const damaged = code.startsWith('Z_')
  return {
    code: damaged ? 'GRAPH_CUT_SHORT' : 'GRAPH_UNREADABLE',
    kind: damaged ? 'invalid' : 'absent',
    message: damaged
      ? `cannot unpack ${JSON.stringify(path)}: the file is damaged or cut short`
      : `cannot read ${JSON.stringify(path)}: ${code === '' ? 'unknown reason' : code}`,
    ...(damaged ? { hint: 'fetch or write the file again' } : {}),
  }
}
