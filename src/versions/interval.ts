/**
 * Sets of versions as intervals over the order of a scheme.
 *
 * Nothing is assumed about which versions exist: between any two versions there may be another, so that `(1.0, 1.1)` is not
 * empty, and `[1.0, 1.1)` together with `[1.1, 1.2)` is `[1.0, 1.2)`.
 *
 * A scheme without an order has sets of single versions only. An interval with two different ends, or with one, is then a
 * RangeError: there is nothing it could mean.
 */
import type { Version } from './scheme.ts'
import { arrangeVersions, compareVersions, schemeOf } from './table.ts'

export interface Bound {
  readonly version: Version
  readonly inclusive: boolean
}

/** The versions between two bounds. A missing bound is unbounded. */
export interface Interval {
  readonly lower?: Bound
  readonly upper?: Bound
}

/** A set of versions, normalised: sorted, disjoint, no interval empty and no two touching. {@link normalize} makes one. */
export type VersionRange = readonly Interval[]

/** The range that holds every version. */
export const ALL_VERSIONS: VersionRange = [{}]

/** The range that holds no version. */
export const NO_VERSIONS: VersionRange = []

/** The interval that holds the versions equal to `version`. */
export function exactly(version: Version): Interval {
  return { lower: { version, inclusive: true }, upper: { version, inclusive: true } }
}

/** The union of intervals given in any order, as a range. */
export function normalize(intervals: readonly Interval[]): VersionRange {
  const sorted = intervals.filter((interval) => !isEmpty(interval)).sort((a, b) => byLower(a.lower, b.lower))
  const range: Interval[] = []
  for (const interval of sorted) {
    const last = range.at(-1)
    if (last === undefined || isGap(last.upper, interval.lower)) range.push(interval)
    else if (byUpper(last.upper, interval.upper) < 0) range[range.length - 1] = between(last.lower, interval.upper)
  }
  return range
}

export function union(...ranges: readonly VersionRange[]): VersionRange {
  return normalize(ranges.flat())
}

/** The versions in both ranges. */
export function intersect(a: VersionRange, b: VersionRange): VersionRange {
  const common: Interval[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!]
    const leftEndsFirst = byUpper(left.upper, right.upper) < 0
    const lower = byLower(left.lower, right.lower) < 0 ? right.lower : left.lower
    const upper = leftEndsFirst ? left.upper : right.upper
    if (!isCrossed(lower, upper)) common.push(between(lower, upper))
    if (leftEndsFirst) i++
    else j++
  }
  return normalize(common)
}

/**
 * The versions not in the range.
 *
 * @throws {RangeError} for a range of a scheme without an order, unless it holds every version or none.
 */
export function complement(range: VersionRange): VersionRange {
  const gaps: Interval[] = []
  let start: Bound | undefined
  let open = true // what comes after `start`, or from the very beginning, is outside so far
  for (const { lower, upper } of range) {
    if (lower !== undefined) gaps.push(between(start, flipped(lower)))
    start = upper === undefined ? undefined : flipped(upper)
    open = upper !== undefined
  }
  return normalize(open ? [...gaps, between(start, undefined)] : gaps)
}

/** Whether a version lies in a range of the same scheme. Asks as many comparisons as the range's length has binary digits. */
export function contains(range: VersionRange, version: Version): boolean {
  let low = 0
  let high = range.length
  while (low < high) {
    const middle = (low + high) >> 1
    const { lower, upper } = range[middle]!
    if (lower !== undefined && !isAbove(version, lower)) high = middle
    else if (upper !== undefined && !isBelow(version, upper)) low = middle + 1
    else return true
  }
  return false
}

function isAbove(version: Version, lower: Bound): boolean {
  const order = arrangeVersions(version, lower.version)
  return order > 0 || (order === 0 && lower.inclusive)
}

function isBelow(version: Version, upper: Bound): boolean {
  const order = arrangeVersions(version, upper.version)
  return order < 0 || (order === 0 && upper.inclusive)
}

function between(lower: Bound | undefined, upper: Bound | undefined): Interval {
  return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) }
}

function flipped(bound: Bound): Bound {
  return { version: bound.version, inclusive: !bound.inclusive }
}

/** @throws {RangeError} for an interval that means nothing in its scheme. */
function isEmpty({ lower, upper }: Interval): boolean {
  const version = lower?.version ?? upper?.version
  if (version === undefined) return false
  const order = lower === undefined || upper === undefined ? undefined : compareVersions(lower.version, upper.version)
  if (order !== 0 && schemeOf(version).order !== 'total') {
    throw new RangeError(`the scheme ${version.scheme} does not order its versions, and so has no intervals`)
  }
  return order !== undefined && (order > 0 || (order === 0 && !(lower!.inclusive && upper!.inclusive)))
}

/** Whether nothing is in an interval whose bounds come from two ranges. */
function isCrossed(lower: Bound | undefined, upper: Bound | undefined): boolean {
  return lower !== undefined && upper !== undefined && arrangeVersions(lower.version, upper.version) > 0
}

/** Whether there is something between the end of one interval and the start of another that does not start before it. */
function isGap(upper: Bound | undefined, lower: Bound | undefined): boolean {
  if (upper === undefined || lower === undefined) return false
  const order = arrangeVersions(upper.version, lower.version)
  return order < 0 || (order === 0 && !upper.inclusive && !lower.inclusive)
}

function byLower(a: Bound | undefined, b: Bound | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  return arrangeVersions(a.version, b.version) || Number(b.inclusive) - Number(a.inclusive)
}

function byUpper(a: Bound | undefined, b: Bound | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return arrangeVersions(a.version, b.version) || Number(a.inclusive) - Number(b.inclusive)
}
