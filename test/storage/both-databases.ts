import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { realSurroundings } from '#adapters/clock'
import { type Database, openDatabase } from '#adapters/database'
import { type Postgres, startPostgres } from '../postgres.ts'

/** A database of its own for one fact, and where it is, for those who open it a second time. */
export interface TestDatabase extends Database {
  readonly at: string
}

let folder: string
let server: Postgres | undefined

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'steward-storage-'))
  server = await startPostgres()
})
after(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0

/** Where to open a new, empty database of each kind; undefined where this machine has none. */
const PLACES: readonly (readonly [dialect: string, place: () => Promise<string | undefined>])[] = [
  ['SQLite', async () => path.join(folder, `${count++}`, 'steward.db')],
  ['PostgreSQL', async () => await server?.database()],
]

/** One fact about the storage, held on both databases: each run starts from an empty one. */
export function onBothDatabases(fact: string, check: (database: TestDatabase) => Promise<void>): void {
  onEachDatabase(fact, async (at) => {
    const opened = await openDatabase({ at, around: realSurroundings })
    assert(opened.ok, JSON.stringify(opened))
    try {
      await check({ ...opened.value, at })
    } finally {
      await opened.value.close()
    }
  })
}

/** The same for those who open the database themselves. */
export function onEachDatabase(fact: string, check: (at: string) => Promise<void>): void {
  for (const [dialect, place] of PLACES) {
    test(`${fact} (${dialect})`, async (t) => {
      const at = await place()
      if (at === undefined) return t.skip('no PostgreSQL binaries for this platform')
      await check(at)
    })
  }
}

/** From each kind of database to each. */
export function onPairs(fact: string, check: (from: string, to: string) => Promise<void>): void {
  for (const [first, from] of PLACES) {
    for (const [second, to] of PLACES) {
      test(`${fact} (${first} to ${second})`, async (t) => {
        const [here, there] = [await from(), await to()]
        if (here === undefined || there === undefined) return t.skip('no PostgreSQL binaries for this platform')
        await check(here, there)
      })
    }
  }
}
