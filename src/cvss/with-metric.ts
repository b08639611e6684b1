import { fail, ok, type Result } from '#fault'
import { missingMetric, unknownMetric, wrongValue } from './faults.ts'
import { findMetric } from './metrics.ts'
import type { CvssVector } from './vector.ts'
import { vectorOf } from './write.ts'

/**
 * The vector with one metric changed; `value` undefined, or the one for "not defined", removes it, which a mandatory metric
 * does not allow. Short names, in their exact case.
 *
 * Codes: `CVSS_METRIC_UNKNOWN`, `CVSS_METRIC_VALUE`, `CVSS_METRIC_MISSING`.
 */
export function withMetric(vector: CvssVector, metric: string, value: string | undefined): Result<CvssVector> {
  const found = findMetric(vector.version, metric)
  if (found === undefined) return fail(unknownMetric(vector.version, metric))
  const values = new Map(vector.metrics)
  if (value === undefined) {
    if (found.mandatory) return fail(missingMetric(found))
    values.delete(metric)
  } else {
    if (!found.values.some((each) => each.name === value)) return fail(wrongValue(found, value))
    values.set(metric, value)
  }
  return ok(vectorOf(vector.version, values))
}
