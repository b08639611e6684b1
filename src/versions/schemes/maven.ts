import { ok, type Result } from '#fault'
import { byKey, END_OF_TEXT, leadingNumbers, numberKey, plainNumber } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * Maven's versions, as `ComparableVersion` orders them and the VERS test vectors expect it: the edition before Maven 3.9, which
 * tells `2.0.a` from `2.0-a`.
 *
 * That edition is no order: `1-alpha` < `1` < `1.sp` < `1-alpha`, and likewise with `1.0.alpha`. Here what is below the plain
 * release is below everything that is above it, as in Maven since; the vectors have no case of it.
 */
export const maven: Scheme = {
  name: 'maven',
  title: 'Maven versions (ComparableVersion)',
  order: 'total',
  versTypes: ['maven'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    const [leading = ''] = /^[0-9]+(?:\.[0-9]+)*/.exec(version.text) ?? []
    return numbers === 0 ? '' : leadingNumbers(leading.split('.'), numbers)
  },

  next: () => undefined,
}

/** A number, in digits, or a qualifier, in lower case; `''` is the qualifier of a release. */
type Item = { readonly number: string } | { readonly qualifier: string }

/** What stands between two hyphens, or two changes between digits and letters. Every level but the first lies in the one before. */
type Level = readonly Item[]

// Maven's own list of what a version must not hold (DefaultModelValidator, ILLEGAL_VERSION_CHARS), the characters of ranges, and
// blanks and controls.
const FORBIDDEN = /[\\/:"<>|?*[\](){},\s\p{Cc}]/u

// In the order of the versions. Unknown qualifiers come last, as text.
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const RELEASE = QUALIFIERS.indexOf('')
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['ga', ''],
  ['final', ''],
  ['cr', 'rc'],
])
const SINGLE_LETTERS: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  if (text === '' || tooLong(text) || FORBIDDEN.test(text)) {
    return malformed('a Maven version', text, 'a Maven version looks like 2.1.0-rc-1')
  }
  const levels = levelsOf(text.toLowerCase())
  return ok({
    scheme: 'maven',
    text,
    normal: levels.map((level) => level.map(itemText).join('.') || '0').join('-'),
    prerelease: levels.some((level) => level.some((item) => 'qualifier' in item && signOf(item) < 0)),
    key: keyOf(levels),
  })
}

/** `1.0-alpha2` has three levels: 1.0, alpha, 2. */
function levelsOf(text: string): readonly Level[] {
  const levels: Level[] = text.split('-').flatMap((part, i, parts) => {
    const here: Item[][] = [[]]
    for (const segment of part.split('.')) {
      const texts = segment.match(/[0-9]+|[^0-9]+/g) ?? ['0']
      for (const [n, text] of texts.entries()) {
        if (n > 0) here.push([])
        const digitFollows = n < texts.length - 1
        here
          .at(-1)!
          .push(/^[0-9]/.test(text) ? { number: plainNumber(text) } : { qualifier: known(text, digitFollows) })
      }
    }
    // A hyphen at the very end opens a level and puts nothing into it.
    return i > 0 && i === parts.length - 1 && part === '' ? [] : here
  })
  return trimmed(levels)
}

/** `a1` is `alpha-1`, but `a` alone is an unknown qualifier. */
function known(qualifier: string, digitFollows: boolean): string {
  const word = (digitFollows ? SINGLE_LETTERS.get(qualifier) : undefined) ?? qualifier
  return ALIASES.get(word) ?? word
}

/** Without the zeros and release qualifiers at the end of every level, and without empty levels at the end. */
function trimmed(levels: readonly Level[]): readonly Level[] {
  const kept = levels.map((level) => level.slice(0, level.findLastIndex((item) => !isNothing(item)) + 1))
  return kept.slice(0, Math.max(1, kept.findLastIndex((level) => level.length > 0) + 1))
}

function isNothing(item: Item): boolean {
  return 'number' in item ? item.number === '0' : item.qualifier === ''
}

/** Below or above a version that ends in this place; 0 where it depends on what follows. */
function signOf(item: Item): number {
  return 'number' in item ? (item.number === '0' ? 0 : 1) : Math.sign(rankOf(item.qualifier) - RELEASE)
}

function rankOf(qualifier: string): number {
  const rank = QUALIFIERS.indexOf(qualifier)
  return rank === -1 ? QUALIFIERS.length : rank
}

/**
 * Qualifiers come before levels, and these before numbers; what is below the end comes first, then the end, then what is above
 * it. An item that is nothing by itself is below or above the end as the rest of the version is. So the key is built from its end.
 */
function keyOf(levels: readonly Level[]): string {
  const symbols: string[] = []
  let sign = 0
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]!
    symbols.push(i === levels.length - 1 ? '\x04' : sign < 0 ? '\x02' : '\x06')
    for (const item of level.toReversed()) {
      sign = signOf(item) || sign
      symbols.push(itemKey(item, sign))
    }
  }
  return symbols.reverse().join('')
}

function itemKey(item: Item, sign: number): string {
  if ('qualifier' in item) {
    const rank = rankOf(item.qualifier)
    const text = rank === QUALIFIERS.length ? item.qualifier : ''
    return `${sign < 0 ? '\x01' : '\x05'}${rank}${text}${END_OF_TEXT}`
  }
  if (item.number === '0') return sign < 0 ? '\x03' : '\x07'
  return `\x08${numberKey(item.number)}`
}

function itemText(item: Item): string {
  return 'number' in item ? item.number : item.qualifier || 'final'
}
