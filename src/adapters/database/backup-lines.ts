import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { decodeUtf8 } from '#bytes'
import { type Fault, fail, ok, type Result } from '#fault'
import { constant, integer, type Json, type Limits, list, nonEmpty, object, parseJson, readShape, text } from '#json'
import { BACKUP_FORMAT } from './backup.ts'
import type { Cell } from './rows.ts'

/** What stands in a backup, line by line, after the first. */
export type BackupLine =
  | { readonly kind: 'table'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'row'; readonly cells: readonly Cell[] }

export interface BackupHeader {
  readonly at: string
  /** Names of the migrations that the copied database had. */
  readonly migrations: readonly string[]
}

/** A desk that was copied, in whatever form. */
export interface Copy {
  readonly header: BackupHeader
  readonly lines: AsyncIterable<BackupLine>
}

/** Bytes of one line: the longest text that the desk takes, its list columns and the escapes. */
const LONGEST_LINE = 64 * 1024 * 1024

const LIMITS: Limits = { length: LONGEST_LINE, depth: 4 }

const header = object({
  steward: constant('backup'),
  format: constant(BACKUP_FORMAT),
  at: nonEmpty,
  migrations: list(nonEmpty),
})
const table = object({ table: nonEmpty, columns: list(nonEmpty) })
const end = object({ end: integer, sha256: text })

/** Ends the reading of a backup that is not as it was written. Caught where the reading began. */
export class BackupBroken extends Error {
  readonly fault: Fault

  constructor(reason: string, line?: number) {
    super(reason)
    this.fault = {
      code: 'BACKUP_BROKEN',
      kind: 'untrusted',
      message: `the backup is damaged or is none: ${reason}`,
      ...(line !== undefined && { place: { line } }),
      hint: 'nothing was changed: take another copy',
    }
  }
}

/**
 * Reads a backup: its header first, then `lines`, which throws {@link BackupBroken} for whatever is not as it was written, at the
 * latest after the last line. Rows must be forgotten when it throws.
 */
export async function readBackup(file: string): Promise<Result<Copy>> {
  const lines = checked(jsonLines(file))
  try {
    const first = await lines.next()
    const read = readShape(header, first.value)
    if (!read.ok) throw new BackupBroken(read.fault.message, 1)
    return ok({ header: read.value, lines: typed(lines) })
  } catch (cause) {
    if (cause instanceof BackupBroken) return fail({ ...cause.fault, place: { ...cause.fault.place, source: file } })
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (syscall === undefined) throw cause
    return fail({
      code: 'BACKUP_READ',
      kind: 'absent',
      message: `cannot read the backup: ${code}`,
      place: { source: file },
    })
  }
}

async function* typed(lines: AsyncIterable<Json>): AsyncGenerator<BackupLine> {
  let number = 1
  let columns: number | undefined
  for await (const line of lines) {
    number++
    if (Array.isArray(line)) {
      if (line.length !== columns || !line.every(isCell)) throw new BackupBroken('a row does not fit its table', number)
      yield { kind: 'row', cells: line }
      continue
    }
    const read = readShape(table, line)
    if (!read.ok) throw new BackupBroken(read.fault.message, number)
    columns = read.value.columns.length
    yield { kind: 'table', ...read.value }
  }
}

function isCell(value: Json): value is Cell {
  return value === null || typeof value === 'string' || typeof value === 'number'
}

/** The lines but the last, whose count and digest are held against them. */
async function* checked(lines: AsyncIterable<Buffer>): AsyncGenerator<Json> {
  const hash = createHash('sha256')
  let count = 0
  let last: Buffer | undefined
  for await (const line of lines) {
    if (last !== undefined) {
      hash.update(last)
      count++
      yield parsed(last, count)
    }
    last = line
  }
  const read = readShape(end, last === undefined ? undefined : parsed(last, count + 1))
  if (!read.ok) throw new BackupBroken('its end is missing', count + 1)
  if (read.value.end !== count || read.value.sha256 !== hash.digest('hex'))
    throw new BackupBroken('its digest does not match', count + 1)
}

function parsed(line: Buffer, number: number): Json {
  const decoded = decodeUtf8(line)
  const read = decoded.ok ? parseJson(decoded.value, LIMITS) : decoded
  if (!read.ok) throw new BackupBroken('a line is not JSON', number)
  return read.value.value
}

/** The unpacked lines, each with its line feed. */
async function* jsonLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  let length = 0
  let number = 1
  const packed = createReadStream(file)
  const unpacked = packed.pipe(createGunzip())
  packed.on('error', (cause) => unpacked.destroy(cause))
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let start = 0
      for (let feed = chunk.indexOf(10); feed >= 0; feed = chunk.indexOf(10, start)) {
        yield Buffer.concat([...rest, chunk.subarray(start, feed + 1)])
        rest = []
        length = 0
        number++
        start = feed + 1
      }
      length += chunk.length - start
      if (length > LONGEST_LINE) throw new BackupBroken('a line is too long', number)
      rest.push(chunk.subarray(start))
    }
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (code.startsWith('Z_')) throw new BackupBroken('it is not gzip, or not whole', number)
    throw cause
  }
  if (length > 0) throw new BackupBroken('its last line is not whole', number)
}
