import { isNotDefined, METRICS } from './metrics.ts'
import { type CvssVector, type CvssVersion, PREFIX } from './vector.ts'

/** The vector with these values, which must be valid and complete: in canonical order, without what is not defined. */
export function vectorOf(version: CvssVersion, values: ReadonlyMap<string, string>): CvssVector {
  const metrics = new Map<string, string>()
  for (const metric of METRICS[version]) {
    const value = values.get(metric.name)
    if (value !== undefined && !isNotDefined(metric, value)) metrics.set(metric.name, value)
  }
  const text = PREFIX[version] + [...metrics].map(([name, value]) => `${name}:${value}`).join('/')
  return { version, text, metrics }
}
