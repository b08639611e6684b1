import type { CvssVector } from './vector.ts'
import { type Weights, weigh } from './weights.ts'

// CVSS 3.0 section 8.4 and 3.1 section 7.4: the same numbers.
const ATTACK_VECTOR: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 }
const ATTACK_COMPLEXITY: Weights = { L: 0.77, H: 0.44 }
const PRIVILEGES_UNCHANGED: Weights = { N: 0.85, L: 0.62, H: 0.27 }
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 }
const INTERACTION: Weights = { N: 0.85, R: 0.62 }
const IMPACT: Weights = { H: 0.56, L: 0.22, N: 0 }
const MATURITY: Weights = { H: 1, F: 0.97, P: 0.94, U: 0.91 }
const REMEDIATION: Weights = { U: 1, W: 0.97, T: 0.96, O: 0.95 }
const CONFIDENCE: Weights = { C: 1, R: 0.96, U: 0.92 }
const REQUIREMENT: Weights = { H: 1.5, M: 1, L: 0.5 }

/** The three scores of versions 3.0 and 3.1 (sections 8.1 to 8.3 and 7.1 to 7.3), with what is not defined left neutral. */
export function equations3({ version, metrics }: CvssVector): {
  base: number
  temporal: number
  environmental: number
} {
  const roundUp = version === '3.0' ? roundUp30 : roundUp31
  const factor =
    weigh(metrics, 'E', MATURITY, 1) * weigh(metrics, 'RL', REMEDIATION, 1) * weigh(metrics, 'RC', CONFIDENCE, 1)

  const impact = 1 - remaining(metrics, 'C', 1) * remaining(metrics, 'I', 1) * remaining(metrics, 'A', 1)
  const changed = metrics.get('S') === 'C'
  const base = roundUp(
    combine(changed, changed ? changedImpact30(impact) : 6.42 * impact, exploitability(metrics, changed)),
  )

  const replaced = new Map(metrics)
  for (const [name, value] of metrics) if (name.startsWith('M')) replaced.set(name.slice(1), value)
  const required = (metric: string): number => weigh(metrics, metric, REQUIREMENT, 1)
  const modifiedImpact = Math.min(
    0.915,
    1 -
      remaining(replaced, 'C', required('CR')) *
        remaining(replaced, 'I', required('IR')) *
        remaining(replaced, 'A', required('AR')),
  )
  const modifiedChanged = replaced.get('S') === 'C'
  const changedImpact = version === '3.0' ? changedImpact30 : changedImpact31
  const modified = roundUp(
    combine(
      modifiedChanged,
      modifiedChanged ? changedImpact(modifiedImpact) : 6.42 * modifiedImpact,
      exploitability(replaced, modifiedChanged),
    ),
  )
  return { base, temporal: roundUp(base * factor), environmental: roundUp(modified * factor) }
}

/** What an impact metric leaves unharmed. */
function remaining(metrics: ReadonlyMap<string, string>, metric: string, requirement: number): number {
  return 1 - weigh(metrics, metric, IMPACT) * requirement
}

function exploitability(metrics: ReadonlyMap<string, string>, changed: boolean): number {
  return (
    8.22 *
    weigh(metrics, 'AV', ATTACK_VECTOR) *
    weigh(metrics, 'AC', ATTACK_COMPLEXITY) *
    weigh(metrics, 'PR', changed ? PRIVILEGES_CHANGED : PRIVILEGES_UNCHANGED) *
    weigh(metrics, 'UI', INTERACTION)
  )
}

/** The score before rounding. */
function combine(changed: boolean, impact: number, exploit: number): number {
  if (impact <= 0) return 0
  return Math.min(10, (changed ? 1.08 : 1) * (impact + exploit))
}

/** The impact of a changed scope; 3.1 keeps it for the base score only. */
function changedImpact30(impact: number): number {
  return 7.52 * (impact - 0.029) - 3.25 * (impact - 0.02) ** 15
}

/** The modified impact of a changed scope as 3.1 mended it: an environmental score can differ where nothing is modified. */
function changedImpact31(impact: number): number {
  return 7.52 * (impact - 0.029) - 3.25 * (impact * 0.9731 - 0.02) ** 13
}

/**
 * The smallest tenth that is not below `score` (3.0, section 8.1), taken as the mathematics has it: a product that is exactly
 * 8.6 but comes out as 8.600000000000001 in binary fractions stays 8.6.
 */
function roundUp30(score: number): number {
  return Math.max(0, Math.ceil(score * 10 - 1e-9)) / 10
}

/** 3.1, appendix A: five decimals count, the rest is taken for an error of the machine. */
function roundUp31(score: number): number {
  const hundredThousandths = Math.round(score * 100_000)
  return hundredThousandths % 10_000 === 0
    ? hundredThousandths / 100_000
    : (Math.floor(hundredThousandths / 10_000) + 1) / 10
}
