/**
 * The desk's database: one file (`node:sqlite`) or PostgreSQL, asked by the same Kysely queries.
 *
 * To add an aggregate, say `case`:
 *
 * 1. Its room declares the port, `interface CaseTable { find(id: string): Promise<CaseRow | undefined>; ... }`, in
 *    `src/desk/cases/ports.ts`. Use cases ask for `Store<{ readonly cases: CaseTable } & Effects>`.
 * 2. `case.ts` here holds `interface CaseTables { readonly case: { id: string; version: number; ... } }` (columns: text, integer and
 *    nothing else; JSON is text, see columns.ts; moments are RFC 3339 text; yes and no are 1 and 0), `caseSchema(db)` (the
 *    statements that create them) and `caseTable(db): CaseTable` (the queries). `setting.ts` is the smallest example.
 * 3. One line each in tables.ts (`Tables`) and repositories.ts (`Tx`), and a migration of its own in migrations/.
 * 4. Rows that people edit have `version`: update with `where('version', '=', base)`, and give the new version or undefined
 *    (`Written` of `#desk/store`).
 * 5. Facts about it in test/storage/case.test.ts, on both databases: `onBothDatabases('...', async ({ store }) => ...)`.
 *
 * Integers and counts come back as numbers on both, text sorts by code point on both. `like` differs: see `containing` in columns.ts.
 *
 * @module
 */

export { type BackupSummary, backUpDatabase } from './backup.ts'
export type { Deliver } from './job.ts'
export { type Database, type DatabaseOptions, openDatabase } from './open.ts'
export type { Tx } from './repositories.ts'
export { importFolder, type RestoreOptions, restoreBackup } from './restore.ts'
