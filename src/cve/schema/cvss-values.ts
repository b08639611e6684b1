/**
 * What the objects of CVSS 3.0, 3.1 and 4.0 have in common.
 *
 * @module
 */
import { severityOf } from '#cvss'
import type { JsonObject } from '#json'
import { type Definition, word } from './definition.ts'
import { report, type Trail } from './trail.ts'

const SEVERITIES: readonly string[] = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

export const severity: Definition = word(...SEVERITIES)

/** The same scale for what stands in the vector and for what an analyst replaces it by, who may also leave it alone. */
export function modified(...values: readonly string[]): Definition {
  return word(...values, 'NOT_DEFINED')
}

/** The word must be the one of the score. Silent where one of them is wrong by itself, which has been told. */
export function checkSeverity({ baseScore, baseSeverity }: JsonObject, depth: number, trail: Trail): void {
  if (typeof baseScore !== 'number' || !(baseScore >= 0 && baseScore <= 10)) return
  if (typeof baseSeverity !== 'string' || !SEVERITIES.includes(baseSeverity)) return
  const right = severityOf('3.1', baseScore)
  if (baseSeverity === right) return
  trail.steps[depth] = 'baseSeverity'
  const message = `baseSeverity is ${baseSeverity}, but a baseScore of ${baseScore} is ${right}`
  report(trail, depth + 1, { keyword: 'anyOf', message, allowed: [right] })
}
