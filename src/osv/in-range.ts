import type { Scheme, Version } from '#versions'
import type { OsvEvent } from './record.ts'

/** Whether a version lies in a range, and the event that decided; or why that cannot be said. */
export type InRange =
  | { readonly inside: true; readonly event: OsvEvent }
  | { readonly inside: false; readonly event?: OsvEvent }
  | { readonly inside: undefined; readonly why: string }

/** Answers for one version after another; the events are read once. */
export type RangeTest = (version: string) => InRange

/**
 * A test for the events of one range, in any order, by the order of `scheme`. The greatest event that the version has reached
 * decides; of events that compare equal, the last in the list. An event or a version that the scheme cannot read, or cannot
 * compare, leaves the answer open.
 *
 * Source: OSV schema 1.7.5, "Evaluation", `IncludedInRanges` and `BeforeLimits`. With a `limit`, only versions before the greatest
 * limit are in the range.
 */
export function rangeTest(events: readonly OsvEvent[], scheme: Scheme): RangeTest {
  const bounds: Bound[] = []
  for (const event of events) {
    const bound = boundOf(event, scheme)
    if (typeof bound === 'string') return () => ({ inside: undefined, why: bound })
    bounds.push(bound)
  }
  const limits = bounds.filter((bound) => bound.event.limit !== undefined)
  const turns = bounds.filter((bound) => bound.event.limit === undefined)
  return (text) => {
    const version = scheme.parse(text)
    if (!version.ok) return { inside: undefined, why: version.fault.message }
    return limited(version.value, limits, scheme) ?? decided(version.value, turns, scheme)
  }
}

interface Bound {
  readonly event: OsvEvent
  /** Absent for `introduced: 0`, which is before every version, and for `limit: *`, which is beyond every one. */
  readonly version?: Version
}

/** The bound, or why there is none. */
function boundOf(event: OsvEvent, scheme: Scheme): Bound | string {
  if (event.introduced === '0' || event.limit === '*') return { event }
  const text = event.introduced ?? event.fixed ?? event.last_affected ?? event.limit ?? ''
  const version = scheme.parse(text)
  return version.ok ? { event, version: version.value } : version.fault.message
}

/** The answer for a version that no limit covers; undefined where one does or there is none. */
function limited(version: Version, limits: readonly Bound[], scheme: Scheme): InRange | undefined {
  let beyond: OsvEvent | undefined
  for (const { event, version: limit } of limits) {
    if (limit === undefined) return undefined
    const order = scheme.compare(version, limit)
    if (order === undefined) return incomparable(version, limit)
    if (order < 0) return undefined
    beyond = event
  }
  return beyond === undefined ? undefined : { inside: false, event: beyond }
}

function decided(version: Version, turns: readonly Bound[], scheme: Scheme): InRange {
  let last: Bound | undefined
  for (const turn of turns) {
    const order = turn.version === undefined ? 1 : scheme.compare(version, turn.version)
    if (order === undefined) return incomparable(version, turn.version!)
    if (turn.event.last_affected === undefined ? order < 0 : order <= 0) continue
    const rank =
      turn.version === undefined ? -1 : last?.version === undefined ? 1 : scheme.compare(turn.version, last.version)
    if (rank === undefined) return incomparable(turn.version!, last!.version!)
    if (last === undefined || rank >= 0) last = turn
  }
  if (last === undefined) return { inside: false }
  return { inside: last.event.introduced !== undefined, event: last.event }
}

function incomparable(a: Version, b: Version): InRange {
  return { inside: undefined, why: `the scheme ${a.scheme} does not say which of ${a.text} and ${b.text} comes first` }
}
