import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { realSurroundings } from '#adapters/clock'
import { type Database, importFolder, openDatabase, restoreBackup } from '#adapters/database'
import type { AuditEntry } from '#desk/audit'
import { ok } from '#fault'
import { NOT_EXPORTED } from '../../src/adapters/database/folder-layout.ts'
import { type Cell, putRows, tablesOf } from '../../src/adapters/database/rows.ts'
import { connect } from '../../src/adapters/database/transactions.ts'
import { onBothDatabases, onEachDatabase, onPairs } from './both-databases.ts'

const NOW = '2030-05-01T09:00:00.000Z'

let folder: string
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'steward-copies-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
const fresh = (name: string): string => path.join(folder, `${count++}-${name}`)

/** Text that a careless copy would change. */
const AWKWARD = [
  'plain',
  'two\nlines\r\n',
  '\ufeffa mark in front',
  'quotes " \' \\ and \u2028',
  'Žluťoučký 日本 \u{1f600}',
  '',
]

const ENTRY: Omit<AuditEntry, 'id'> = {
  at: NOW,
  actor: { kind: 'system', id: 'worker', name: 'worker' },
  action: 'project.fetch',
  subject: { kind: 'job', id: '1' },
  embargoed: false,
}

/** A few rows in every table, whichever there are: a table that is added later is copied, or this test fails. */
async function fill(at: string): Promise<void> {
  const transactions = await connect(at)
  await transactions.write(async (db) => {
    const types = new Map((await db.introspection.getTables()).map(({ name, columns }) => [name, columns]))
    for (const shape of await tablesOf(db, transactions.dialect)) {
      const rows = AWKWARD.map((text, i) =>
        shape.columns.map((column): Cell => {
          const { dataType = 'text' } = types.get(shape.name)?.find(({ name }) => name === column) ?? {}
          if (/int/i.test(dataType)) return i + 1
          if (shape.name === 'audit_pending' && column === 'body')
            return JSON.stringify({ ...ENTRY, id: `pending-${i}`, reason: text })
          if (column === 'person' || (shape.name === 'person' && column === 'id')) return `person-${i}`
          if (column === 'slug' || column === 'project') return i === 0 ? 'lantern' : `../odd ${i}`
          return shape.key.includes(column) || /digest|email|provider/.test(column) ? `${column}-${i}` : text
        }),
      )
      await putRows(db, shape, rows)
    }
    return undefined
  })
  await transactions.close()
}

async function opened(at: string): Promise<Database> {
  const database = await openDatabase({ at, around: realSurroundings })
  assert(database.ok, JSON.stringify(database))
  return database.value
}

/** Everything that a backup of the database holds, but for the moment at which it was made. */
async function contents(database: Database): Promise<string> {
  const file = fresh('contents.backup')
  assert((await database.backUp(file)).ok)
  return gunzipSync(readFileSync(file))
    .toString()
    .replace(/"at":"[^"]*"/, '')
    .replace(/"sha256":"[^"]*"/, '')
}

async function filled(at: string): Promise<Database> {
  await (await opened(at)).close()
  await fill(at)
  return await opened(at)
}

onPairs('a backup holds everything, and is restored to either database', async (from, to) => {
  const original = await filled(from)
  // Entries that wait are put in their place when a desk opens; what is compared is compared after that.
  await original.sealAudit()
  const file = fresh('desk.backup')
  const written = await original.backUp(file)
  assert(written.ok && written.value.tables > 15 && written.value.rows > 80, JSON.stringify(written))
  const restored = await restoreBackup({ at: to, from: file, replace: false, now: NOW })
  assert.deepEqual(restored, written)
  const copy = await opened(to)
  assert.equal(await contents(copy), await contents(original))
  await copy.close()
  await original.close()
})

onPairs('an export that was imported is exported to the same bytes', async (from, to) => {
  const original = await filled(from)
  await original.sealAudit()
  const first = fresh('export')
  const written = await original.exportTo(first)
  assert(written.ok, JSON.stringify(written))
  await original.close()
  const imported = await importFolder({ at: to, from: first, replace: false, now: NOW })
  assert(imported.ok && imported.value.rows === written.value.rows, JSON.stringify(imported))
  const copy = await opened(to)
  const second = fresh('export')
  assert((await copy.exportTo(second)).ok)
  await copy.close()
  assert.deepEqual(filesOf(second), filesOf(first))
  const names = Object.keys(filesOf(first))
  assert(
    names.includes('projects/lantern/steward.yaml') && names.includes('projects/lantern/vulnerabilities/id-0.md'),
    names.join(),
  )
  for (const table of NOT_EXPORTED) assert(!names.includes(`tables/${table}.jsonl`), table)
})

