import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import {
  constant,
  isObject,
  type Json,
  type JsonObject,
  type Limits,
  list,
  nonEmpty,
  object,
  parseJson,
  readShape,
} from '#json'
import { BackupBroken, type BackupLine, type Copy } from './backup-lines.ts'
import { DESK_FILE, FILED, FOLDER_FORMAT, isSafePart, partsOf, TABLES } from './folder-layout.ts'
import type { Cell } from './rows.ts'

/** Bytes of a table of rows, and of a text with a file of its own. */
const LARGEST_TABLE = 512 * 1024 * 1024
const LARGEST_TEXT = 16 * 1024 * 1024

const LIMITS: Limits = { length: 64 * 1024 * 1024, depth: 4 }

const about = object({ steward: constant('desk'), format: constant(FOLDER_FORMAT), migrations: list(nonEmpty) })
const reference = object({ file: nonEmpty })

/**
 * Reads the folder of an export. Symbolic links are not followed, and no file outside of the folder is read, whatever its rows say.
 * The lines throw {@link BackupBroken} for whatever is not as an export writes it.
 *
 * Codes: `IMPORT_FOLDER`.
 */
export async function readFolder(folder: string): Promise<Result<Copy>> {
  try {
    const text = await readText(folder, [DESK_FILE], LARGEST_TEXT)
    const json = parseJson(text)
    const read = json.ok ? readShape(about, json.value.value) : json
    if (!read.ok) return fail(noExport(folder, read.fault.message))
    return ok({ header: { at: '', migrations: read.value.migrations }, lines: linesOf(folder) })
  } catch (cause) {
    if (cause instanceof BackupBroken) return fail(noExport(folder, cause.message))
    throw cause
  }
}

function noExport(folder: string, reason: string): Fault {
  return {
    code: 'IMPORT_FOLDER',
    kind: 'invalid',
    message: `the folder is no export of a desk: ${reason}`,
    place: { source: folder },
  }
}

async function* linesOf(folder: string): AsyncGenerator<BackupLine> {
  const names = (await readdir(path.join(folder, TABLES)).catch(() => [])).sort()
  // People first: rows of other tables refer to them.
  for (const name of names.sort((a, b) => Number(b === 'person.jsonl') - Number(a === 'person.jsonl'))) {
    if (!name.endsWith('.jsonl') || !isSafePart(name)) throw new BackupBroken(`${JSON.stringify(name)} is no table`)
    yield* tableLines(folder, name.slice(0, -'.jsonl'.length))
  }
}

async function* tableLines(folder: string, table: string): AsyncGenerator<BackupLine> {
  const text = await readText(folder, [TABLES, `${table}.jsonl`], LARGEST_TABLE)
  if (text !== '' && !text.endsWith('\n')) throw new BackupBroken(`the last line of ${table} is not whole`)
  let columns: readonly string[] | undefined
  for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
    const row = rowOf(table, line, i + 1)
    const names = Object.keys(row).sort()
    if (columns === undefined) {
      columns = names
      yield { kind: 'table', table, columns }
    } else if (columns.join() !== names.join()) throw new BackupBroken(`a row of ${table} has other columns`, i + 1)
    const cells: Cell[] = []
    for (const name of names) cells.push(await cellOf(folder, table, name, row[name]!))
    yield { kind: 'row', cells }
  }
}

function rowOf(table: string, line: string, number: number): JsonObject {
  const json = parseJson(line, LIMITS)
  if (json.ok && isObject(json.value.value)) return json.value.value
  throw new BackupBroken(`a line of ${table} is no row`, number)
}

async function cellOf(folder: string, table: string, column: string, value: Json): Promise<Cell> {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  const named = FILED[table] === column ? readShape(reference, value) : undefined
  const parts = named?.ok === true ? partsOf(named.value.file) : undefined
  if (parts === undefined)
    throw new BackupBroken(`the column ${column} of ${table} holds something else than text or a number`)
  return await readText(folder, parts, LARGEST_TEXT)
}

/** The text of a regular file below the folder, reached without a symbolic link. */
async function readText(folder: string, parts: readonly string[], limit: number): Promise<string> {
  const name = parts.join('/')
  for (let depth = 1; depth < parts.length; depth++) {
    const about = await lstat(path.join(folder, ...parts.slice(0, depth))).catch(() => undefined)
    if (about?.isDirectory() !== true) throw new BackupBroken(`${name} is not there, or behind a link`)
  }
  const handle = await open(path.join(folder, ...parts), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    () => undefined,
  )
  if (handle === undefined) throw new BackupBroken(`${name} is not there, or a link`)
  try {
    const about = await handle.stat()
    if (!about.isFile()) throw new BackupBroken(`${name} is no file`)
    if (about.size > limit) throw new BackupBroken(`${name} is larger than ${limit} bytes`)
    return exactly(name, await handle.readFile())
  } finally {
    await handle.close()
  }
}

/** A mark in front of a text (U+FEFF) is part of what somebody wrote. */
function exactly(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new BackupBroken(`${name} is not UTF-8`)
  }
}
