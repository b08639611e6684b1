import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { link, mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Fault, fail, ok, type Result } from '#fault'
import { hasMigrationTable } from './migrate.ts'
import { rowsOf, tablesOf } from './rows.ts'
import { storeFault } from './store-fault.ts'
import type { Queries } from './tables.ts'
import { connect, isServer, type Transactions } from './transactions.ts'

/** How much was copied. */
export interface BackupSummary {
  readonly tables: number
  readonly rows: number
}

export const BACKUP_FORMAT = 1

/**
 * Copies the whole database, as it is at one moment, into a file: gzip of JSON Lines. The first line says what it is, then each table
 * has a line of its own and one for each row, and the last line holds the number of lines and the SHA-256 of all before it. The copy
 * can be restored to either kind of database. The desk may go on working meanwhile.
 *
 * A file that exists is not written over. Codes: `BACKUP_EXISTS`, `BACKUP_WRITE`, and those of the store.
 */
export async function writeBackup(
  transactions: Transactions,
  file: string,
  now: string,
): Promise<Result<BackupSummary>> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.part`
  const summary = { tables: 0, rows: 0 }
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await transactions.read(async (db) => {
      const lines = Readable.from(sealed(linesOf(db, transactions, now, summary)))
      await pipeline(lines, createGzip(), createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }))
    })
    // A link, and not a rename, so that a file that came into being meanwhile is not written over.
    await link(temporary, file)
    await rm(temporary)
    await flushFolder(path.dirname(file))
    return ok(summary)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return fileFault(file, cause)
  }
}

/**
 * The same for a desk that nobody has opened. Its schema stays as it is, whichever version made it, so that a copy can be taken before
 * that version is replaced. Codes: `DESK_ABSENT` besides.
 */
export async function backUpDatabase(at: string, file: string, now: string): Promise<Result<BackupSummary>> {
  let transactions: Transactions | undefined
  try {
    transactions = await connect(at)
    if (!(await hasMigrationTable(transactions.queries))) return fail(NO_DESK)
    return await writeBackup(transactions, file, now)
  } catch (cause) {
    const fault = storeFault(cause)
    if (fault === undefined) throw cause
    return fail({ ...fault, ...(!isServer(at) && { place: { source: at } }) })
  } finally {
    await transactions?.close()
  }
}

const NO_DESK: Fault<'DESK_ABSENT'> = {
  code: 'DESK_ABSENT',
  kind: 'absent',
  message: 'there is no desk in the database',
  hint: 'name its folder with --data, or its server with --database-url',
}

async function* linesOf(
  db: Queries,
  { dialect }: Transactions,
  now: string,
  summary: { tables: number; rows: number },
): AsyncGenerator<unknown> {
  const migrations = await db.selectFrom('migration').select('name').orderBy('name').execute()
  yield { steward: 'backup', format: BACKUP_FORMAT, at: now, migrations: migrations.map(({ name }) => name) }
  for (const table of await tablesOf(db, dialect)) {
    yield { table: table.name, columns: table.columns }
    summary.tables++
    for await (const row of rowsOf(db, table)) {
      yield row
      summary.rows++
    }
  }
}

async function* sealed(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let lines = 0
  for await (const value of values) {
    const line = `${JSON.stringify(value)}\n`
    hash.update(line)
    lines++
    yield line
  }
  yield `${JSON.stringify({ end: lines, sha256: hash.digest('hex') })}\n`
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder)
  await handle.sync()
}

function fileFault(file: string, cause: unknown): Result<never> {
  const { code = '', syscall } = cause as NodeJS.ErrnoException
  if (code === 'EEXIST') {
    return fail({
      code: 'BACKUP_EXISTS',
      kind: 'conflict',
      message: 'there is such a file already, and a backup is not written over',
      place: { source: file },
      hint: 'name another file',
    })
  }
  const fault = syscall === undefined ? storeFault(cause) : undefined
  if (fault !== undefined) return fail(fault)
  if (syscall === undefined) throw cause
  return fail({
    code: 'BACKUP_WRITE',
    kind: 'unreachable',
    message: `cannot write the backup: ${code}`,
    place: { source: file },
    hint: 'check the folder and the room on the disk',
  })
}
