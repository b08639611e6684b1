import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { realSurroundings } from '#adapters/clock'
import { backUpDatabase, importFolder, openDatabase, restoreBackup, type Tx } from '#adapters/database'
import { ok, type Result } from '#fault'
import { MIGRATIONS, type Migration } from '../../src/adapters/database/migrations/index.ts'
import { statement } from '../../src/adapters/database/tables.ts'
import { connect } from '../../src/adapters/database/transactions.ts'
import { onEachDatabase, onPairs } from './both-databases.ts'

const NOW = '2030-05-01T09:00:00.000Z'

/** What a later version may do: a table, a column with a value for the rows that are there, and new values in old columns. */
const later: Migration = {
  name: '9999-later',
  statements: (db) => [
    db.schema.createTable('later').addColumn('name', 'text', (column) => column.primaryKey()),
    db.schema.alterTable('setting').addColumn('kind', 'text', (column) => column.notNull().defaultTo('old')),
    statement(db, sql`update setting set value = value || ' and later'`),
  ],
}

/** Begins like {@link later}, and asks for what the rows do not have. */
const broken: Migration = {
  name: '9999-later',
  statements: (db, dialect) => [
    ...later.statements(db, dialect),
    db.schema.createIndex('setting_alike').on('setting').column('kind').unique(),
  ],
}

const FORWARD = [...MIGRATIONS, later]

let folder: string
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'steward-migration-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
const fresh = (name: string): string => path.join(folder, `${count++}-${name}`)

/** Opens a desk with one schema and closes it again. */
async function bring(
  at: string,
  migrations: readonly Migration[],
  backups?: string,
  work?: (tx: Tx) => Promise<Result<void>>,
): Promise<Result<unknown>> {
  const opened = await openDatabase({
    at,
    around: realSurroundings,
    migrations,
    ...(backups !== undefined && { backups }),
  })
  if (!opened.ok) return opened
  const done = work === undefined ? ok(undefined) : await opened.value.store.write(work)
  await opened.value.close()
  return done
}

/** A desk as the version before left it. */
async function earlier(at: string): Promise<void> {
  const done = await bring(at, MIGRATIONS, undefined, async ({ settings }) => {
    await settings.put('one', 'first')
    await settings.put('two', 'second')
    return ok(undefined)
  })
  assert(done.ok, JSON.stringify(done))
}

/** Migrations that were applied, tables that there are, and the settings with all their columns. */
async function stateOf(at: string) {
  const { queries, close } = await connect(at)
  const applied = await queries.selectFrom('migration').select('name').orderBy('name').execute()
  const settings = await queries.selectFrom('setting').selectAll().orderBy('key').execute()
  const tables = await queries.introspection.getTables()
  await close()
  return {
    applied: applied.map(({ name }) => name),
    later: tables.some(({ name }) => name === 'later'),
    settings: settings.map((row) => ({ ...row })),
  }
}

const FIRST = {
  applied: MIGRATIONS.map(({ name }) => name),
  later: false,
  settings: [
    // JSON, as it stands in the column.
    { key: 'one', value: '"first"' },
    { key: 'two', value: '"second"' },
  ],
}

const SECOND = {
  applied: FORWARD.map(({ name }) => name),
  later: true,
  settings: FIRST.settings.map(({ key, value }) => ({ key, value: `${value} and later`, kind: 'old' })),
}

function code(result: Result<unknown>): string {
  return result.ok ? 'done' : result.fault.code
}

/** Whether two texts of PostgreSQL's desk sort as those of the first migration do. */
async function collations(at: string): Promise<readonly unknown[]> {
  const { queries, dialect, close } = await connect(at)
  const odd =
    dialect === 'sqlite'
      ? []
      : (
          await sql`select table_name, column_name from information_schema.columns
            where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'`.execute(
            queries,
          )
        ).rows
  await close()
  return odd
}

onEachDatabase('a desk goes forward, and the copy of before is its state of before', async (at) => {
  const backups = fresh('backups')
  await earlier(at)
  assert.equal(code(await bring(at, FORWARD, backups)), 'done')
  assert.deepEqual(await stateOf(at), SECOND)
  assert.deepEqual(await collations(at), [])
  const [file = '', ...others] = readdirSync(backups)
  assert(file.startsWith('before-migration-') && others.length === 0, String(readdirSync(backups)))
  const back = fresh('back.db')
  const restored = await restoreBackup({
    at: back,
    from: path.join(backups, file),
    replace: false,
    now: NOW,
    migrations: MIGRATIONS,
  })
  assert(restored.ok, JSON.stringify(restored))
  assert.deepEqual(await stateOf(back), FIRST)
  assert.equal(code(await bring(back, MIGRATIONS)), 'done')
  // There is nothing to do the next time, and so nothing to copy.
  assert.equal(code(await bring(at, FORWARD, backups)), 'done')
  assert.equal(readdirSync(backups).length, 1)
})

onEachDatabase('a migration that the database does not take leaves the state of before', async (at) => {
  const backups = fresh('backups')
  await earlier(at)
  const failed = await bring(at, [...MIGRATIONS, broken], backups)
  assert(!failed.ok && failed.fault.code === 'MIGRATION_FAILED', JSON.stringify(failed))
  assert.match(failed.fault.message, /^the database does not take the migration 9999-later, and was left as it was: .+/)
  assert.deepEqual(await stateOf(at), FIRST)
  assert.equal(readdirSync(backups).length, 1)
  assert.equal(code(await bring(at, MIGRATIONS)), 'done', 'the version of before works on')
  assert.equal(code(await bring(at, FORWARD, backups)), 'done', 'and a mended one goes forward')
  assert.deepEqual(await stateOf(at), SECOND)
})

