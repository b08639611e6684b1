import { ok, type Result } from '#fault'
import { byKey, END_OF_TEXT, increment, leadingNumbers, nextNumbers, numberKey, withoutTrailingZeros } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * RubyGems' versions, as `Gem::Version` reads and orders them: segments of digits or letters, where a letter makes a pre-release.
 * A hyphen stands for `.pre.`. Empty text, which RubyGems takes for 0, is refused.
 */
export const gem: Scheme = {
  name: 'gem',
  title: 'RubyGems versions (Gem::Version)',
  order: 'total',
  versTypes: ['gem'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    return numbers === 0 ? '' : leadingNumbers(release(segmentsOf(version.text)!), numbers)
  },

  next(version) {
    const segments = segmentsOf(version.text)!
    if (!version.prerelease) return nextNumbers(segments)
    const last = segments.at(-1)!
    if (!isNumber(last)) return undefined
    return `${spelled(version.text).slice(0, -last.length)}${increment(last)}`
  },
}

// Gem::Version::ANCHORED_VERSION_PATTERN
const PATTERN = /^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const segments = tooLong(text) ? undefined : segmentsOf(text)
  if (segments === undefined) return malformed('a RubyGems version', text, 'a RubyGems version looks like 2.1.0.rc1')
  const canonical = canonicalOf(segments)
  const normal = canonical.join('.')
  return ok({
    scheme: 'gem',
    text,
    normal: isNumber(canonical[0] ?? '') ? normal : `0${normal === '' ? '' : '.'}${normal}`,
    prerelease: segments.some((segment) => !isNumber(segment)),
    key: keyOf(canonical),
  })
}

function segmentsOf(text: string): readonly string[] | undefined {
  return PATTERN.test(withoutBlanks(text)) ? (spelled(text).match(/[0-9]+|[a-zA-Z]+/g) ?? []) : undefined
}

/** `2.0-rc1` is `2.0.pre.rc1`. */
function spelled(text: string): string {
  return withoutBlanks(text).replaceAll('-', '.pre.')
}

/** What Ruby's `\s` matches may stand around a version. */
function withoutBlanks(text: string): string {
  return text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '')
}

function release(segments: readonly string[]): readonly string[] {
  const letters = segments.findIndex((segment) => !isNumber(segment))
  return letters === -1 ? segments : segments.slice(0, letters)
}

/** `canonical_segments`: without the zeros before the first letters, and without those at the end. */
function canonicalOf(segments: readonly string[]): readonly string[] {
  const numbers = release(segments)
  return [...withoutTrailingZeros(numbers), ...withoutTrailingZeros(segments.slice(numbers.length))].map((segment) =>
    isNumber(segment) ? segment.replace(/^0+(?=.)/, '') : segment,
  )
}

/**
 * `Gem::Version#<=>`: letters come before numbers, and where a version ends, zeros go on for ever. So the end lies between a zero
 * with letters after it (and perhaps more zeros between) and a zero with a number after it: two symbols for zero.
 */
function keyOf(segments: readonly string[]): string {
  const keys: string[] = ['\x03']
  let zero = ''
  for (const segment of segments.toReversed()) {
    if (!isNumber(segment)) {
      zero = '\x02'
      keys.push(`\x01${segment}${END_OF_TEXT}`)
    } else if (segment === '0') {
      keys.push(zero)
    } else {
      zero = '\x04'
      keys.push(`\x05${numberKey(segment)}`)
    }
  }
  return keys.reverse().join('')
}

function isNumber(segment: string): boolean {
  return /^[0-9]+$/.test(segment)
}
