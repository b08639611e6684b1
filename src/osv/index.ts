/**
 * The Open Source Vulnerability format: read, evaluate, render, compare.
 *
 * @module
 */
export { affects, describeEvent, type Subject, type Verdict, type VerdictReason } from './affects.ts'
export { type Contradiction, contradictions } from './contradictions.ts'
export { describeChange, diffOsv, type OsvChange, sameMeaning } from './diff.ts'
export { schemeOfRange } from './ecosystems.ts'
export type { Contains } from './in-git-range.ts'
export { parseOsv } from './parse.ts'
export type {
  OsvAffected,
  OsvCredit,
  OsvEvent,
  OsvPackage,
  OsvRange,
  OsvRangeType,
  OsvRecord,
  OsvReference,
  OsvSeverity,
} from './record.ts'
export { type Audience, type OsvDates, osvIdOf, renderOsv } from './render.ts'
export { type OsvSchemaError, validateOsv } from './schema/index.ts'
