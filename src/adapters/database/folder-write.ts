import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import type { BackupSummary } from './backup.ts'
import {
  DESK_FILE,
  FILED,
  FOLDER_FORMAT,
  factsFolderOf,
  fileOf,
  NOT_EXPORTED,
  PROJECTS,
  TABLES,
} from './folder-layout.ts'
import { type Cell, rowsOf, type TableShape, tablesOf } from './rows.ts'
import { storeFault } from './store-fault.ts'
import type { Queries } from './tables.ts'
import type { Transactions } from './transactions.ts'

/**
 * Writes the desk, as it is at one moment, into a folder of files: see folder-layout.ts. The same desk gives the same bytes, so that
 * git shows what changed. A folder that holds something else than an earlier export is refused; what an earlier one had and this one
 * has not is removed.
 *
 * The folder is as secret as the desk: it holds what is under embargo, and what is kept of passphrases.
 *
 * Codes: `EXPORT_FOLDER`, `EXPORT_WRITE`, and those of the store.
 */
export async function writeFolder(transactions: Transactions, folder: string): Promise<Result<BackupSummary>> {
  try {
    if (!(await isOurs(folder))) return fail({ ...OTHER_FOLDER, place: { source: folder } })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rm(path.join(folder, TABLES), { recursive: true, force: true })
    await rm(path.join(folder, PROJECTS), { recursive: true, force: true })
    return ok(await transactions.read((db) => writeTables(db, transactions, folder)))
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    const fault = syscall === undefined ? storeFault(cause) : undefined
    if (fault !== undefined) return fail(fault)
    if (syscall === undefined) throw cause
    return fail({
      code: 'EXPORT_WRITE',
      kind: 'unreachable',
      message: `cannot write the export: ${code}`,
      place: { source: folder },
      hint: 'check the folder and the room on the disk, and run it again',
    })
  }
}

/** Whether an export may be written there: nothing is, or an earlier one, or an empty git repository. */
async function isOurs(folder: string): Promise<boolean> {
  const about = await lstat(folder).catch(() => undefined)
  if (about === undefined) return true
  if (!about.isDirectory()) return false
  const names = (await readdir(folder)).filter((name) => name !== '.git')
  return names.length === 0 || names.includes(DESK_FILE)
}

async function writeTables(db: Queries, { dialect }: Transactions, folder: string): Promise<BackupSummary> {
  const migrations = await db.selectFrom('migration').select('name').orderBy('name').execute()
  const about = { steward: 'desk', format: FOLDER_FORMAT, migrations: migrations.map(({ name }) => name) }
  const factsFolders = await factsFoldersOf(db)
  const shapes = (await tablesOf(db, dialect)).filter(({ name }) => !NOT_EXPORTED.has(name))
  await mkdir(path.join(folder, TABLES), { mode: 0o700 })
  let rows = 0
  for (const shape of shapes) rows += await writeTable(db, shape, folder, factsFolders)
  // The last, so that a folder whose writing broke off is not taken for a whole one when it was the first.
  await put(path.join(folder, DESK_FILE), `${JSON.stringify(about, undefined, 2)}\n`)
  return { tables: shapes.length, rows }
}

async function factsFoldersOf(db: Queries): Promise<ReadonlyMap<string, string>> {
  const projects = await db.selectFrom('project').select(['slug', 'settings']).execute()
  return new Map(projects.map(({ slug, settings }) => [slug, factsFolderOf(settings)]))
}

async function writeTable(
  db: Queries,
  shape: TableShape,
  folder: string,
  factsFolders: ReadonlyMap<string, string>,
): Promise<number> {
  const lines: string[] = []
  const filed = FILED[shape.name]
  for await (const cells of rowsOf(db, shape)) {
    const row: Record<string, Cell | { readonly file: string }> = Object.fromEntries(
      shape.columns.map((column, i) => [column, cells[i] ?? null]),
    )
    const text = filed === undefined ? null : row[filed]
    if (filed !== undefined && typeof text === 'string') {
      const file = fileOf(shape.name, row, factsFolders)
      await put(path.join(folder, file), text)
      row[filed] = { file }
    }
    lines.push(`${JSON.stringify(row)}\n`)
  }
  await put(path.join(folder, TABLES, `${shape.name}.jsonl`), lines.join(''))
  return lines.length
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, text, { mode: 0o600, flush: true })
}

const OTHER_FOLDER: Fault<'EXPORT_FOLDER'> = {
  code: 'EXPORT_FOLDER',
  kind: 'conflict',
  message: 'the folder holds something else than an export of a desk',
  hint: 'name a new folder, or one that an export wrote',
}
