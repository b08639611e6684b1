import type { Dialect, Queries, Statement } from '../tables.ts'
import { desk } from './0001-desk.ts'
import { disputes } from './0002-disputes.ts'

/** One step forward. There are none back: a backup is made first, and restored when a step was wrong. */
export interface Migration {
  readonly name: string
  readonly statements: (db: Queries, dialect: Dialect) => readonly Statement[]
}

/** In the order in which they are applied. A released one is never changed: its checksum stands in every database. */
export const MIGRATIONS: readonly Migration[] = [desk, disputes]
