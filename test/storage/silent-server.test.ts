import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openPostgres } from '../../src/adapters/database/postgres.ts'
import { storeFault } from '../../src/adapters/database/store-fault.ts'
import { gateBefore } from '../deploy/gate.ts'
import { startPostgres } from '../postgres.ts'

test('a server that falls silent is taken for gone, and the next statements find it when it is back', async (t) => {
  const server = await startPostgres()
  if (server === undefined) return t.skip('no PostgreSQL binaries for this platform')
  const url = new URL(await server.database())
  const gate = await gateBefore(Number(url.port))
  url.port = String(gate.port)
  const queries = openPostgres(url.href, 300)
  const ask = async () => (await sql<{ answer: number }>`select ${7}::int as answer`.execute(queries)).rows[0]?.answer
  const change = async () => void (await sql`with made as (select 1) delete from gone`.execute(queries))
  try {
    await sql`create table gone (id text)`.execute(queries)
    assert.deepEqual(await Promise.all([ask(), ask(), change()]), [7, 7, undefined])
    gate.silence()
    const lost = await Promise.allSettled([ask(), ask(), change()])
    for (const each of lost) {
      assert(each.status === 'rejected')
      assert.equal(storeFault(each.reason)?.code, 'STORE_UNREACHABLE')
    }
    await gate.open()
    assert.deepEqual(await Promise.all([ask(), ask(), change(), change()]), [7, 7, undefined, undefined])
  } finally {
    await queries.destroy()
    await gate.close()
    await server.stop()
  }
})
