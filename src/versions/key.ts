/**
 * Keys: versions compiled to strings whose plain order is the order of the versions.
 *
 * A key is built from symbols that are compared from left to right, code unit by code unit, which is what `<` does with two
 * strings. Small code units (below 0x10) tell what comes next and are chosen by each scheme so that their order is the scheme's:
 * "end of the list" can sort below, between or above the things that may stand in its place. A key never needs to be read back.
 */
import type { Version } from './scheme.ts'

/** Closes a run of text inside a key: below every character that a version can hold. */
export const END_OF_TEXT = '\x00'

/**
 * A number of any length: its count of digits, then the digits. The first unit is 0x10 or more, above every small symbol.
 *
 * `digits` are ASCII digits; leading zeros do not count, and no digits at all are the number zero.
 */
export function numberKey(digits: string): string {
  const significant = withoutLeadingZeros(digits)
  return String.fromCharCode(0x10 + significant.length) + significant
}

/** The order of two keys. */
export function byKey(a: Version, b: Version): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/** `007` is `7`, and zero has no digits left. */
function withoutLeadingZeros(digits: string): string {
  let start = 0
  while (start < digits.length && digits.charCodeAt(start) === 0x30) start++
  return start === 0 ? digits : digits.slice(start)
}

/** The shortest spelling of a number. */
export function plainNumber(digits: string): string {
  return withoutLeadingZeros(digits) || '0'
}

/** The number after `digits`, of any length. */
export function increment(digits: string): string {
  return String(BigInt(digits) + 1n)
}

/** The numbers without the zeros at the end. */
export function withoutTrailingZeros(numbers: readonly string[]): readonly string[] {
  let end = numbers.length
  while (end > 0 && withoutLeadingZeros(numbers[end - 1]!) === '') end--
  return numbers.slice(0, end)
}

/** The first `count` numbers joined with dots, filled up with zeros: the name of a series. */
export function leadingNumbers(numbers: readonly string[], count: number): string {
  return Array.from({ length: count }, (_, i) => plainNumber(numbers[i] ?? '')).join('.')
}

/** The numbers after `numbers` at the last of at least three places: 3.14 is 3.14.0, and is followed by 3.14.1. */
export function nextNumbers(numbers: readonly string[]): string {
  const places = Math.max(3, numbers.length)
  const padded = Array.from({ length: places }, (_, i) => plainNumber(numbers[i] ?? ''))
  padded[places - 1] = increment(padded[places - 1]!)
  return padded.join('.')
}
