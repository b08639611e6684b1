import type { Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { decodeUtf8 } from '#bytes'
import type { Files } from '#desk'
import { fail, from, ok, type Result } from '#fault'
import { fileFault } from './file-fault.ts'
import { readChunks } from './read-chunks.ts'
import { readSmall } from './read-small.ts'
import { writeWhole } from './write-whole.ts'

/** The files of this machine. */
export const localFiles: Files = { read, lines, list, walk, exists, write: writeWhole }

/**
 * The text of a file, at once where it is small and regular: for a thread that has nothing else to do. Whatever is not is read in pieces.
 */
export function readAtOnce(file: string, limit: number): Result<string> | Promise<Result<string>> {
  const small = readSmall(file, limit)
  return small === undefined ? read(file, limit) : textOf(small, file)
}

async function read(file: string, limit: number): Promise<Result<string>> {
  const small = readSmall(file, limit)
  if (small !== undefined) {
    // Others get their turn between two files: git waits while nobody empties its pipe.
    await setImmediate()
    return textOf(small, file)
  }
  const chunks: Uint8Array[] = []
  let length = 0
  // Counted while it is read: neither a pipe nor a file of /proc has a size to look at beforehand.
  for await (const chunk of readChunks(file)) {
    if (!chunk.ok) return chunk
    length += chunk.value.length
    if (length > limit) {
      return fail({
        code: 'FILE_TOO_LARGE',
        kind: 'invalid',
        message: `it is larger than ${limit} bytes`,
        place: { source: file },
        hint: 'check that this is the file you mean',
      })
    }
    chunks.push(chunk.value)
  }
  return textOf(Buffer.concat(chunks), file)
}

function textOf(bytes: Uint8Array, file: string): Result<string> {
  const text = decodeUtf8(bytes)
  return text.ok ? text : fail(from(file, text.fault))
}

/** One line at a time, without its newline; a line longer than `limit` bytes ends the reading with a fault. */
async function* lines(file: string, limit: number): AsyncGenerator<Result<string>> {
  let begun: Uint8Array[] = [] // the pieces of a line whose end has not been seen
  let length = 0
  let number = 1
  const tooLong = (): Result<string> =>
    fail({
      code: 'FILE_LINE_TOO_LONG',
      kind: 'invalid',
      message: `a line of more than ${limit} bytes`,
      place: { source: file, line: number },
      hint: 'one JSON value stands on one line',
    })
  const line = (): Result<string> => {
    const text = decodeUtf8(Buffer.concat(begun))
    const read = text.ok ? text : fail({ ...text.fault, place: { source: file, line: number } })
    begun = []
    length = 0
    number++
    return read
  }
  for await (const chunk of readChunks(file)) {
    if (!chunk.ok) {
      yield chunk
      return
    }
    for (let start = 0; start < chunk.value.length; ) {
      const end = chunk.value.indexOf(10, start)
      const piece = chunk.value.subarray(start, end < 0 ? undefined : end)
      begun.push(piece)
      length += piece.length
      if (length > limit) {
        yield tooLong()
        return
      }
      if (end < 0) break
      yield line()
      start = end + 1
    }
  }
  if (length > 0) yield line()
}

async function list(folder: string, ending: string): Promise<Result<readonly string[]>> {
  try {
    return ok((await below(folder, ending)).sort())
  } catch (cause) {
    // A link to nothing is not an absent folder: whoever made it believes that the facts are there.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' && !(await exists(folder))) return ok([])
    return fail(fileFault('list the folder', folder, cause))
  }
}

async function* walk(place: string, ...endings: readonly string[]): AsyncGenerator<Result<string>> {
  if (!(await isFolder(place))) {
    // Whether there is a file at all, reading it tells.
    yield ok(place)
    return
  }
  // A list of what is left, not a walk within a walk: each level would hand on every file.
  const left = [place]
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    let entries: Dirent[]
    try {
      entries = await readdir(folder, { withFileTypes: true })
    } catch (cause) {
      yield fail(fileFault('list the folder', folder, cause))
      continue
    }
    const shown = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of shown) {
      const isWanted = endings.some((ending) => entry.name.endsWith(ending))
      if (isWanted && (entry.isFile() || entry.isSymbolicLink())) yield ok(path.join(folder, entry.name))
    }
    for (const entry of shown.toReversed()) if (entry.isDirectory()) left.push(path.join(folder, entry.name))
  }
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory()
  } catch {
    return false
  }
}

/**
 * Links to files are listed, so that reading them tells what is wrong with them. Linked folders are not entered (Node's own
 * recursive listing does so, and goes round in circles), nor is what is hidden.
 */
async function below(folder: string, ending: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await below(file, ending)))
    else if (entry.name.endsWith(ending) && (entry.isFile() || entry.isSymbolicLink())) found.push(file)
  }
  return found
}

/** Whether there is anything of this name. What cannot be looked at does exist, and so does a link to nothing: reading tells. */
async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file)
    return true
  } catch (cause) {
    return fileFault('look at the file', file, cause).code !== 'FILE_ABSENT'
  }
}
