import type { Fault } from '#fault'
import type { CvssMetric } from './metric.ts'
import { METRICS } from './metrics.ts'
import type { CvssVersion } from './vector.ts'

/** A fault of a vector: `detail` is the end of the sentence that starts with what could not be read. */
export function vectorFault(code: string, detail: string, hint: string): Fault {
  return { code, kind: 'invalid', message: `cannot read the CVSS vector: ${detail}`, hint }
}

export function unknownMetric(version: CvssVersion, name: string): Fault {
  const elsewhere = (Object.keys(METRICS) as CvssVersion[]).filter((other) =>
    METRICS[other].some((metric) => metric.name === name),
  )
  return vectorFault(
    'CVSS_METRIC_UNKNOWN',
    `version ${version} has no metric ${quote(name)}`,
    elsewhere.length > 0
      ? `${name} is a metric of version ${elsewhere.join(', ')}`
      : `the metrics are ${METRICS[version].map((metric) => metric.name).join(', ')}`,
  )
}

export function wrongValue(metric: CvssMetric, value: string): Fault {
  return vectorFault(
    'CVSS_METRIC_VALUE',
    `${metric.name} (${metric.title}) has no value ${quote(value)}`,
    `write ${allowed(metric)}`,
  )
}

export function missingMetric(metric: CvssMetric): Fault {
  return vectorFault(
    'CVSS_METRIC_MISSING',
    `${metric.name} (${metric.title}) is missing`,
    `add ${metric.name}:, with ${allowed(metric)}`,
  )
}

/** `N (Network), A (Adjacent), L (Local) or P (Physical)`. */
function allowed(metric: CvssMetric): string {
  const values = metric.values.map(({ name, title }) => (name === title ? name : `${name} (${title})`))
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text)
}
