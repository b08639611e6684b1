import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { realSurroundings } from '#adapters/clock'
import { openDatabase, type Tx } from '#adapters/database'
import { type DeskEvent, StoreFailure, together } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const event: DeskEvent = { topic: 'test', data: {} }
const refusal = fail({ code: 'TEST', kind: 'refused', message: 'no' })

onBothDatabases('a fault rolls back everything, and its events are not told', async ({ store, bus }) => {
  const told: DeskEvent[] = []
  bus.subscribe((each) => void told.push(each))
  const outcome = await store.write(async ({ settings, events }): Promise<Result<void>> => {
    await settings.put('a', 1)
    events.emit(event)
    return refusal
  })
  assert.deepEqual(outcome, refusal)
  assert.equal(await store.read(({ settings }) => settings.get('a')), undefined)
  assert.deepEqual(told, [])
})

onBothDatabases('an exception rolls back everything and goes on its way', async ({ store }) => {
  const bug = new Error('a bug')
  await assert.rejects(
    store.write(async ({ settings }): Promise<Result<void>> => {
      await settings.put('a', 1)
      throw bug
    }),
    (thrown) => thrown === bug,
  )
  assert.equal(await store.read(({ settings }) => settings.get('a')), undefined)
})

onBothDatabases('events are told once the change can be read, until unsubscribed', async ({ store, bus }) => {
  const seen: unknown[] = []
  const stop = bus.subscribe(() => {
    seen.push(store.read(({ settings }) => settings.get('a')))
  })
  const put =
    (value: number) =>
    async ({ settings, events }: Tx) => {
      events.emit(event)
      return ok(await settings.put('a', value))
    }
  await store.write(put(1))
  assert.deepEqual(await Promise.all(seen), [1])
  stop()
  await store.write(put(2))
  assert.equal(seen.length, 1)
})

onBothDatabases('a read sees one moment, whatever is written meanwhile', async ({ store }) => {
  const put = (value: number) => store.write(async ({ settings }) => ok(await settings.put('a', value)))
  await put(1)
  const seen = await store.read(async ({ settings }) => {
    const before = await settings.get('a')
    await put(2)
    return [before, await settings.get('a')]
  })
  assert.deepEqual(seen, [1, 1])
  assert.equal(await store.read(({ settings }) => settings.get('a')), 2)
})

onBothDatabases('a read cannot write', async ({ store }) => {
  await assert.rejects(
    store.read(({ settings }) => settings.put('a', 1)),
    (thrown) => thrown instanceof StoreFailure && thrown.fault.code === 'STORE_READ_ONLY',
  )
  assert.equal(await store.read(({ settings }) => settings.get('a')), undefined)
})

onBothDatabases(
  'statements side by side: a failure of one undoes all, and what comes behind is not lost',
  async ({ store }) => {
    const outcome = store.write(async ({ settings, people }) => {
      const nobody = {
        id: 'a',
        version: 1,
        name: 'A',
        email: 'a@lsf.example',
        state: 'active',
        created: '2030',
      } as const
      await together([
        settings.put('before', 1),
        people.insert({ ...nobody, name: null as never }),
        settings.put('after', 1),
      ])
      return ok(undefined)
    })
    await assert.rejects(outcome)
    assert.deepEqual(await store.read((tx) => together([tx.settings.get('before'), tx.settings.get('after')])), [
      undefined,
      undefined,
    ])
    assert.deepEqual(await store.write(async ({ settings }) => ok(await settings.put('after', 2))), ok(undefined))
    assert.equal(await store.ask(({ settings }) => settings.get('after')), 2)
  },
)

onBothDatabases('statements kept ready are read anew when the schema has gone forward', async ({ store, at }) => {
  const id = 'a'
  const names = async (tx: Tx) => (await tx.people.list()).map(({ person }) => person.name)
  await store.write(async ({ people }) => {
    const created = '2030-01-01T00:00:00.000Z'
    return ok(await people.insert({ id, version: 1, name: 'A', email: 'a@lsf.example', state: 'active', created }))
  })
  await Promise.all(Array.from({ length: 40 }, () => store.read(names)))
  const find = () => store.ask((tx) => tx.people.find(id))
  await Promise.all(Array.from({ length: 40 }, find))
  await run(at, 'alter table person add column pronouns text')
  assert.deepEqual(await store.read(names), ['A'])
  const after = await Promise.all(Array.from({ length: 40 }, find))
  assert(after.every((person) => person?.id === id))
  assert.deepEqual(await store.write(async ({ people }) => ok((await people.find(id))?.name)), ok('A'))
})

/** One statement, by somebody else's program. */
async function run(at: string, statement: string): Promise<void> {
  if (!at.startsWith('postgres:')) {
    const file = new DatabaseSync(at)
    file.exec(statement)
    return file.close()
  }
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  await client.query(statement)
  await client.end()
}

onBothDatabases('changes that read before they write happen as if one after the other', async ({ store }) => {
  const addOne = async ({ settings }: Tx) => {
    const before = Number((await settings.get('count')) ?? 0)
    await settings.put('count', before + 1)
    return ok(before + 1)
  }
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.write(addOne)))
  const numbers = outcomes.flatMap((each) => (each.ok ? [each.value] : [])).sort((a, b) => a - b)
  const count = await store.read(({ settings }) => settings.get('count'))
  assert.equal(count, numbers.length, 'what was not acknowledged did not happen')
  assert.deepEqual(
    numbers,
    Array.from(numbers, (_, i) => i + 1),
  )
  assert(
    outcomes.every((each) => each.ok || each.fault.code === 'STORE_BUSY'),
    JSON.stringify(outcomes.filter((each) => !each.ok)),
  )
})

onBothDatabases('of the last two administrators, only one can leave, also when both do at once', async ({ store }) => {
  const people = ['a', 'b']
  await store.write(async (tx) => {
    for (const id of people) {
      const created = '2030-01-01T00:00:00.000Z'
      await tx.people.insert({ id, version: 1, name: id, email: `${id}@lsf.example`, state: 'active', created })
      await tx.people.setRoles(id, undefined, ['administrator'])
    }
    return ok(undefined)
  })
  const leave = (id: string) =>
    store.write(async (tx): Promise<Result<void>> => {
      await tx.people.setRoles(id, undefined, [])
      return (await tx.people.administrators()) > 0 ? ok(undefined) : refusal
    })
  const outcomes = await Promise.all(people.map(leave))
  assert.equal(outcomes.filter((each) => each.ok).length, 1)
  assert.equal((await store.write(async (tx) => ok(await tx.people.administrators()))).ok, true)
})

onBothDatabases(
  'what was acknowledged is there for a second opening, and the schema is left as it is',
  async ({ store, at }) => {
    await store.write(async ({ settings }) => ok(await settings.put('a', 1)))
    const second = await openDatabase({ at, around: realSurroundings })
    assert(second.ok)
    assert.equal(await second.value.store.read(({ settings }) => settings.get('a')), 1)
    await second.value.close()
  },
)
