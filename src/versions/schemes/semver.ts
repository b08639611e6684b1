import { ok, type Result } from '#fault'
import { byKey, END_OF_TEXT, increment, leadingNumbers, nextNumbers, numberKey } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * Semantic Versioning 2.0.0, to the letter: three numbers, no leading `v`, no leading zeros. Numbers may have any length. Build
 * metadata is read and does not count.
 */
export const semver: Scheme = {
  name: 'semver',
  title: 'Semantic Versioning 2.0.0',
  order: 'total',
  versTypes: ['semver', 'npm', 'cargo'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    return numbers === 0 ? '' : leadingNumbers(read(version.normal)!.numbers, numbers)
  },

  next(version) {
    const { numbers, prerelease } = read(version.normal)!
    if (prerelease === undefined) return nextNumbers(numbers)
    const count = /^(.*?)(0|[1-9][0-9]*)$/.exec(prerelease)
    if (count === null) return undefined
    const candidate = `${numbers.join('.')}-${count[1]}${increment(count[2]!)}`
    const next = parse(candidate)
    // `rc10` comes before `rc9`, since an identifier with a letter is ordered as text (section 11.4.2).
    return next.ok && byKey(version, next.value) < 0 ? candidate : undefined
  },
}

// Sections 2, 9 and 10, after the pattern that semver.org gives.
const PATTERN =
  /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const parts = tooLong(text) ? undefined : read(text)
  if (parts === undefined) return malformed('a semantic version', text, 'a semantic version looks like 1.4.0-rc.1')
  const { numbers, prerelease } = parts
  return ok({
    scheme: 'semver',
    text,
    normal: numbers.join('.') + (prerelease === undefined ? '' : `-${prerelease}`),
    prerelease: prerelease !== undefined,
    key: numbers.map(numberKey).join('') + prereleaseKey(prerelease),
  })
}

function read(
  text: string,
): { readonly numbers: readonly string[]; readonly prerelease: string | undefined } | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, major, minor, patch, prerelease] = match
  // Section 9: numeric identifiers must not have leading zeros.
  if (prerelease?.split('.').some((identifier) => /^0[0-9]+$/.test(identifier))) return undefined
  return { numbers: [major!, minor!, patch!], prerelease }
}

/** Section 11: a pre-release is below its release; numbers below text; fewer identifiers below more. */
function prereleaseKey(prerelease: string | undefined): string {
  if (prerelease === undefined) return '\x7f'
  const identifiers = prerelease
    .split('.')
    .map((identifier) =>
      /^[0-9]+$/.test(identifier) ? `\x02${numberKey(identifier)}` : `\x03${identifier}${END_OF_TEXT}`,
    )
  return `${identifiers.join('')}\x01`
}
