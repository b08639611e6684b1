/**
 * The CVE record: read, answer, compare, write.
 *
 * Format 5.2.0 is written; 5.0 to 5.2 are read, and whatever is in a record that is not known here stays in it.
 *
 * @module
 */
export { carryOver } from './carry-over.ts'
export type { CveChange, CveChangeKind } from './change.ts'
export { type Conversion, type ConversionNote, convertCve, LEGACY_FIELD } from './convert.ts'
export { describeDecider, describeEntry, describeProduct } from './describe.ts'
export { diffContainers, diffCve, sameMeaning } from './diff.ts'
export { compareFormats, FORMAT } from './format.ts'
export { METRIC_PROPERTIES, REPEATED_FIELDS, renderMetric } from './metrics.ts'
export { type CveDocument, type ParseCveOptions, parseCve, parseCveRecord } from './parse.ts'
export { htmlOf, plainText } from './plain-text.ts'
export type * from './record.ts'
export {
  type Audience,
  type CveSketch,
  type RecordDates,
  renderCnaContainer,
  renderCveRecord,
  sketchCveRecord,
} from './render.ts'
export { type CveForm, type SchemaError, validateCve } from './schema/index.ts'
export {
  affectedVersions,
  type Decider,
  type StatusAnswer,
  type StatusOptions,
  statusOf,
  statusReader,
  type VersionRow,
} from './status.ts'
export { schemeOfVersionType } from './version-type.ts'
export { WAIVERS_FIELD } from './waivers-field.ts'
