import type { Json } from '#json'
import type { Headers, Person } from '../lsf.ts'

/**
 * One fact about the server. The request is a method and a path under `/api`; names in braces are IDs in that state, fresh for the
 * row: `{reserved}`, `{published}`, `{rejected}` (with a record), `{withdrawn}` (REJECTED without one), `{foreign}` (another CNA's,
 * RESERVED), `{foreign-published}`, `{available}` (in the pool, seen by nobody) and `{unknown}`.
 *
 * The code is that of an error; an answer without error has none.
 */
export type Row = readonly [
  why: string,
  who: Person | Headers,
  request: string,
  body: Json | undefined,
  status: number,
  code?: string,
]