function filesOf(top: string): Readonly<Record<string, string>> {
  const names = readdirSync(top, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(top, file), readFileSync(file, 'latin1')]),
  )
}

onBothDatabases(
  'a second export into the folder of the first leaves nothing of it, and git alone',
  async (database) => {
    const target = fresh('export')
    mkdirSync(path.join(target, '.git'), { recursive: true })
    assert((await database.exportTo(target)).ok)
    mkdirSync(path.join(target, 'projects/gone'), { recursive: true })
    writeFileSync(path.join(target, 'projects/gone/steward.yaml'), 'old')
    assert((await database.exportTo(target)).ok)
    const names = readdirSync(target)
    assert(!names.includes('projects') && names.includes('.git') && names.includes('desk.json'), names.join())
  },
)

onBothDatabases('a folder with something else in it is not written to', async (database) => {
  const target = fresh('other')
  mkdirSync(target)
  writeFileSync(path.join(target, 'thesis.txt'), 'years of work')
  const written = await database.exportTo(target)
  assert(!written.ok && written.fault.code === 'EXPORT_FOLDER')
  assert.deepEqual(readdirSync(target), ['thesis.txt'])
})

onEachDatabase('a desk that is there is not written over, unless it is said so', async (at) => {
  const database = await opened(at)
  await database.store.write(async ({ settings }) => ok(await settings.put('desk', 'old')))
  const file = fresh('desk.backup')
  assert((await database.backUp(file)).ok)
  await database.store.write(async ({ settings }) => ok(await settings.put('desk', 'new')))
  await database.close()
  const refused = await restoreBackup({ at, from: file, replace: false, now: NOW })
  assert(!refused.ok && refused.fault.code === 'RESTORE_NOT_EMPTY')
  const desk = async (): Promise<unknown> => {
    const again = await opened(at)
    const value = await again.store.read(({ settings }) => settings.get('desk'))
    await again.close()
    return value
  }
  assert.equal(await desk(), 'new')
  assert((await restoreBackup({ at, from: file, replace: true, now: NOW })).ok)
  assert.equal(await desk(), 'old')
})

onBothDatabases('a backup is not written over another file', async (database) => {
  const file = fresh('desk.backup')
  writeFileSync(file, 'something')
  const written = await database.backUp(file)
  assert(!written.ok && written.fault.code === 'BACKUP_EXISTS')
  assert.equal(readFileSync(file, 'utf8'), 'something')
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.part')),
    [],
  )
})

