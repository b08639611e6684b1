import { type CnaContainer, type CvssMetric, METRIC_PROPERTIES, type Metric } from '#cve'
import type { CvssVersion } from '#cvss'

/** One CVSS object of a container, and the entry of `metrics` that it stands in. */
export interface RecordMetric {
  readonly version: CvssVersion
  readonly cvss: CvssMetric
  readonly metric: Metric
  /** JSON Pointer of the CVSS object. */
  readonly at: string
}

const VERSIONS: readonly CvssVersion[] = ['4.0', '3.1', '3.0', '2.0']
const NONE: readonly RecordMetric[] = []

/** The CVSS objects of a container, in the order of its metrics. `base` is the pointer of the container. */
export function recordMetrics({ metrics }: CnaContainer, base: string): readonly RecordMetric[] {
  if (metrics === undefined || metrics.length === 0) return NONE
  return metrics.flatMap((metric, i) =>
    VERSIONS.flatMap((version) => {
      const cvss = metric[METRIC_PROPERTIES[version]]
      return cvss === undefined
        ? []
        : [{ version, cvss, metric, at: `${base}/metrics/${i}/${METRIC_PROPERTIES[version]}` }]
    }),
  )
}

/** What the scenarios of a metric say, in an order of their own; the schema's default where it has none. */
export function scenariosOf({ scenarios = [] }: Metric): string {
  const values = scenarios.map(({ value }) => value.trim())
  return values.length === 0 ? DEFAULT_SCENARIO : values.sort().join('\n')
}

/** CVE_Record_Format.json 5.2.0, `metrics[].scenarios[].value`: what holds where nothing else is said. */
export const DEFAULT_SCENARIO = 'GENERAL'