onEachDatabase('no backup, no migration', async (at) => {
  await earlier(at)
  const backups = path.join(fresh('file'), 'backups')
  // A file stands where the folder would be.
  writeFileSync(path.dirname(backups), '')
  assert.equal(code(await bring(at, FORWARD, backups)), 'BACKUP_WRITE')
  assert.deepEqual(await stateOf(at), FIRST)
})

onEachDatabase(
  'a database of a newer version is refused, and so is one whose old migration was another',
  async (at) => {
    await earlier(at)
    assert.equal(code(await bring(at, FORWARD, fresh('backups'))), 'done')
    const newer = await bring(at, MIGRATIONS)
    assert(!newer.ok && newer.fault.code === 'MIGRATION_UNKNOWN', JSON.stringify(newer))
    assert.match(newer.fault.message, /newer version of Steward: it has the migration 9999-later$/)
    assert.equal(code(await bring(at, [...MIGRATIONS, broken])), 'MIGRATION_CHANGED')
    assert.deepEqual(await stateOf(at), SECOND)
  },
)

onEachDatabase('of processes that start at the same time one goes forward, with one copy', async (at) => {
  const backups = fresh('backups')
  await earlier(at)
  const started = await Promise.all([1, 2, 3].map(() => bring(at, FORWARD, backups)))
  assert.deepEqual(started.map(code), ['done', 'done', 'done'])
  assert.deepEqual(await stateOf(at), SECOND)
  assert.equal(readdirSync(backups).length, 1)
})

onPairs(
  'a copy of before is restored by the version of today and brought forward, all or nothing',
  async (from, to) => {
    const file = fresh('desk.backup')
    await earlier(from)
    const old = await openDatabase({ at: from, around: realSurroundings, migrations: MIGRATIONS })
    assert(old.ok && (await old.value.backUp(file)).ok)
    await old.value.close()
    const restore = (migrations: readonly Migration[]) =>
      restoreBackup({ at: to, from: file, replace: false, now: NOW, migrations })
    assert.equal(code(await restore([...MIGRATIONS, broken])), 'MIGRATION_FAILED')
    const restored = await restore(FORWARD)
    assert(restored.ok, JSON.stringify(restored))
    assert.deepEqual(await stateOf(to), SECOND)
    // Nothing is left to be done, so that no place for a copy is asked for.
    assert.equal(code(await bring(to, FORWARD)), 'done')
    assert(
      gunzipSync(readFileSync(file))
        .toString()
        .includes(`"migrations":${JSON.stringify(FIRST.applied)}`),
    )
  },
)

onEachDatabase('a copy is taken of a desk of any version, and leaves it as it is', async (at) => {
  const absent = await backUpDatabase(at, fresh('nothing.backup'), NOW)
  assert.equal(code(absent), 'DESK_ABSENT')
  await earlier(at)
  assert.equal(code(await bring(at, FORWARD, fresh('backups'))), 'done')
  const file = fresh('newer.backup')
  assert.equal(code(await backUpDatabase(at, file, NOW)), 'done')
  assert.deepEqual(await stateOf(at), SECOND)
  assert.equal(
    code(await restoreBackup({ at: fresh('older.db'), from: file, replace: false, now: NOW })),
    'BACKUP_NEWER',
  )
})

/** A desk as the first version left it, with a case and its people. */
async function first(at: string): Promise<void> {
  assert.equal(code(await bring(at, MIGRATIONS.slice(0, 1))), 'done')
  const { queries, close } = await connect(at)
  await sql`insert into "case" (id, number, project, title, report, reporter, state, received, touched, credit_name, consent, version)
    values ('01', 1, 'lantern', 'Old', 'As root.', 'Mira', 'triage', ${NOW}, ${NOW}, 'Mira', 'unknown', 3)`.execute(
    queries,
  )
  await close()
}

onPairs('a backup and an export of the first version are read: its cases are no disputes', async (from, to) => {
  await first(from)
  const old = await openDatabase({ at: from, around: realSurroundings, migrations: MIGRATIONS.slice(0, 1) })
  assert(old.ok, JSON.stringify(old))
  const [file, folder] = [fresh('first.backup'), fresh('first')]
  assert((await old.value.backUp(file)).ok && (await old.value.exportTo(folder)).ok)
  await old.value.close()
  const wish = { at: to, replace: true, now: NOW }
  for (const restored of [
    () => restoreBackup({ ...wish, from: file }),
    () => importFolder({ ...wish, from: folder }),
    () => bring(from, MIGRATIONS, fresh('backups')),
  ]) {
    const done = await restored()
    assert(done.ok, JSON.stringify(done))
  }
  for (const at of [from, to]) {
    const opened = await openDatabase({ at, around: realSurroundings })
    assert(opened.ok, JSON.stringify(opened))
    const row = await opened.value.store.read(({ cases }) => cases.find('01'))
    assert.deepEqual([row?.title, row?.state, row?.version, row?.dispute], ['Old', 'triage', 3, undefined])
    await opened.value.close()
  }
})