onBothDatabases('a copy made while people work is that of one moment', async (database) => {
  const put = (value: number) =>
    database.store.write(async ({ settings }) => {
      await settings.put('a', value)
      return ok(await settings.put('z', value))
    })
  await put(0)
  let working = true
  const work = (async () => {
    for (let i = 1; working; i++) await put(i)
  })()
  for (let round = 0; round < 5; round++) {
    const lines = (await contents(database)).split('\n')
    const values = lines.filter((line) => /^\["[az]",/.test(line)).map((line) => (JSON.parse(line) as string[])[1])
    assert.equal(values.length, 2)
    assert.equal(values[0], values[1])
  }
  working = false
  await work
})

onEachDatabase('a damaged backup is refused, and changes nothing', async (at) => {
  const database = await opened(at)
  await database.store.write(async ({ settings }) => ok(await settings.put('desk', 'kept')))
  const file = fresh('desk.backup')
  assert((await database.backUp(file)).ok)
  await database.close()
  const whole = readFileSync(file)
  const text = gunzipSync(whole).toString()
  const lines = text.trimEnd().split('\n')
  const damages: readonly (readonly [why: string, bytes: Buffer, code: string])[] = [
    ['cut off', whole.subarray(0, whole.length - 20), 'BACKUP_BROKEN'],
    ['a byte turned', flipped(whole), 'BACKUP_BROKEN'],
    ['no gzip', Buffer.from('hello'), 'BACKUP_BROKEN'],
    ['empty', Buffer.alloc(0), 'BACKUP_BROKEN'],
    ['another value', gzipSync(text.replace('kept', 'lost')), 'BACKUP_BROKEN'],
    ['a row gone', gzipSync(text.replace(/\n\["desk"[^\n]*/, '')), 'BACKUP_BROKEN'],
    ['the end gone', gzipSync(`${lines.slice(0, -1).join('\n')}\n`), 'BACKUP_BROKEN'],
    ['a newer version', gzipSync(text.replace(/(?<="migrations":\[[^\]]*)\]/, ',"9999-later"]')), 'BACKUP_NEWER'],
    ['a bomb', gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a')), 'BACKUP_BROKEN'],
  ]
  for (const [why, bytes, code] of damages) {
    const damaged = fresh('damaged.backup')
    writeFileSync(damaged, bytes)
    const restored = await restoreBackup({ at, from: damaged, replace: true, now: NOW })
    assert(!restored.ok && restored.fault.code === code, `${why}: ${JSON.stringify(restored)}`)
  }
  const absent = await restoreBackup({ at, from: fresh('absent'), replace: true, now: NOW })
  assert(!absent.ok && absent.fault.code === 'BACKUP_READ')
  const again = await opened(at)
  assert.equal(await again.store.read(({ settings }) => settings.get('desk')), 'kept')
  await again.close()
})

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[Math.floor(copy.length / 2)]! ^= 1
  return copy
}

onEachDatabase(
  'a folder that leads elsewhere, or holds what no export writes, is refused and changes nothing',
  async (at) => {
    const database = await filled(at)
    const good = fresh('export')
    // Otherwise the entries of the audit log find their places between the two looks.
    await database.sealAudit()
    assert((await database.exportTo(good)).ok)
    const before = await contents(database)
    await database.close()
    writeFileSync(path.join(folder, 'secret.md'), 'outside')
    const project = (file: string): string =>
      readFileSync(path.join(good, 'tables/project.jsonl'), 'utf8').replace('projects/lantern/steward.yaml', file)
    const wrongs: readonly (readonly [why: string, change: (copy: string) => void, code: string])[] = [
      [
        'a path above',
        (copy) => writeFileSync(path.join(copy, 'tables/project.jsonl'), project('projects/../../secret.md')),
        'BACKUP_BROKEN',
      ],
      [
        'an absolute path',
        (copy) => writeFileSync(path.join(copy, 'tables/project.jsonl'), project('/etc/passwd')),
        'BACKUP_BROKEN',
      ],
      [
        'a path to the tables',
        (copy) => writeFileSync(path.join(copy, 'tables/project.jsonl'), project('tables/x/y')),
        'BACKUP_BROKEN',
      ],
      [
        'a file that is a link',
        (copy) => relink(path.join(copy, 'projects/lantern/steward.yaml'), '../../../secret.md'),
        'BACKUP_BROKEN',
      ],
      ['a folder that is a link', (copy) => relink(path.join(copy, 'projects/lantern'), '/etc'), 'BACKUP_BROKEN'],
      [
        'a table that is a link',
        (copy) => relink(path.join(copy, 'tables/project.jsonl'), '/etc/passwd'),
        'BACKUP_BROKEN',
      ],
      ['a text that is gone', (copy) => rmSync(path.join(copy, 'projects/lantern/steward.yaml')), 'BACKUP_BROKEN'],
      [
        'an unknown table',
        (copy) => writeFileSync(path.join(copy, 'tables/sqlite_master.jsonl'), '{"a":1}\n'),
        'BACKUP_BROKEN',
      ],
      [
        'another column',
        (copy) => writeFileSync(path.join(copy, 'tables/setting.jsonl'), '{"key":"a","value":"1","more":1}\n'),
        'BACKUP_BROKEN',
      ],
      [
        'an object in a column',
        (copy) =>
          writeFileSync(
            path.join(copy, 'tables/setting.jsonl'),
            '{"key":"a","value":{"file":"projects/lantern/steward.yaml"}}\n',
          ),
        'BACKUP_BROKEN',
      ],
      [
        'half a line',
        (copy) => writeFileSync(path.join(copy, 'tables/setting.jsonl'), '{"key":"a","value":"1"}'),
        'BACKUP_BROKEN',
      ],
      ['no description', (copy) => rmSync(path.join(copy, 'desk.json')), 'IMPORT_FOLDER'],
      [
        'another format',
        (copy) => writeFileSync(path.join(copy, 'desk.json'), '{"steward":"desk","format":2,"migrations":[]}'),
        'IMPORT_FOLDER',
      ],
    ]
    for (const [why, change, code] of wrongs) {
      const copy = fresh('export')
      for (const [name, text] of Object.entries(filesOf(good))) {
        mkdirSync(path.dirname(path.join(copy, name)), { recursive: true })
        writeFileSync(path.join(copy, name), text, 'latin1')
      }
      change(copy)
      const imported = await importFolder({ at, from: copy, replace: true, now: NOW })
      assert(!imported.ok && imported.fault.code === code, `${why}: ${JSON.stringify(imported)}`)
    }
    const again = await opened(at)
    assert.equal(await contents(again), before)
    await again.close()
  },
)

function relink(place: string, target: string): void {
  rmSync(place, { recursive: true })
  symlinkSync(target, place)
}
