import { ok, type Result } from '#fault'
import { type Interval, normalize, type Scheme } from '#versions'
import type { Range } from '#vulnerability'
import type { OsvEvent } from './record.ts'

/**
 * The events of the affected ranges: introduced and fixed by turns, in the order of the scheme. Ranges that touch or overlap become
 * one, since the evaluation of the schema knows no two open ranges at a time. A range without an upper bound has no fixed event.
 * A bound that the scheme cannot read is a fault.
 */
export function versionEvents(scheme: Scheme, ranges: readonly Range[]): Result<readonly OsvEvent[]> {
  const intervals: Interval[] = []
  for (const { status, lower, upper } of ranges) {
    if (status !== 'affected') continue
    const from = lower === '0' ? ok(undefined) : scheme.parse(lower)
    if (!from.ok) return from
    const to = upper === undefined ? ok(undefined) : scheme.parse(upper)
    if (!to.ok) return to
    intervals.push({
      ...(from.value === undefined ? {} : { lower: { version: from.value, inclusive: true } }),
      ...(to.value === undefined ? {} : { upper: { version: to.value, inclusive: false } }),
    })
  }
  return ok(
    normalize(intervals).flatMap(({ lower, upper }): readonly OsvEvent[] => [
      { introduced: lower?.version.text ?? '0' },
      ...(upper === undefined ? [] : [{ fixed: upper.version.text }]),
    ]),
  )
}
