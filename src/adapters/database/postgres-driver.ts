import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import { isLost, type SingleStatements, singleStatements, streamOf } from './postgres-shared.ts'
import { statementNames } from './statement-names.ts'

/**
 * PostgreSQL for Kysely, with as few journeys to the server as there can be, since on a busy desk they are what an edit costs. Kysely's
 * own driver makes one for each statement.
 *
 * A transaction has a connection of its own, in pipeline mode: its statements that do not wait for each other travel together, the first
 * of them with the `begin` before it, and nobody waits for the end of one that only read. Statements without a transaction share a few
 * connections ({@link singleStatements}).
 */
export function pipelinedPostgres(pool: pg.Pool): Dialect {
  return {
    createDriver: () => driver(pool),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

function driver(pool: pg.Pool): Driver {
  const nameOf = statementNames()
  const single = singleStatements(pool)
  const of = (connection: DatabaseConnection): Connection => connection as Connection
  return {
    init: async () => undefined,
    acquireConnection: async () => new Connection(pool, single, nameOf),
    beginTransaction: (connection, settings) => of(connection).begin(settings),
    commitTransaction: (connection) => of(connection).commit(),
    rollbackTransaction: (connection) => of(connection).rollback(),
    releaseConnection: async (connection) => of(connection).release(),
    async destroy() {
      await single.close()
      await pool.end()
    },
  }
}

/** What one transaction, or one statement, has for its time. */
class Connection implements DatabaseConnection {
  readonly #pool: pg.Pool
  readonly #single: SingleStatements
  readonly #nameOf: (sql: string) => string | undefined
  /** Its own, in a transaction. */
  #client: pg.PoolClient | undefined
  /** The answer to `begin`, until the first statement has seen it. */
  #begun: Promise<unknown> | undefined
  #onlyReads = false
  #isBroken = false

  constructor(pool: pg.Pool, single: SingleStatements, nameOf: (sql: string) => string | undefined) {
    this.#pool = pool
    this.#single = single
    this.#nameOf = nameOf
  }

  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    this.#client = await this.#pool.connect()
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    this.#onlyReads = accessMode === 'read only'
    const text = `start transaction${level}${accessMode === undefined ? '' : ` ${accessMode}`}`
    this.#begun = send(this.#client, { text })
    this.#begun.catch(() => undefined)
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#answer(this.#statement(sql, parameters))
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
    return { rows: rows as R[], ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }) }
  }

  #statement(text: string, parameters: readonly unknown[]): pg.QueryConfig {
    const name = parameters.length === 0 ? undefined : this.#nameOf(text)
    return { text, values: parameters as unknown[], ...(name !== undefined && { name }) }
  }

  async #answer(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#client === undefined) return await this.#single.run(statement)
    const answer = send(this.#client, statement)
    if (this.#begun !== undefined) await this.#beginning(answer)
    return await this.#sound(answer)
  }

  async #sound(answer: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    try {
      return await answer
    } catch (cause) {
      this.#isBroken ||= isLost(cause)
      throw cause
    }
  }

  /** Answers come in order: this costs no waiting. Without a beginning nothing of the transaction may go on. */
  async #beginning(next: Promise<unknown>): Promise<void> {
    next.catch(() => undefined)
    await this.#begun
    this.#begun = undefined
  }

  async commit(): Promise<void> {
    const answer = send(this.#client!, { text: 'commit' })
    if (this.#onlyReads) {
      // It ends a view of the data and changes nothing. Whoever has the connection next comes behind it.
      answer.catch(() => undefined)
      return
    }
    // PostgreSQL answers so where a statement had failed. Source: manual, COMMIT.
    if ((await answer).command === 'ROLLBACK') throw new AbortedTransactionError()
  }

  async rollback(): Promise<void> {
    try {
      await send(this.#client!, { text: 'rollback' })
    } catch (cause) {
      this.#isBroken = true
      throw cause
    }
  }

  release(): void {
    this.#client?.release(this.#isBroken)
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator.
  async *streamQuery<R>(): AsyncGenerator<QueryResult<R>> {
    throw new Error('tables are read page by page, never as a stream')
  }
}

/** Corked, so that what is sent before the next turn of the event loop leaves in one piece. */
function send(client: pg.PoolClient, statement: pg.QueryConfig): Promise<pg.QueryResult> {
  const stream = streamOf(client)
  stream.cork()
  process.nextTick(() => stream.uncork())
  return client.query(statement)
}
