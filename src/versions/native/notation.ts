/** What the readers of native ranges share. */
import { type Fault, fail, ok, type Result } from '#fault'
import { type Comparator, rangeOf } from '../constraint.ts'
import { ALL_VERSIONS, intersect, type VersionRange } from '../interval.ts'
import { quoted, type Scheme } from '../scheme.ts'

export type NativeFault = 'VERSION_MALFORMED' | 'VERSION_RANGE_MALFORMED'

/** Reads a range in one notation, as the alternatives of which it consists. */
export type Notation = (text: string) => Result<readonly VersionRange[], NativeFault>

export function malformedRange(
  text: string,
  reason: string,
  hint?: string,
): { readonly ok: false; readonly fault: Fault<'VERSION_RANGE_MALFORMED'> } {
  return fail({
    code: 'VERSION_RANGE_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quoted(text)} as a range of versions: ${reason}`,
    ...(hint === undefined ? {} : { hint }),
  })
}

/** An operator, `''` where there is none, and the text behind it. */
export interface Comparison {
  readonly operator: string
  readonly operand: string
}

/**
 * The comparisons in a text such as `>= 1.2, <2.0` or `>=1.2 <2.0`: blanks or one comma part them; blanks may stand behind an
 * operator. Undefined where the text is something else.
 */
export function readComparisons(text: string): readonly Comparison[] | undefined {
  const comparison = /([<>=!~^]*) ?([^<>=!~^, ]+) ?(?:, ?)?/y
  const plain = text.replace(/\s+/g, ' ').trim()
  const found: Comparison[] = []
  while (comparison.lastIndex < plain.length) {
    const match = comparison.exec(plain)
    if (match === null) return undefined
    found.push({ operator: match[1]!, operand: match[2]! })
  }
  return found
}

/** The versions that stand in one relation to a version. */
export function related(
  scheme: Scheme,
  comparator: Comparator,
  text: string,
): Result<VersionRange, 'VERSION_MALFORMED'> {
  const version = scheme.parse(text)
  return version.ok ? ok(rangeOf([{ comparator, version: version.value }])) : version
}

/** The versions in all of the ranges, or the first fault. */
export function inAll<Code extends string>(ranges: readonly Result<VersionRange, Code>[]): Result<VersionRange, Code> {
  const all = together(ranges)
  return all.ok ? ok(all.value.reduce(intersect, ALL_VERSIONS)) : all
}

/** All of the values, or the first fault. */
export function together<T, Code extends string>(results: readonly Result<T, Code>[]): Result<readonly T[], Code> {
  const values: T[] = []
  for (const result of results) {
    if (!result.ok) return result
    values.push(result.value)
  }
  return ok(values)
}
