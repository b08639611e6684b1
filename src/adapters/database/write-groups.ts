import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { readyQuery } from './ready-query.ts'
import { type Queries, statement } from './tables.ts'
import type { Run } from './transactions.ts'

/** Changes that reach the disk together, at most: those at the end of a longer group would wait for the first ones. */
const MOST = 64

interface Waiting {
  /** Does the change, and gives what happens when the group is on the disk. */
  readonly work: (db: Queries) => Promise<() => void>
  readonly reject: (cause: unknown) => void
}

/**
 * Writes on the one connection of a database file. Changes that come while the disk is busy share the next commit: the disk confirms a
 * group as fast as a single change. Each has a savepoint of its own, so that it is undone alone; each hears of its end only when the
 * group is on the disk. `commit` runs one transaction.
 */
export function inGroups(commit: Run): Run {
  const queue: Waiting[] = []
  let running = false

  async function drain(): Promise<void> {
    running = true
    // Requests that arrived together come to their changes within one turn of the event loop.
    await turn()
    while (queue.length > 0) await runGroup()
    running = false
  }

  async function runGroup(): Promise<void> {
    const group: Waiting[] = []
    try {
      const ends = await commit(async (db) => {
        // Run again after it met another process: the same changes first.
        const ends: (() => void)[] = []
        for (let i = 0; i < MOST; i++) {
          const next = group[i] ?? queue.shift()
          if (next === undefined) break
          group[i] = next
          ends.push(await apart(db, next))
        }
        return ends
      })
      for (const end of ends) end()
    } catch (cause) {
      for (const { reject } of group) reject(cause)
      // Nothing had begun: those who wait would meet the same.
      if (group.length === 0) for (const { reject } of queue.splice(0)) reject(cause)
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      queue.push({
        work: async (db) => {
          const value = await work(db)
          return () => resolve(value)
        },
        reject,
      })
      if (!running) void drain()
    })
}

const begin = readyQuery((db) => statement(db, sql`savepoint change`))
const keep = readyQuery((db) => statement(db, sql`release change`))
const undo = readyQuery((db) => statement(db, sql`rollback to change`))

/** One change of the group; what it throws undoes it alone, unless the transaction itself is gone (a full disk). */
async function apart(db: Queries, { work, reject }: Waiting): Promise<() => void> {
  await begin(db, {})
  try {
    const end = await work(db)
    await keep(db, {})
    return end
  } catch (cause) {
    try {
      await undo(db, {})
      await keep(db, {})
    } catch {
      throw cause
    }
    return () => reject(cause)
  }
}
