import type { CvssVector } from './vector.ts'
import { type Weights, weigh } from './weights.ts'

// CVSS 2.0, section 3.2.
const ACCESS_VECTOR: Weights = { L: 0.395, A: 0.646, N: 1 }
const ACCESS_COMPLEXITY: Weights = { H: 0.35, M: 0.61, L: 0.71 }
const AUTHENTICATION: Weights = { M: 0.45, S: 0.56, N: 0.704 }
const IMPACT: Weights = { N: 0, P: 0.275, C: 0.66 }
const EXPLOITABILITY: Weights = { U: 0.85, POC: 0.9, F: 0.95, H: 1 }
const REMEDIATION: Weights = { OF: 0.87, TF: 0.9, W: 0.95, U: 1 }
const CONFIDENCE: Weights = { UC: 0.9, UR: 0.95, C: 1 }
const DAMAGE: Weights = { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5 }
const DISTRIBUTION: Weights = { N: 0, L: 0.25, M: 0.75, H: 1 }
const REQUIREMENT: Weights = { L: 0.5, M: 1, H: 1.51 }

/** The three scores of version 2.0, each computed with what is not defined left neutral. */
export function equations2({ metrics }: CvssVector): { base: number; temporal: number; environmental: number } {
  const exploitability =
    20 *
    weigh(metrics, 'AV', ACCESS_VECTOR) *
    weigh(metrics, 'AC', ACCESS_COMPLEXITY) *
    weigh(metrics, 'Au', AUTHENTICATION)
  const lost = (metric: string, requirement: number): number => 1 - weigh(metrics, metric, IMPACT) * requirement
  const required = (metric: string): number => weigh(metrics, metric, REQUIREMENT, 1)

  const impact = 10.41 * (1 - lost('C', 1) * lost('I', 1) * lost('A', 1))
  const adjustedImpact = Math.min(
    10,
    10.41 * (1 - lost('C', required('CR')) * lost('I', required('IR')) * lost('A', required('AR'))),
  )
  const factor =
    weigh(metrics, 'E', EXPLOITABILITY, 1) * weigh(metrics, 'RL', REMEDIATION, 1) * weigh(metrics, 'RC', CONFIDENCE, 1)

  const base = baseScore(impact, exploitability)
  const adjustedTemporal = toTenth(baseScore(adjustedImpact, exploitability) * factor)
  const environmental =
    (adjustedTemporal + (10 - adjustedTemporal) * weigh(metrics, 'CDP', DAMAGE, 0)) *
    weigh(metrics, 'TD', DISTRIBUTION, 1)
  return { base, temporal: toTenth(base * factor), environmental: toTenth(environmental) }
}

function baseScore(impact: number, exploitability: number): number {
  return toTenth((0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176))
}

/**
 * Rounded half up to one decimal, within 0.0 to 10.0: an adjusted impact can be so small that the equation goes below zero. The
 * smallest step of the equations is far above the billionth that is added for what binary fractions lose at a half.
 */
function toTenth(score: number): number {
  return Math.min(10, Math.max(0, Math.round(score * 10 + 1e-9) / 10))
}
