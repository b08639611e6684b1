/**
 * Facts from records that exist already: differences are listed, nothing is merged silently.
 *
 * @module
 */
export { applyImport, type ImportOutcome, type ImportResult, planImport } from './import.ts'
export type { ImportConflict } from './merge.ts'
