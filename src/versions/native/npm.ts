import { ok, type Result } from '#fault'
import type { Comparator } from '../constraint.ts'
import { ALL_VERSIONS, type VersionRange } from '../interval.ts'
import { increment } from '../key.ts'
import { semver } from '../schemes/semver.ts'
import {
  type Comparison,
  inAll,
  malformedRange,
  type NativeFault,
  type Notation,
  readComparisons,
  related,
  together,
} from './notation.ts'

/**
 * Ranges of npm packages, in the whole grammar of node-semver: comparators, `||`, hyphens, carets, tildes, x-ranges.
 *
 * Where the VERS type definition of npm and its test vectors part from node-semver, they win:
 * - a comparator with numbers missing takes them for zero: `<=1.0` is `<=1.0.0`, not `<1.1.0`;
 * - `>=` before an x-range is the x-range: `>=2.2.x` is `>=2.2.0|<2.3.0`;
 * - single versions side by side are alternatives: `1.1.2 1.2.2` is `1.1.2|1.2.2`, not nothing.
 */
export const npmRange: Notation = (text) => {
  if (text.includes(',')) return malformedRange(text, 'an npm range has no commas', 'part comparators by blanks')
  const read = together(text.split('||').map((alternative) => readAlternative(alternative)))
  return read.ok ? ok(read.value.flat()) : read
}

function readAlternative(text: string): Result<readonly VersionRange[], NativeFault> {
  const hyphen = /^(\S+) - (\S+)$/.exec(text.replace(/\s+/g, ' ').trim())
  if (hyphen !== null) {
    const range = between(text, hyphen[1]!, hyphen[2]!)
    return range.ok ? ok([range.value]) : range
  }
  const comparisons = readComparisons(text)
  if (comparisons === undefined) return malformedRange(text, 'expected comparators and versions')
  const ranges = comparisons.map((comparison) => readComparator(comparison))
  const isListing = comparisons.length > 1 && comparisons.every(isSingle)
  if (isListing) return together(ranges)
  const range = inAll(ranges)
  return range.ok ? ok([range.value]) : range
}

/** Numbers of a version, of which the last may be missing or a wildcard. */
interface PartialVersion {
  readonly major: string | undefined
  readonly minor: string | undefined
  readonly patch: string | undefined
  /** With its hyphen; empty where there is none. */
  readonly prerelease: string
  /** A wildcard is written out. */
  readonly wild: boolean
}

const NUMBER = '(?:0|[1-9][0-9]*|[xX*])'
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const PARTIAL = new RegExp(
  `^v?(${NUMBER})(?:\\.(${NUMBER})(?:\\.(${NUMBER})(-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?)?)?$`,
)

function readPartial(text: string): PartialVersion | undefined {
  const match = PARTIAL.exec(text)
  if (match === null) return undefined
  const numbers = [match[1], match[2], match[3]]
  const firstWild = numbers.findIndex((number) => number === undefined || !/^[0-9]/.test(number))
  const [major, minor, patch] = firstWild === -1 ? numbers : numbers.slice(0, firstWild)
  return {
    major,
    minor,
    patch,
    prerelease: patch === undefined ? '' : (match[4] ?? ''),
    wild: numbers.some((number) => number !== undefined && !/^[0-9]/.test(number)),
  }
}

/** A version, not a range: all of its numbers are there. */
function isSingle({ operator, operand }: Comparison): boolean {
  return (operator === '' || operator === '=') && readPartial(operand)?.patch !== undefined
}

function readComparator({ operator, operand }: Comparison): Result<VersionRange, NativeFault> {
  const partial = readPartial(operand)
  if (partial === undefined) return malformedRange(operand, 'expected a version such as 1.2.3 or 1.x')
  const from = bound('>=', floor(partial))
  switch (operator) {
    case '^':
      return inAll([from, below(afterCaret(partial))])
    case '~':
    case '~>':
      return inAll([from, below(afterSeries(partial))])
    case '':
    case '=':
      return partial.patch === undefined ? inAll([from, below(afterSeries(partial))]) : bound('=', floor(partial))
    case '>=':
      return partial.wild ? inAll([from, below(afterSeries(partial))]) : from
    case '<=':
      return partial.wild ? below(afterSeries(partial)) : bound('<=', floor(partial))
    case '<':
      return bound('<', partial.major === undefined ? '0.0.0-0' : floor(partial))
    case '>': {
      if (!partial.wild) return bound('>', floor(partial))
      const after = afterSeries(partial)
      return after === undefined ? bound('<', '0.0.0-0') : bound('>=', after)
    }
    default:
      return malformedRange(`${operator}${operand}`, `there is no operator ${operator}`)
  }
}

/** `1.2 - 2.3`: from 1.2.0 to the end of 2.3. */
function between(text: string, low: string, high: string): Result<VersionRange, NativeFault> {
  const lower = readPartial(low)
  const upper = readPartial(high)
  if (lower === undefined || upper === undefined) return malformedRange(text, 'a hyphen stands between two versions')
  return inAll([
    bound('>=', floor(lower)),
    upper.patch === undefined ? below(afterSeries(upper)) : bound('<=', floor(upper)),
  ])
}

/** The lowest version with these numbers; undefined where any version will do. */
function floor({ major, minor, patch, prerelease }: PartialVersion): string | undefined {
  return major === undefined ? undefined : `${major}.${minor ?? '0'}.${patch ?? '0'}${prerelease}`
}

/** What comes after all versions of this minor, or where that is missing of this major version: `~` and x-ranges. */
function afterSeries({ major, minor }: PartialVersion): string | undefined {
  if (major === undefined) return undefined
  return minor === undefined ? `${increment(major)}.0.0` : `${major}.${increment(minor)}.0`
}

/** `^` lets change what stands right of the first number that is not zero. */
function afterCaret({ major, minor, patch }: PartialVersion): string | undefined {
  if (major === undefined) return undefined
  if (major !== '0' || minor === undefined) return `${increment(major)}.0.0`
  if (minor !== '0' || patch === undefined) return `0.${increment(minor)}.0`
  return `0.0.${increment(patch)}`
}

function below(version: string | undefined): Result<VersionRange, NativeFault> {
  return bound('<', version)
}

function bound(comparator: Comparator, version: string | undefined): Result<VersionRange, NativeFault> {
  return version === undefined ? ok(ALL_VERSIONS) : related(semver, comparator, version)
}
