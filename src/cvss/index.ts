/**
 * CVSS vectors and scores, versions 2.0 to 4.0: read, score, explain, edit metric by metric.
 *
 * @module
 */
export { explainCvss } from './explain.ts'
export { cvssInWords } from './in-words.ts'
export type { CvssGroup, CvssMetric, CvssValue } from './metric.ts'
export { METRICS } from './metrics.ts'
export { parseCvss } from './parse.ts'
export { type CvssScores, type Nomenclature, scoreCvss } from './score.ts'
export { severityOf } from './severity.ts'
export type { CvssVector, CvssVersion, Severity } from './vector.ts'
export { withMetric } from './with-metric.ts'
