import { Kysely } from 'kysely'
import pg from 'pg'
import { pipelinedPostgres } from './postgres-driver.ts'
import type { Queries, Tables } from './tables.ts'

/** Connections of one process. A desk on two machines with workers stays well below the hundred that PostgreSQL allows by default. */
const CONNECTIONS = 16

/**
 * Milliseconds after which a server that does not answer is taken for gone, with the connection. Statements of the desk take
 * milliseconds; the longest, over a whole table, seconds.
 */
const SILENCE = 60_000

/** A pool of connections to a `postgres://` URL. Nothing is connected before the first query. `silence` in milliseconds. */
export function openPostgres(url: string, silence: number = SILENCE): Queries {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    pipeline: true,
    application_name: 'steward',
    connectionTimeoutMillis: 10_000,
    query_timeout: silence,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  })
  // A connection that breaks, idle or at work, is replaced by the next query, and the query that was under way rejects. Without
  // listeners the event would end the process as well.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return new Kysely<Tables>({ dialect: pipelinedPostgres(pool) })
}

/** Object identifier of `bigint`, the type of counts and sums. pg hands it out as text; ours stay far below 2^53. */
const INT8 = 20
