import type { ProductStatus } from '#cve'
import { type Bound, compareVersions, exactly, type Interval, type Scheme, type Version } from '#versions'
import type { EntryView } from './subject.ts'

/** A stretch of versions of which one entry says one thing. */
export interface Segment {
  readonly interval: Interval
  readonly status: ProductStatus
}

/** "An arbitrarily large number in the version ordering", which the `*` at the end of a bound stands for. */
const LARGE = '9007199254740991'

/**
 * The versions that an entry is about. Undefined where that cannot be said: the versions have no order, or a bound is no version of their
 * scheme. The interval of a reversed range holds nothing.
 */
export function intervalOf({
  entry,
  scheme,
  isRange,
  lower,
  upper,
  upperText,
  upperIncluded,
}: EntryView): Interval | undefined {
  if (scheme.order !== 'total') return undefined
  if (!isRange) return lower === undefined ? undefined : exactly(lower)
  if (lower === undefined && entry.version !== '0') return undefined
  const from = lower === undefined ? {} : { lower: { version: lower, inclusive: true } }
  if (upperText === '*') return from
  const end = upper ?? endOfBranch(scheme, upperText ?? '')
  return end === undefined ? undefined : { ...from, upper: { version: end, inclusive: upperIncluded } }
}

/** The end of the branch that a bound such as `1.*` names; undefined for anything else. */
export function endOfBranch(scheme: Scheme, bound: string): Version | undefined {
  if (!/[.-]\*$/.test(bound)) return undefined
  const large = bound.slice(0, -1) + LARGE
  // Some schemes want more numbers than the bound has.
  for (const text of [large, `${large}.0`, `${large}.0.0`]) {
    const read = scheme.parse(text)
    if (read.ok) return read.value
  }
  return undefined
}

/** The interval of an entry, cut where its changes take place. Undefined where the interval is, or where a change is at no version. */
export function segmentsOf(view: EntryView): readonly Segment[] | undefined {
  const interval = intervalOf(view)
  if (interval === undefined) return undefined
  const { changes } = view.entry
  if (changes === undefined || !view.isRange) return [{ interval, status: view.entry.status }]

  const steps: { readonly at: Version; readonly status: ProductStatus }[] = []
  for (const { at, status } of changes) {
    const read = view.scheme.parse(at)
    if (!read.ok) return undefined
    steps.push({ at: read.value, status })
  }
  steps.sort((a, b) => compareVersions(a.at, b.at) ?? 0)

  const segments: Segment[] = []
  let { status } = view.entry
  let from = interval.lower
  for (const step of steps) {
    if (interval.upper !== undefined && !isBelow(step.at, interval.upper)) break
    if (from === undefined || (compareVersions(from.version, step.at) ?? 0) < 0) {
      segments.push({
        interval: { ...(from && { lower: from }), upper: { version: step.at, inclusive: false } },
        status,
      })
      from = { version: step.at, inclusive: true }
    }
    status = step.status
  }
  segments.push({
    interval: { ...(from && { lower: from }), ...(interval.upper && { upper: interval.upper }) },
    status,
  })
  return segments
}

/** Whether a version comes before the end that a bound makes. */
export function isBelow(version: Version, upper: Bound): boolean {
  const order = compareVersions(version, upper.version) ?? 0
  return order < 0 || (order === 0 && upper.inclusive)
}

/** Whether no version can be in an interval. */
export function isEmpty({ lower, upper }: Interval): boolean {
  if (lower === undefined || upper === undefined) return false
  return !isBelow(lower.version, upper)
}
