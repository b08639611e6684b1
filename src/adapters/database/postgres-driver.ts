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
import pg from 'pg'
import { statementNames } from './statement-names.ts'
import { isOutdatedPlan } from './store-fault.ts'

/**
 * PostgreSQL for Kysely, over connections in pipeline mode: statements of one transaction that do not wait for each other travel
 * together, the first of them with the `begin` before it, and nobody waits for the end of a transaction that only read. On a busy
 * desk the number of journeys is what an edit costs; Kysely's own driver makes one for each statement.
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
  const of = (connection: DatabaseConnection): Connection => connection as Connection
  return {
    init: async () => undefined,
    acquireConnection: async () => new Connection(await pool.connect(), nameOf),
    beginTransaction: async (connection, settings) => of(connection).begin(settings),
    commitTransaction: (connection) => of(connection).commit(),
    rollbackTransaction: (connection) => of(connection).rollback(),
    releaseConnection: async (connection) => of(connection).release(),
    destroy: () => pool.end(),
  }
}

/** A connection while one transaction, or one statement, has it. */
class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #nameOf: (sql: string) => string | undefined
  /** The answer to `begin`, until the first statement has seen it. */
  #begun: Promise<unknown> | undefined
  #onlyReads = false
  #isBroken = false

  constructor(client: pg.PoolClient, nameOf: (sql: string) => string | undefined) {
    this.#client = client
    this.#nameOf = nameOf
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    this.#onlyReads = accessMode === 'read only'
    this.#begun = this.#send(`start transaction${level}${accessMode === undefined ? '' : ` ${accessMode}`}`)
    this.#begun.catch(() => undefined)
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const answer = this.#send(sql, parameters)
    if (this.#begun !== undefined) await this.#beginning(answer)
    const { command, rowCount, rows } = await this.#sound(answer)
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
    return { rows: rows as R[], ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }) }
  }

  /**
   * What is no answer of the server means that the connection is lost. And where a statement that was kept ready no longer fits its
   * tables, since a newer program has changed them, a new connection reads it anew.
   */
  async #sound(answer: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    try {
      return await answer
    } catch (cause) {
      this.#isBroken ||= !(cause instanceof pg.DatabaseError) || isOutdatedPlan(cause)
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
    const answer = this.#send('commit')
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
      await this.#send('rollback')
    } catch (cause) {
      this.#isBroken = true
      throw cause
    }
  }

  release(): void {
    this.#client.release(this.#isBroken)
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator.
  async *streamQuery<R>(): AsyncGenerator<QueryResult<R>> {
    throw new Error('tables are read page by page, never as a stream')
  }

  #send(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
    // Corked, so that what is sent before the next turn of the event loop leaves in one piece.
    const { stream } = (this.#client as pg.PoolClient & Pick<pg.Client, 'connection'>).connection
    stream.cork()
    process.nextTick(() => stream.uncork())
    const name = values.length === 0 ? undefined : this.#nameOf(text)
    return this.#client.query({ text, values: values as unknown[], ...(name !== undefined && { name }) })
  }
}
