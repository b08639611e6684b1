import { MACRO_VECTORS } from './macro-vectors.ts'
import type { CvssVector } from './vector.ts'

/** Values from the most to the least severe (section 8); the place of a value is its distance. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  AV: ['N', 'A', 'L', 'P'],
  PR: ['N', 'L', 'H'],
  UI: ['N', 'P', 'A'],
  AC: ['L', 'H'],
  AT: ['N', 'P'],
  VC: ['H', 'L', 'N'],
  VI: ['H', 'L', 'N'],
  VA: ['H', 'L', 'N'],
  SC: ['S', 'H', 'L', 'N'],
  SI: ['S', 'H', 'L', 'N'],
  SA: ['S', 'H', 'L', 'N'],
  CR: ['H', 'M', 'L'],
  IR: ['H', 'M', 'L'],
  AR: ['H', 'M', 'L'],
}

/** Divisible by every depth below, so that all of the interpolation is done in whole numbers. */
const COMMON = 840

/**
 * The score of a vector of version 4.0 (section 8).
 *
 * The vector belongs to a MacroVector, whose score is that of its most severe vectors. How far this vector lies below them is
 * measured for each equivalence set (EQ) as a share of the way to the next lower level; the mean of what these shares take off is
 * subtracted. Supplemental metrics take no part.
 *
 * All of it is in whole numbers: in binary fractions the last step rounds 5.65 down in about one of two hundred base vectors.
 */
export function score4({ metrics }: CvssVector): number {
  const value = (metric: string): string => effective(metrics, metric)
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((metric) => value(metric) === 'N')) return 0

  const levels = levelsOf(value)
  const score = macroScore(levels)! // tenths
  let existing = 0
  let lost = 0 // tenths, in parts of COMMON
  for (const step of stepsOf(levels)) {
    const next = Math.max(...step.lower.map((lower) => macroScore({ ...levels, ...lower }) ?? Number.NEGATIVE_INFINITY))
    if (next === Number.NEGATIVE_INFINITY) continue
    existing++
    const distance = step.metrics.reduce((sum, metric) => sum + distanceOf(metric, value(metric)), 0) - step.top
    lost += (score - next) * distance * (COMMON / step.depth)
  }
  if (existing === 0) return score / 10
  const parts = COMMON * existing
  // Half up: floor(x + 1/2) of x = (score * parts - lost) / parts.
  return Math.max(0, Math.floor((2 * (score * parts - lost) + parts) / (2 * parts))) / 10
}

/** The value that counts: a modified metric before its base metric, and the worst case where nothing is defined. */
function effective(metrics: ReadonlyMap<string, string>, metric: string): string {
  const value = metrics.get(`M${metric}`) ?? metrics.get(metric)
  if (value !== undefined) return value
  if (metric === 'E') return 'A'
  if (metric === 'CR' || metric === 'IR' || metric === 'AR') return 'H'
  throw new RangeError(`no value for ${metric}: not a parsed vector`)
}

function distanceOf(metric: string, value: string): number {
  const distance = ORDER[metric]!.indexOf(value)
  if (distance < 0) throw new RangeError(`no distance for ${metric}:${value}: not a parsed vector`)
  return distance
}

/** The level of each equivalence set: 0 is the most severe. */
interface Levels {
  readonly eq1: number
  readonly eq2: number
  readonly eq3: number
  readonly eq4: number
  readonly eq5: number
  readonly eq6: number
}

/** Section 8, the definitions of EQ1 to EQ6. */
function levelsOf(value: (metric: string) => string): Levels {
  const is = (metric: string, wanted: string): boolean => value(metric) === wanted
  const open = ['AV', 'PR', 'UI'].filter((metric) => is(metric, 'N')).length
  const high = ['VC', 'VI', 'VA'].filter((metric) => is(metric, 'H'))
  const safety = is('SI', 'S') || is('SA', 'S')
  return {
    eq1: open === 3 ? 0 : open > 0 && !is('AV', 'P') ? 1 : 2,
    eq2: is('AC', 'L') && is('AT', 'N') ? 0 : 1,
    eq3: is('VC', 'H') && is('VI', 'H') ? 0 : high.length > 0 ? 1 : 2,
    eq4: safety ? 0 : ['SC', 'SI', 'SA'].some((metric) => is(metric, 'H')) ? 1 : 2,
    eq5: ['A', 'P', 'U'].indexOf(value('E')),
    // What is hit hard is also what is needed most: CR goes with VC, IR with VI, AR with VA.
    eq6: high.some((metric) => is(`${metric.charAt(1)}R`, 'H')) ? 0 : 1,
  }
}

/** In tenths; undefined where no vector can be. */
function macroScore({ eq1, eq2, eq3, eq4, eq5, eq6 }: Levels): number | undefined {
  return eq4 > 2 || eq5 > 2 ? undefined : MACRO_VECTORS[`${eq1}${eq2}${eq3}${eq6}`]?.[3 * eq4 + eq5]
}

/** The way from a level of one equivalence set to the next lower one. */
interface Step {
  /** What the next lower MacroVector has in place of the present levels; the one with the higher score counts. */
  readonly lower: readonly Partial<Levels>[]
  readonly metrics: readonly string[]
  /** The distance of the most severe vectors of the present level. Where there are several, theirs are the same. */
  readonly top: number
  /** How many steps of distance the level has, with the one to the next level. */
  readonly depth: number
}

/** The steps down from `levels`; EQ3 and EQ6 go together. The numbers are the highest vectors and depths of section 8. */
function stepsOf({ eq1, eq2, eq3, eq4, eq5, eq6 }: Levels): readonly Step[] {
  return [
    { lower: [{ eq1: eq1 + 1 }], metrics: ['AV', 'PR', 'UI'], top: [0, 1, 3][eq1]!, depth: [1, 4, 5][eq1]! },
    { lower: [{ eq2: eq2 + 1 }], metrics: ['AC', 'AT'], top: [0, 1][eq2]!, depth: [1, 2][eq2]! },
    {
      lower: [...(eq3 === 0 || eq6 === 1 ? [{ eq3: eq3 + 1 }] : []), ...(eq6 === 0 ? [{ eq6: 1 }] : [])],
      metrics: ['VC', 'VI', 'VA', 'CR', 'IR', 'AR'],
      top: [
        [0, 3],
        [1, 3],
        [Number.NaN, 3],
      ][eq3]![eq6]!,
      depth: [
        [7, 6],
        [8, 8],
        [Number.NaN, 10],
      ][eq3]![eq6]!,
    },
    { lower: [{ eq4: eq4 + 1 }], metrics: ['SC', 'SI', 'SA'], top: [1, 3, 6][eq4]!, depth: [6, 5, 4][eq4]! },
    // EQ5 has one metric and one value per level: a vector is always at the top of it.
    { lower: [{ eq5: eq5 + 1 }], metrics: [], top: 0, depth: 1 },
  ]
}
