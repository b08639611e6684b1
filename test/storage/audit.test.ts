import assert from 'node:assert/strict'
import { createQueryId, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { realSurroundings } from '#adapters/clock'
import { type Database, openDatabase, type Tx } from '#adapters/database'
import { type AuditFilter, everyEntry, readEntry, type SealedEntry, type Verification, verifyChain } from '#desk/audit'
import type { AuditNote } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { auditTrail } from '../../src/adapters/database/audit-trail.ts'
import { connect } from '../../src/adapters/database/transactions.ts'
import { onBothDatabases } from './both-databases.ts'

const note = (field: string, about: Partial<AuditNote> = {}): AuditNote => ({
  actor: { kind: 'person', id: 'ada', name: 'Ada' },
  action: 'vulnerability.edit',
  subject: { kind: 'vulnerability', id: 'LSF-2030-4', project: 'lantern' },
  embargoed: false,
  diff: [{ field, before: 'a', after: { deep: [1, 'Ž\u{1f600}\u0000\ud800'] } }],
  ...about,
})
const append =
  (...notes: readonly AuditNote[]) =>
  async ({ audit }: Tx): Promise<Result<void>> => {
    for (const each of notes) await audit.append(each)
    return ok(undefined)
  }
const verify = ({ store }: Database): Promise<Verification> =>
  verifyChain(everyEntry((seq, limit) => store.read(({ auditTrail }) => auditTrail.after(seq, limit))))
const page = (database: Database, filter: AuditFilter, limit = 100, before?: number) =>
  database.store.read(({ auditTrail }) => auditTrail.page(filter, limit, before))
const fieldOf = ({ body = '' }: SealedEntry): string => {
  const entry = readEntry(body)
  assert(entry.ok)
  return entry.value.diff?.[0]?.field ?? ''
}

onBothDatabases('entries of changes at once are all in one whole chain', async (database) => {
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, i) => database.store.write(append(note(`f${i}`), note(`g${i}`)))),
  )
  assert(outcomes.every(({ ok }) => ok))
  assert((await database.sealAudit()).ok)
  const found = await verify(database)
  assert.deepEqual([found.intact, found.entries], [true, 120])
  const fields = (await page(database, {}, 200)).map(fieldOf)
  assert.equal(new Set(fields).size, 120)
  assert.equal(await database.store.read(({ auditTrail }) => auditTrail.pending()), 0)
})

