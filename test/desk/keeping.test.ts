import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { realSurroundings } from '#adapters/clock'
import { openDatabase } from '#adapters/database'
import type { AuditNote } from '#desk/store'
import { ok } from '#fault'
import { type CommandLine, commandLine } from '../worlds/command-line.ts'

const NOTE: AuditNote = {
  actor: { kind: 'person', id: 'ada', name: 'Ada' },
  action: 'project.edit',
  subject: { kind: 'project', id: 'lantern', project: 'lantern' },
  embargoed: false,
}

const top = mkdtempSync(path.join(os.tmpdir(), 'steward-keeping-'))
after(() => rmSync(top, { recursive: true, force: true }))

interface Kept extends CommandLine {
  readonly folder: string
  /** The database file. */
  readonly file: string
}

let count = 0

/** A desk with three entries in its audit log, and the commands beside it. */
async function desk(): Promise<Kept> {
  const folder = path.join(top, String(count++))
  const file = path.join(folder, 'steward-data/desk.db')
  const opened = await openDatabase({ at: file, around: realSurroundings })
  assert(opened.ok)
  for (const reason of ['one', 'two', 'three']) {
    await opened.value.store.write(async ({ audit }) => ok(await audit.append({ ...NOTE, reason })))
  }
  await opened.value.close()
  return { ...commandLine(folder), folder, file }
}

/** Changes the database as somebody does who has the file and no respect. */
function tamper(file: string, sql: string): void {
  const raw = new DatabaseSync(file)
  raw.exec('drop trigger audit_entry_no_update; drop trigger audit_entry_no_delete')
  raw.exec(sql)
  raw.close()
}

test('audit verify finds an intact log, prints its anchor, and takes it back', async () => {
  const { run } = await desk()
  const said = await run('audit verify')
  assert.equal(said.exit, 0)
  const [, anchor] = /^intact: 3 entries\nto note elsewhere, for --anchor: (3:[0-9a-f]{64})\n$/.exec(said.out) ?? []
  assert(anchor, said.out)
  assert.equal((await run(`audit verify --anchor ${anchor}`)).exit, 0)
  const other = await run(`audit verify --anchor 3:${'0'.repeat(64)}`)
  assert.deepEqual(
    [other.exit, other.err.split('\n')[0]],
    [7, 'steward: the audit log is broken at entry 3: the anchor names another hash [AUDIT_BROKEN]'],
  )
  assert.equal((await run('audit verify --anchor 3')).exit, 3)
})

const attacks: readonly (readonly [why: string, sql: string, said: string])[] = [
  [
    'a changed entry',
    "update audit_entry set body = replace(body, 'two', '2') where seq = 2",
    'entry 2: it was changed',
  ],
  ['a removed entry', 'delete from audit_entry where seq = 2', 'entry 2: it is missing'],
  ['an entry filed elsewhere', "update audit_entry set project = 'other' where seq = 1", 'entry 1: it is filed under'],
]
for (const [why, sql, words] of attacks) {
  test(`audit verify tells of ${why}`, async () => {
    const { run, file } = await desk()
    tamper(file, sql)
    const said = await run('audit verify')
    assert.equal(said.exit, 7)
    assert(said.err.includes(words), said.err)
    const json = JSON.parse((await run('audit verify --json')).out) as { readonly intact: boolean }
    assert.equal(json.intact, false)
  })
}

test('the database itself refuses to change or remove an entry', async () => {
  const { file } = await desk()
  const raw = new DatabaseSync(file)
  assert.throws(() => raw.exec("update audit_entry set body = '{}'"), /append-only/)
  assert.throws(() => raw.exec('delete from audit_entry'), /append-only/)
  raw.close()
})

test('an exported log is verified without the desk, and a changed line is found', async () => {
  const { run, folder } = await desk()
  const exported = await run('audit export')
  assert.equal(exported.out.trim().split('\n').length, 3)
  const file = path.join(folder, 'audit.jsonl')
  writeFileSync(file, exported.out)
  assert.equal((await run('audit verify audit.jsonl')).exit, 0)
  writeFileSync(file, exported.out.replace('two', 'too'))
  const said = await run('audit verify audit.jsonl')
  assert.equal(said.exit, 7)
  assert(said.err.includes('entry 2: it was changed'), said.err)
  writeFileSync(file, 'not a log\n')
  const none = await run('audit verify audit.jsonl')
  assert(none.exit === 7 && none.err.includes('[AUDIT_LINE_MALFORMED]'), none.err)
  assert((await run('audit verify nothing.jsonl')).err.includes('FILE_FAILED'))
})

test('backup, loss, restore: the desk is as it was', async () => {
  const { run, file } = await desk()
  const before = await run('audit export')
  const saved = await run('backup desk.backup')
  assert.deepEqual([saved.exit, /^desk\.backup: \d+ rows of \d+ tables\n$/.test(saved.out)], [0, true], saved.out)
  assert((await run('backup desk.backup')).err.includes('[BACKUP_EXISTS]'))
  assert((await run('restore desk.backup')).err.includes('[RESTORE_NOT_EMPTY]'))
  rmSync(path.dirname(file), { recursive: true })
  const restored = await run('restore desk.backup')
  assert.equal(restored.exit, 0, restored.err)
  assert(restored.out.includes('audit log: intact: 3 entries'), restored.out)
  assert.equal((await run('audit export')).out, before.out)
  assert.equal((await run('restore --replace desk.backup')).exit, 0)
})

test('export, import elsewhere, export: the same files', async () => {
  const { run, folder } = await desk()
  assert.equal((await run('desk export one')).exit, 0)
  const imported = await run('desk import one --data elsewhere --json')
  assert.equal(imported.exit, 0, imported.err)
  assert.equal((JSON.parse(imported.out) as { readonly audit: { readonly intact: boolean } }).audit.intact, true)
  assert.equal((await run('desk export two --data elsewhere')).exit, 0)
  const log = (name: string) => readFileSync(path.join(folder, name, 'tables/audit_entry.jsonl'), 'utf8')
  assert.equal(log('two'), log('one'))
  assert.equal(log('one').split('\n').length, 4)
})

test('a path without a desk is a fault, and does not become one', async () => {
  const { run, folder } = await desk()
  for (const command of ['backup x.backup', 'audit verify', 'audit export', 'desk export x']) {
    const said = await run(`${command} --data nowhere`)
    assert(said.err.includes('[DESK_ABSENT]'), `${command}: ${said.err}`)
  }
  assert(!existsSync(path.join(folder, 'nowhere')))
})
