import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { realSurroundings } from '#adapters/clock'
import { openDatabase, type Tx } from '#adapters/database'
import { everyEntry, verifyChain } from '#desk/audit'
import { type Store, StoreFailure } from '#desk/store'
import { ok, type Result } from '#fault'
import { openStore } from '../../src/adapters/database/store.ts'
import { connect } from '../../src/adapters/database/transactions.ts'
import { startPostgres } from '../postgres.ts'

const top = mkdtempSync(path.join(os.tmpdir(), 'steward-full-'))
after(() => rmSync(top, { recursive: true, force: true }))

let count = 0

/** A new desk in a file, with the queries of its one writing connection. */
async function site() {
  const at = path.join(top, `${count++}.db`)
  const made = await openDatabase({ at, around: realSurroundings })
  assert(made.ok)
  await made.value.close()
  const transactions = await connect(at)
  const store = openStore(transactions, {
    dialect: transactions.dialect,
    around: realSurroundings,
    deliver: async () => undefined,
    afterwards: () => undefined,
  })
  return { at, store, transactions }
}

const put = (store: Store<Tx>, key: string, size: number): Promise<Result<void>> =>
  store.write(async ({ settings, audit }) => {
    await settings.put(key, 'x'.repeat(size))
    await audit.append({
      actor: { kind: 'system', id: 'test', name: 'test' },
      action: 'foundation.edit',
      subject: { kind: 'setting', id: key },
      embargoed: false,
    })
    return ok(undefined)
  })

test('a full disk is told in words, changes nothing, and the desk goes on once there is room', async () => {
  const { at, store, transactions } = await site()
  // What SQLite does at the end of the disk it does at this number of pages.
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(transactions.queries)
  const limit = async (pages: number) => await sql.raw(`pragma max_page_count = ${pages}`).execute(transactions.queries)
  await limit((rows[0]?.page_count ?? 0) + 40)
  const kept: string[] = []
  let refused = 0
  // Changes at once share a commit: those that do not fit must not take the others along unseen.
  for (let round = 0; round < 10; round++) {
    const keys = Array.from({ length: 5 }, (_, i) => `key-${round}-${i}`)
    const outcomes = await Promise.all(keys.map((key) => put(store, key, 8_000)))
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.ok) kept.push(keys[i]!)
      else {
        refused++
        assert.deepEqual([outcome.fault.code, outcome.fault.kind], ['STORE_FULL', 'unreachable'])
      }
    }
  }
  assert(kept.length > 0 && refused > 0, `${kept.length} kept, ${refused} refused`)
  await limit(1_000_000)
  assert((await put(store, 'after', 100_000)).ok, 'there is room again')
  await transactions.close()
  await holds(at, [...kept, 'after'])
})

test('a file that may not be written is told in words; reading goes on', async () => {
  const { at, store, transactions } = await site()
  assert((await put(store, 'before', 10)).ok)
  await sql`pragma query_only = on`.execute(transactions.queries)
  const refused = await put(store, 'meanwhile', 10)
  assert(!refused.ok && refused.fault.code === 'STORE_READ_ONLY')
  assert.equal(await store.read(({ settings }) => settings.get('before')), 'x'.repeat(10))
  await sql`pragma query_only = off`.execute(transactions.queries)
  assert((await put(store, 'after', 10)).ok)
  await transactions.close()
  await holds(at, ['before', 'after'])
})

test('a server that has become read-only, or is gone, is told in words; reading and writing come back with it', async (t) => {
  const postgres = await startPostgres()
  if (postgres === undefined) return t.skip('no PostgreSQL binaries for this platform')
  const url = await postgres.database()
  const name = new URL(url).pathname.slice(1)
  const opened = await openDatabase({ at: url, around: realSurroundings })
  assert(opened.ok)
  const { store, close } = opened.value
  assert((await put(store, 'before', 10)).ok)
  const admin = new pg.Client({ connectionString: url, application_name: 'admin' })
  await admin.connect()
  // A replica that took over ends the connections that are open; new ones find the database as it is then.
  const turn = async (readOnly: 'on' | 'off'): Promise<void> => {
    await admin.query(`alter database ${name} set default_transaction_read_only = ${readOnly}`)
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'steward%'`)
  }
  await turn('on')
  const refused = await settled(() => put(store, 'meanwhile', 10))
  assert(!refused.ok && refused.fault.code === 'STORE_READ_ONLY', JSON.stringify(refused))
  assert.equal(await store.read(({ settings }) => settings.get('before')), 'x'.repeat(10))
  await turn('off')
  const after = await settled(() => put(store, 'after', 10))
  assert(after.ok, JSON.stringify(after))
  await admin.end()
  await postgres.stop()
  const gone = await put(store, 'gone', 10)
  assert(!gone.ok && gone.fault.code === 'STORE_UNREACHABLE', JSON.stringify(gone))
  await assert.rejects(
    store.read(({ settings }) => settings.get('before')),
    (thrown) => thrown instanceof StoreFailure && thrown.fault.code === 'STORE_UNREACHABLE',
  )
  await close().catch(() => undefined)
})

/** The outcome once connections that were ended have been told of: each is one failure, and then a new one is made. */
async function settled(run: () => Promise<Result<void>>): Promise<Result<void>> {
  let last = await run()
  for (let i = 0; i < 20 && !last.ok && last.fault.code === 'STORE_UNREACHABLE'; i++) last = await run()
  return last
}

/** Nothing is damaged, what was acknowledged is there, and the log tells of exactly that. */
async function holds(at: string, keys: readonly string[]): Promise<void> {
  const raw = new DatabaseSync(at, { readOnly: true })
  assert.deepEqual({ ...raw.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
  const found = raw
    .prepare('select key from setting order by key')
    .all()
    .map((row) => row.key)
  raw.close()
  assert.deepEqual(found, keys.toSorted())
  const opened = await openDatabase({ at, around: realSurroundings })
  assert(opened.ok)
  const { store, sealAudit, close } = opened.value
  await sealAudit()
  const log = await verifyChain(
    everyEntry((seq, limit) => store.read(({ auditTrail }) => auditTrail.after(seq, limit))),
  )
  assert.deepEqual([log.intact, log.entries], [true, keys.length])
  await close()
}
