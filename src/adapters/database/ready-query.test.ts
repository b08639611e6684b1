import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Compilable, sql } from 'kysely'
import { forColumns, readyQuery } from './ready-query.ts'
import { settingSchema } from './setting.ts'
import { openSqlite } from './sqlite.ts'
import type { Queries } from './tables.ts'

const opened: Queries[] = []
after(async () => {
  for (const each of opened) await each.destroy()
})

async function database(): Promise<Queries> {
  const { writer, readers } = openSqlite(':memory:')
  opened.push(writer, ...readers)
  for (const each of settingSchema(writer)) await writer.executeQuery(each.compile())
  return writer
}

interface Setting {
  readonly key: string
  readonly value: string
}

function puts(): {
  readonly put: ReturnType<typeof readyQuery<Setting, unknown>>
  readonly built: () => number
} {
  let built = 0
  const put = readyQuery((db, { key, value }: Setting): Compilable<unknown> => {
    built++
    return db
      .insertInto('setting')
      .values({ value, key })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql`${value} || ${' again'}` }))
  })
  return { put, built: () => built }
}

async function all(db: Queries): Promise<readonly (readonly [key: string, value: string])[]> {
  const rows = await db.selectFrom('setting').selectAll().orderBy('key').execute()
  return rows.map(({ key, value }) => [key, value])
}

test('each value comes where its name stands, as often as it stands there, and what the query itself has stays', async () => {
  const db = await database()
  const { put } = puts()
  await put(db, { key: 'a', value: '1' })
  await put(db, { value: '2', key: 'b' })
  const { numAffectedRows } = await put(db, { key: 'a', value: '3' })
  assert.equal(numAffectedRows, 1n)
  assert.deepEqual(await all(db), [
    ['a', '3 again'],
    ['b', '2'],
  ])
})

test('the text is written once for each database, whatever transaction it runs in, and is part of that transaction', async () => {
  const [one, other] = [await database(), await database()]
  const { put, built } = puts()
  await one.transaction().execute((tx) => put(tx, { key: 'a', value: '1' }))
  await assert.rejects(
    one.transaction().execute(async (tx) => {
      await put(tx, { key: 'b', value: '2' })
      throw new Error('no')
    }),
    /^Error: no$/,
  )
  await put(one, { key: 'c', value: '3' })
  assert.equal(built(), 1)
  await put(other, { key: 'd', value: '4' })
  assert.equal(built(), 2, 'another database may speak another dialect')
  assert.deepEqual(await all(one), [
    ['a', '1'],
    ['c', '3'],
  ])
  assert.deepEqual(await all(other), [['d', '4']])
})

test('a choice of columns has its query, and a limited number of choices is remembered', () => {
  let made = 0
  const queryOf = forColumns((names) => ({ names, made: ++made }))
  const first = queryOf(['a', 'b'])
  assert.deepEqual(first, { names: ['a', 'b'], made: 1 })
  assert.equal(queryOf(['a', 'b']), first)
  assert.deepEqual(queryOf(['b', 'a']), { names: ['b', 'a'], made: 2 }, 'the order is part of the text')
  for (let i = 0; i < 500; i++) assert.deepEqual(queryOf([`column ${i}`]).names, [`column ${i}`])
  assert.deepEqual(queryOf(['a', 'b']).names, ['a', 'b'])
})
