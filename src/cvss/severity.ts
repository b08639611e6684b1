import type { CvssVersion, Severity } from './vector.ts'

/**
 * The severity word of a score (0.0 to 10.0).
 *
 * Versions 3.0, 3.1 (section 5) and 4.0 (section 6) share one scale. The specification of 2.0 has no words; those given are the
 * ones that the NVD has always used with it: LOW below 4.0, with 0.0 included, MEDIUM below 7.0, HIGH from there on.
 *
 * @throws {RangeError} for a number that is no score.
 */
export function severityOf(version: CvssVersion, score: number): Severity {
  if (!(score >= 0 && score <= 10)) throw new RangeError(`${score} is not a CVSS score`)
  if (score >= 9 && version !== '2.0') return 'CRITICAL'
  if (score >= 7) return 'HIGH'
  if (score >= 4) return 'MEDIUM'
  return score > 0 || version === '2.0' ? 'LOW' : 'NONE'
}