onBothDatabases('an entry is sealed by itself soon after the change', async ({ store }) => {
  await store.write(append(note('a')))
  const until = Date.now() + 5000
  while ((await store.read(({ auditTrail }) => auditTrail.after(0, 10))).length === 0) {
    assert(Date.now() < until, 'nothing was sealed within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
})

onBothDatabases('entries of a change that is rolled back were never written', async (database) => {
  await database.store.write(async ({ audit }): Promise<Result<void>> => {
    await audit.append(note('a'))
    return fail({ code: 'TEST', kind: 'refused', message: 'no' })
  })
  await database.sealAudit()
  assert.equal((await verify(database)).entries, 0)
})

onBothDatabases('two processes that seal at the same time make one chain', async (database) => {
  const second = await openDatabase({ at: database.at, around: realSurroundings })
  assert(second.ok)
  const both = [database, second.value]
  for (let round = 0; round < 5; round++) {
    await Promise.all(both.flatMap(({ store }) => Array.from({ length: 5 }, () => store.write(append(note('a'))))))
    await Promise.all(both.map((each) => each.sealAudit()))
  }
  await second.value.close()
  const found = await verify(database)
  assert.deepEqual([found.intact, found.entries], [true, 50])
})

onBothDatabases('what a process that was killed left unsealed, the next one seals', async (database) => {
  // Written past the sealer of this process, as by one that is no more.
  const dead = await openDatabase({ at: database.at, around: realSurroundings })
  assert(dead.ok)
  await dead.value.store.write(append(note('a')))
  await dead.value.close()
  const next = await openDatabase({ at: database.at, around: realSurroundings })
  assert(next.ok)
  await next.value.sealAudit()
  await next.value.close()
  assert.deepEqual((await verify(database)).entries, 1)
})

onBothDatabases(
  'the log is read by project, subject, actor, action and time, the newest first, page by page',
  async (database) => {
    const before = new Date(Date.now() - 1).toISOString()
    const other = { kind: 'case', id: 'C-1', project: 'other' }
    for (const each of [
      note('1'),
      note('2', { subject: other }),
      note('3', { actor: { kind: 'system', id: 'schedule', name: 'schedule' } }),
      note('4', { action: 'vulnerability.read' }),
    ])
      await database.store.write(append(each))
    await database.sealAudit()
    const filters: readonly (readonly [filter: AuditFilter, fields: readonly string[]])[] = [
      [{}, ['4', '3', '2', '1']],
      [{ project: 'other' }, ['2']],
      [{ subject: other }, ['2']],
      [{ subject: { kind: 'case', id: 'LSF-2030-4' } }, []],
      [{ actor: 'ada' }, ['4', '2', '1']],
      [{ action: 'vulnerability.read' }, ['4']],
      [{ actor: 'ada', project: 'lantern' }, ['4', '1']],
      [{ since: before }, ['4', '3', '2', '1']],
      [{ until: before }, []],
    ]
    for (const [filter, fields] of filters) {
      assert.deepEqual((await page(database, filter)).map(fieldOf), fields, JSON.stringify(filter))
    }
    assert.deepEqual((await page(database, {}, 2)).map(fieldOf), ['4', '3'])
    assert.deepEqual((await page(database, {}, 2, 3)).map(fieldOf), ['2', '1'])
  },
)

onBothDatabases('values nested as deep as may be read do not stop the log', async (database) => {
  const deep: Json = JSON.parse('['.repeat(64) + ']'.repeat(64))
  await database.store.write(append(note('a', { diff: [{ field: 'x', after: deep }] })))
  await database.sealAudit()
  assert.deepEqual(await verify(database).then(({ intact, entries }) => [intact, entries]), [true, 1])
})

onBothDatabases('acts of a kind are read by their index, however long the log is', async ({ at }) => {
  const { queries, dialect, close } = await connect(at)
  const rows = Array.from({ length: 5000 }, (_, i) => ({
    ...{ seq: i + 1, id: `e${i}`, at: '2030', actor: 'ada', action: i % 1000 === 0 ? 'board.decide' : 'case.read' },
    ...{ subject_kind: 'case', subject_id: 'C-1', project: null, embargoed: 0, body: '{}', hash: '' },
  }))
  for (let i = 0; i < rows.length; i += 500) {
    await queries
      .insertInto('audit_entry')
      .values(rows.slice(i, i + 500))
      .execute()
  }
  await sql`analyze`.execute(queries)
  const asked: RootOperationNode[] = []
  const listening: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const trail = auditTrail(queries.withPlugin(listening))
  const seqs = async (filter: AuditFilter, limit: number, before?: number) =>
    (await trail.page(filter, limit, before)).map(({ seq }) => seq)
  assert.deepEqual(await seqs({ action: 'board.decide' }, 3), [4001, 3001, 2001])
  const kind = { actions: ['board.approve', 'board.decide', 'ids.reserve'] }
  assert.deepEqual(await seqs(kind, 3, 3001), [2001, 1001, 1])
  assert.deepEqual(await seqs({ ...kind, actions: ['board.decide', 'case.read'] }, 3, 4003), [4002, 4001, 4000])
  assert.deepEqual(await seqs({ actions: [] }, 3), [])
  const plans = await Promise.all(
    asked.slice(0, 2).map(async (node) => {
      const compiled = queries.getExecutor().compileQuery(node, createQueryId())
      const words = dialect === 'sqlite' ? 'explain query plan' : 'explain'
      const { rows: lines } = await queries.executeQuery({ ...compiled, sql: `${words} ${compiled.sql}` })
      return JSON.stringify(lines)
    }),
  )
  for (const plan of plans) {
    assert.match(plan, /audit_entry_action/)
    assert.doesNotMatch(plan, /SCAN audit_entry|Seq Scan/)
  }
  await close()
})
