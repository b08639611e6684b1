/**
 * Facts from records that exist already: differences are listed, nothing is merged silently.
 *
 * @module
 */
export { applyImport, type ImportOutcome, type ImportResult, planImport } from './import.ts'
export type { LeftOut } from './left-out.ts'
export { beyondFacts, factsFrom, type ImportConflict, type Imported } from './merge.ts'
export { type Group, groupByIdentity, readSource, type Source } from './source.ts'
