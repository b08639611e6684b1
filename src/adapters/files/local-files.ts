import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { decodeUtf8 } from '#bytes'
import type { Files } from '#desk'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { fileFault, notAFile } from './file-fault.ts'
import { writeWhole } from './write-whole.ts'

/** The files of this machine. */
export const localFiles: Files = { read, lines, list, exists, write: writeWhole }

async function read(file: string, limit: number): Promise<Result<string>> {
  try {
    await using handle = await open(file)
    const about = await handle.stat()
    if (about.isDirectory()) return fail(notAFile(file))
    if (about.size > limit) return fail(tooLarge(file, limit))
    // A pipe has no size to look at beforehand: it is counted while it is read.
    const bytes = about.isFile() ? await handle.readFile() : await readAtMost(file, limit)
    if (bytes === undefined) return fail(tooLarge(file, limit))
    const text = decodeUtf8(bytes)
    return text.ok ? text : fail(from(file, text.fault))
  } catch (cause) {
    return fail(fileFault('read', file, cause))
  }
}

async function readAtMost(file: string, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** One line at a time, without its newline; a line longer than `limit` bytes ends the reading with a fault. */
async function* lines(file: string, limit: number): AsyncGenerator<Result<string>> {
  let rest: Buffer = Buffer.alloc(0)
  let number = 0
  const line = (bytes: Uint8Array): Result<string> => {
    number++
    const text = decodeUtf8(bytes)
    return text.ok ? text : fail({ ...text.fault, place: { source: file, line: number } })
  }
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        yield line(rest.length === 0 ? chunk.subarray(start, end) : Buffer.concat([rest, chunk.subarray(start, end)]))
        rest = Buffer.alloc(0)
        start = end + 1
      }
      rest = rest.length === 0 ? chunk.subarray(start) : Buffer.concat([rest, chunk.subarray(start)])
      if (rest.length > limit) {
        yield fail({
          code: 'FILE_LINE_TOO_LONG',
          kind: 'invalid',
          message: `a line of more than ${limit} bytes`,
          place: { source: file, line: number + 1 },
          hint: 'one JSON value stands on one line',
        })
        return
      }
    }
    if (rest.length > 0) yield line(rest)
  } catch (cause) {
    yield fail(fileFault('read', file, cause))
  }
}

async function list(folder: string, ending: string): Promise<Result<readonly string[]>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return ok(
      entries
        .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.startsWith('.'))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort(),
    )
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ok([])
    return fail(fileFault('list', folder, cause))
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function tooLarge(file: string, limit: number): Fault {
  return {
    code: 'FILE_TOO_LARGE',
    kind: 'invalid',
    message: `${file} is larger than ${limit} bytes`,
    place: { source: file },
    hint: 'this is not a file that Steward reads whole',
  }
}
