import { ok, type Result } from '#fault'
import {
  byKey,
  END_OF_TEXT,
  increment,
  leadingNumbers,
  nextNumbers,
  numberKey,
  plainNumber,
  withoutTrailingZeros,
} from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * Python's versions: PEP 440 as the program `packaging` reads, writes and orders them.
 *
 * Letters are ASCII, as in packaging 26. Earlier ones matched without regard to case in all of Unicode, so that a Kelvin sign
 * passed for a k.
 */
export const python: Scheme = {
  name: 'python',
  title: 'PEP 440',
  order: 'total',
  versTypes: ['pypi'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    const { epoch, release } = read(version.normal)!
    if (numbers === 0) return ''
    return (epoch === '0' ? '' : `${epoch}!`) + leadingNumbers(release, numbers)
  },

  next(version) {
    const parts = read(version.normal)!
    if (parts.dev !== undefined) return write({ ...parts, dev: increment(parts.dev), local: [] })
    const { epoch, release, pre } = parts
    if (pre !== undefined) return write({ epoch, release, pre: { ...pre, number: increment(pre.number) }, local: [] })
    return write({ epoch, release: nextNumbers(release).split('.'), local: [] })
  },
}

/** The parts of a version, in normal form: numbers without leading zeros, lower case. */
interface Parts {
  readonly epoch: string
  readonly release: readonly string[]
  readonly pre?: { readonly letter: 'a' | 'b' | 'rc'; readonly number: string }
  readonly post?: string
  readonly dev?: string
  readonly local: readonly string[]
}

// PEP 440, Appendix B, which is also packaging's VERSION_PATTERN. No part of it can be read in two ways of unbounded number, so
// that matching is linear.
const PATTERN =
  /^v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?([0-9]+)?)?(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]+)?)?(?:[-_.]?(dev)[-_.]?([0-9]+)?)?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/

// What Python's \s matches in a str (str.isspace), which is not JavaScript's \s: it has U+001C to U+001F and U+0085, and not U+FEFF.
const SPACE =
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

const LETTERS: Readonly<Record<string, 'a' | 'b' | 'rc'>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
}

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const parts = tooLong(text) ? undefined : read(lowerAscii(trimmed(text)))
  if (parts === undefined) return malformed('a PEP 440 version', text, 'a Python version looks like 3.14.0rc1')
  return ok({
    scheme: 'python',
    text,
    normal: write(parts),
    prerelease: parts.pre !== undefined || parts.dev !== undefined,
    key: keyOf(parts),
  })
}

/** The parts of a text that has neither surrounding space nor capitals. */
function read(text: string): Parts | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, epoch = '', release = '', letter, preNumber = '', post1, postWord, post2 = '', dev, devNumber = '', local] =
    match
  return {
    epoch: plainNumber(epoch),
    release: release.split('.').map(plainNumber),
    ...(letter === undefined ? {} : { pre: { letter: LETTERS[letter]!, number: plainNumber(preNumber) } }),
    ...(post1 === undefined && postWord === undefined ? {} : { post: plainNumber(post1 ?? post2) }),
    ...(dev === undefined ? {} : { dev: plainNumber(devNumber) }),
    local: local === undefined ? [] : local.split(/[-_.]/).map((part) => (isNumber(part) ? plainNumber(part) : part)),
  }
}

/** As packaging's `str(Version)`. */
function write({ epoch, release, pre, post, dev, local }: Parts): string {
  return [
    epoch === '0' ? '' : `${epoch}!`,
    release.join('.'),
    pre === undefined ? '' : pre.letter + pre.number,
    post === undefined ? '' : `.post${post}`,
    dev === undefined ? '' : `.dev${dev}`,
    local.length === 0 ? '' : `+${local.join('.')}`,
  ].join('')
}

/**
 * As packaging's `_cmpkey`. Zeros at the end of the release do not count; a development version without a pre-release comes
 * before every pre-release; no post-release and no local version come first, no pre-release and no development number last.
 */
function keyOf({ epoch, release, pre, post, dev, local }: Parts): string {
  const preKey =
    pre !== undefined
      ? pre.letter.slice(0, 1) + numberKey(pre.number)
      : post === undefined && dev !== undefined
        ? '\x01'
        : '\x7f'
  return [
    numberKey(epoch),
    ...withoutTrailingZeros(release).map(numberKey),
    '\x00',
    preKey,
    post === undefined ? '\x01' : `\x02${numberKey(post)}`,
    dev === undefined ? '\x7f' : `\x02${numberKey(dev)}`,
    ...local.map((part) => (isNumber(part) ? `\x03${numberKey(part)}` : `\x02${part}${END_OF_TEXT}`)),
    '\x00',
  ].join('')
}

function isNumber(part: string): boolean {
  return /^[0-9]+$/.test(part)
}

function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && SPACE.includes(text[start]!)) start++
  while (end > start && SPACE.includes(text[end - 1]!)) end--
  return text.slice(start, end)
}

/** Without the letters beyond ASCII that `toLowerCase` would turn into ASCII ones, such as the Kelvin sign. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
}
