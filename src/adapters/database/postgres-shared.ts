import type { Socket } from 'node:net'
import pg from 'pg'
import { isOutdatedPlan } from './store-fault.ts'

/** Statements without a transaction, each of them complete in itself, of many who do not know of each other. */
export interface SingleStatements {
  run(statement: pg.QueryConfig): Promise<pg.QueryResult>
  /** Gives the connections back. */
  close(): Promise<void>
}

/**
 * Connections for changes. One that waits for the disk, or for a row that a transaction holds, keeps those behind it waiting; and with
 * many of them less goes in one piece.
 */
const CHANGING = 4

/** A `with` may change something, and a `select` of ours waits for nobody. */
const READS = /^select\b/i

/** Over one connection for all reads, and over some for changes in turn. */
export function singleStatements(pool: pg.Pool): SingleStatements {
  const reading = sharedConnection(pool, leaveAll)
  const changing = Array.from({ length: CHANGING }, () => sharedConnection(pool, leaveAll))
  const all = [reading, ...changing]
  let turn = 0

  /** What cut one off has most likely cut off the others, which do not know it yet. */
  function leaveAll(): void {
    for (const each of all) each.leave()
  }

  return {
    run(statement) {
      const connection = READS.test(statement.text) ? reading : changing[turn++ % CHANGING]!
      return connection.run(statement)
    },
    async close() {
      for (const each of all) await each.close()
    },
  }
}

interface SharedConnection extends SingleStatements {
  /** The next statement finds a new connection. */
  leave(): void
}

/** The connection, while it is good. */
interface Line {
  readonly client: pg.PoolClient
  /** Statements whose answers are on their way. */
  underWay: number
  /** Whether what is sent is held back until the end of the turn. */
  isHeld: boolean
  /** Nobody else takes it; those who wait for an answer still get theirs. */
  isLeft: boolean
  isReleased: boolean
}

/**
 * Statements that come in one turn of the event loop leave in one piece. A connection that is lost is replaced by the next statement;
 * those that were under way reject. `lost` is told of it.
 */
function sharedConnection(pool: pg.Pool, lost: () => void): SharedConnection {
  let present: Promise<Line> | undefined
  let line: Line | undefined

  async function connect(): Promise<Line> {
    const client = await pool.connect()
    const made: Line = { client, underWay: 0, isHeld: false, isLeft: false, isReleased: false }
    client.once('end', () => leave(made))
    line = made
    return made
  }

  async function current(): Promise<Line> {
    present ??= connect()
    const mine = present
    try {
      return await mine
    } catch (cause) {
      if (present === mine) present = undefined
      throw cause
    }
  }

  function leave(left: Line): void {
    if (left.isLeft) return
    left.isLeft = true
    present = undefined
    line = undefined
    releaseAtEnd(left)
  }

  return {
    async run(statement) {
      const mine = await current()
      mine.underWay++
      try {
        holdBack(mine)
        return await mine.client.query(statement)
      } catch (cause) {
        if (isLost(cause)) {
          leave(mine)
          lost()
        }
        throw cause
      } finally {
        mine.underWay--
        releaseAtEnd(mine)
      }
    },
    leave() {
      if (line !== undefined) leave(line)
    },
    async close() {
      const last = await present?.catch(() => undefined)
      if (last !== undefined) leave(last)
    },
  }
}

function releaseAtEnd(line: Line): void {
  if (!line.isLeft || line.underWay > 0 || line.isReleased) return
  line.isReleased = true
  line.client.release(true)
}

function holdBack(line: Line): void {
  if (line.isHeld) return
  line.isHeld = true
  const stream = streamOf(line.client)
  stream.cork()
  setImmediate(() => {
    line.isHeld = false
    stream.uncork()
  })
}

/** The socket, for those who decide when its bytes leave. */
export function streamOf(client: pg.PoolClient): Socket {
  return (client as pg.PoolClient & Pick<pg.Client, 'connection'>).connection.stream as Socket
}

/**
 * What is no answer of the server means that the connection is lost. And where a statement that was kept ready no longer fits its
 * tables, since a newer program has changed them, a new connection reads it anew.
 */
export function isLost(cause: unknown): boolean {
  return !(cause instanceof pg.DatabaseError) || isOutdatedPlan(cause)
}
