import { METRICS } from './metrics.ts'
import type { CvssVector } from './vector.ts'

/** One line per metric that the vector gives, in its order: `AV:N  Attack Vector: Network. From where can it be exploited?` */
export function explainCvss(vector: CvssVector): readonly string[] {
  return METRICS[vector.version].flatMap((metric) => {
    const given = vector.metrics.get(metric.name)
    const value = metric.values.find((each) => each.name === given)
    return value === undefined ? [] : [`${metric.name}:${value.name}  ${metric.title}: ${value.title}. ${metric.asks}`]
  })
}
