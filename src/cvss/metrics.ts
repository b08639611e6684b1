import { type CvssMetric, NOT_DEFINED, NOT_DEFINED_2 } from './metric.ts'
import { METRICS_2 } from './metrics-2.ts'
import { METRICS_30, METRICS_31 } from './metrics-3.ts'
import { METRICS_4 } from './metrics-4.ts'
import type { CvssVersion } from './vector.ts'

/** The metrics of each version, in the order in which its canonical vector writes them. */
export const METRICS: Readonly<Record<CvssVersion, readonly CvssMetric[]>> = {
  '2.0': METRICS_2,
  '3.0': METRICS_30,
  '3.1': METRICS_31,
  '4.0': METRICS_4,
}

export function findMetric(version: CvssVersion, name: string): CvssMetric | undefined {
  return METRICS[version].find((metric) => metric.name === name)
}

/** Whether `value` of `metric` says the same as leaving the metric out. A mandatory metric has no such value. */
export function isNotDefined(metric: CvssMetric, value: string): boolean {
  return !metric.mandatory && (value === NOT_DEFINED || value === NOT_DEFINED_2)
}
