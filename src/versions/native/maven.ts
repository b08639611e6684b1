import type { Result } from '#fault'
import type { VersionRange } from '../interval.ts'
import { maven } from '../schemes/maven.ts'
import { inAll, malformedRange, type NativeFault, type Notation, related, together } from './notation.ts'

/**
 * Maven's ranges: `[1.0,2.0)`, `(,1.0]`, `[1.5]`, and several of them with commas between. A version alone is Maven's "soft"
 * requirement, which any version meets: nothing that an advisory can mean, and refused.
 */
export const mavenRange: Notation = (text) => {
  const plain = text.replace(/\s+/g, '')
  const intervals = plain.match(/[[(][^[\]()]*[\])]/g) ?? []
  if (intervals.length === 0 || intervals.join(',') !== plain) {
    return malformedRange(text, 'expected intervals in brackets', 'write [1.0] for 1.0 alone, [1.0,2.0) for a range')
  }
  return together(intervals.map((interval) => readInterval(interval)))
}

function readInterval(text: string): Result<VersionRange, NativeFault> {
  const [lower = '', upper, ...others] = text.slice(1, -1).split(',')
  const closedBelow = text.startsWith('[')
  const closedAbove = text.endsWith(']')
  if (others.length > 0) return malformedRange(text, 'an interval has two ends')
  if (upper === undefined) {
    if (closedBelow && closedAbove) return related(maven, '=', lower)
    return malformedRange(text, 'a single version stands in square brackets')
  }
  const ends: Result<VersionRange, NativeFault>[] = []
  if (lower !== '') ends.push(related(maven, closedBelow ? '>=' : '>', lower))
  if (upper !== '') ends.push(related(maven, closedAbove ? '<=' : '<', upper))
  const range = inAll(ends)
  return range.ok && range.value.length === 0 ? malformedRange(text, 'it holds no version') : range
}
