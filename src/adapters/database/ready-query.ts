import type { CompiledQuery, QueryResult } from 'kysely'
import type { Queries } from './tables.ts'

/** A value of a column, as a driver takes it. */
export type Value = string | number | null

/** The values of a query, by names of its own. */
export type Given = Readonly<Record<string, Value>>

/** A query as it was built, or raw SQL by `statement`. */
export interface Compiles<Row> {
  compile(): CompiledQuery<Row>
}

/** Runs the query with these values. */
export type ReadyQuery<G, Row> = (db: Queries, given: G) => Promise<QueryResult<Row>>

/**
 * A query whose text is always the same, for what every request or every edit asks: Kysely writes the text once for each database, which
 * takes longer than SQLite takes to answer. `build` sees what stands for the values, and so cannot decide by them; a value that the
 * query itself knows stays as it is.
 */
export function readyQuery<G extends { readonly [name in keyof G]: Value }, Row>(
  build: (db: Queries, given: G) => Compiles<Row>,
): ReadyQuery<G, Row> {
  // Transactions come and go; what knows the dialect is the same for all of them.
  const ready = new WeakMap<object, CompiledQuery<Row>>()
  return (db, given) => {
    const { adapter } = db.getExecutor()
    let query = ready.get(adapter)
    if (query === undefined) {
      query = build(db, places<G>()).compile()
      ready.set(adapter, query)
    }
    const parameters = query.parameters.map((each) => (each instanceof Place ? given[each.name as keyof G] : each))
    return db.executeQuery({ ...query, parameters })
  }
}

/** Stands in a query where the value of this name will be. */
class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Something that has a place for each name that is asked of it. */
function places<G>(): G {
  return new Proxy({}, { get: (_, name) => new Place(String(name)) }) as G
}

/** Choices of columns that are remembered. There may be more, and each is one that somebody made. */
const CHOICES = 200

/** A query for each choice of columns, for statements that set what differs and nothing else. */
export function forColumns<Query>(make: (names: readonly string[]) => Query): (names: readonly string[]) => Query {
  const made = new Map<string, Query>()
  return (names) => {
    const choice = names.join()
    const known = made.get(choice)
    if (known !== undefined) return known
    if (made.size >= CHOICES) made.clear()
    const query = make(names)
    made.set(choice, query)
    return query
  }
}
