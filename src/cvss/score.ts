import { equations2 } from './equations-2.ts'
import { equations3 } from './equations-3.ts'
import { score4 } from './equations-4.ts'
import type { CvssGroup } from './metric.ts'
import { METRICS } from './metrics.ts'
import { severityOf } from './severity.ts'
import type { CvssVector, Severity } from './vector.ts'
import { vectorOf } from './write.ts'

/** Which groups a score of version 4.0 takes into account (section 1.3). */
export type Nomenclature = 'CVSS-B' | 'CVSS-BT' | 'CVSS-BE' | 'CVSS-BTE'

/** All scores are 0.0 to 10.0 with one decimal. */
export interface CvssScores {
  /** The overall score: it takes into account every group of which a metric is defined, except the supplemental one. */
  readonly score: number
  readonly severity: Severity
  /** The score of the base metrics alone. */
  readonly base: number
  /** Versions 3.0 and 3.1 always; 2.0 where a temporal metric is defined; not in 4.0. */
  readonly temporal?: number
  /**
   * Versions 3.0 and 3.1 always; 2.0 where an environmental metric is defined; not in 4.0. Trap: in 3.1, with a changed scope, it
   * can differ from the temporal score by a tenth although no environmental metric is defined. Then it must not be published.
   */
  readonly environmental?: number
  /** Version 4.0 only. */
  readonly nomenclature?: Nomenclature
}

/**
 * The scores of a vector, by the equations of its version.
 *
 * @throws {RangeError} for a vector that did not come from `parseCvss` or `withMetric`.
 */
export function scoreCvss(vector: CvssVector): CvssScores {
  if (vector.version === '4.0') return scores4(vector)
  const all = vector.version === '2.0' ? equations2(vector) : equations3(vector)
  const temporal = defines(vector, 'temporal')
  const environmental = defines(vector, 'environmental')
  const score = environmental ? all.environmental : temporal ? all.temporal : all.base
  const severity = severityOf(vector.version, score)
  if (vector.version !== '2.0') return { score, severity, ...all }
  return {
    score,
    severity,
    base: all.base,
    ...(temporal ? { temporal: all.temporal } : {}),
    ...(environmental ? { environmental: all.environmental } : {}),
  }
}

function scores4(vector: CvssVector): CvssScores {
  const score = score4(vector)
  const bare = METRICS['4.0'].filter(({ group }) => group === 'base').map(({ name }) => name)
  const base = score4(vectorOf('4.0', new Map([...vector.metrics].filter(([name]) => bare.includes(name)))))
  const threat = defines(vector, 'threat')
  const environmental = defines(vector, 'environmental')
  const nomenclature = threat ? (environmental ? 'CVSS-BTE' : 'CVSS-BT') : environmental ? 'CVSS-BE' : 'CVSS-B'
  return { score, severity: severityOf('4.0', score), base, nomenclature }
}

function defines(vector: CvssVector, group: CvssGroup): boolean {
  return METRICS[vector.version].some((metric) => metric.group === group && vector.metrics.has(metric.name))
}
