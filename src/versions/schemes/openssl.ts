import { ok, type Result } from '#fault'
import { byKey, increment, leadingNumbers, numberKey, plainNumber } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * OpenSSL's versions. Before 3.0 a release is three numbers and letters: none, a to z, then za to zz (0.9.8, 0.9.8a, 0.9.8zh), and
 * the three numbers name the series. From 3.0 the third number counts the releases of a series of two numbers.
 *
 * Pre-releases are `-alpha1`, `-beta2`, `-pre3`; `-dev` is the state of the source on the way to what stands before it.
 *
 * Source: OpenSSL's "Release Strategy" and "Versioning Policy", and the tags of its repository.
 */
export const openssl: Scheme = {
  name: 'openssl',
  title: 'OpenSSL versions',
  order: 'total',
  versTypes: ['openssl'],
  parse,
  compare: byKey,

  series(version, numbers) {
    const parts = read(version.normal)!
    const count = numbers ?? (parts.lettered ? 3 : 2)
    return count === 0 ? '' : leadingNumbers(parts.numbers, count)
  },

  next(version) {
    const { numbers, letters, pre, dev, lettered } = read(version.normal)!
    const base = numbers.join('.')
    const kind = pre === undefined ? '' : `-${pre.kind}`
    if (dev) return base + letters + kind + (pre?.number ?? '')
    if (pre !== undefined) return base + kind + increment(pre.number)
    if (lettered) return base + nextLetters(letters)
    return `${numbers[0]}.${numbers[1]}.${increment(numbers[2])}`
  },
}

interface Parts {
  readonly numbers: readonly [string, string, string]
  readonly letters: string
  readonly pre: { readonly kind: string; readonly number: string } | undefined
  readonly dev: boolean
  /** Of the time before 3.0, when letters counted the releases. */
  readonly lettered: boolean
}

// In the order of the versions. No release mixes `pre` with the others.
const KINDS = ['alpha', 'beta', 'pre', 'rc']

const PATTERN =
  /^([0-9]+)\.([0-9]+)\.([0-9]+)([a-z]*)(?:-(alpha|beta|pre|rc)([0-9]+))?(-dev)?(\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const parts = tooLong(text) ? undefined : read(text)
  if (parts === undefined) {
    return malformed('an OpenSSL version', text, 'an OpenSSL version looks like 1.0.2zk, 1.1.1-pre9 or 3.0.13')
  }
  const { numbers, letters, pre, dev } = parts
  return ok({
    scheme: 'openssl',
    text,
    normal: numbers.join('.') + letters + (pre === undefined ? '' : `-${pre.kind}${pre.number}`) + (dev ? '-dev' : ''),
    prerelease: pre !== undefined || dev,
    key: [
      ...numbers.map(numberKey),
      letters, // none < a < ... < z < za: the order of text, with an end below every letter
      '\x00',
      pre === undefined ? (dev ? '\x01' : '\x7f') : KINDS.indexOf(pre.kind) + numberKey(pre.number) + (dev ? '0' : '1'),
    ].join(''),
  })
}

function read(text: string): Parts | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, major = '', minor = '', patch = '', letters = '', kind, number = '', dev, build] = match
  const lettered = plainNumber(major) < '3' && plainNumber(major).length === 1
  // Letters ended with 1.1.1; what came after follows Semantic Versioning, with build metadata (3.0.7+quic) that does not count.
  if (lettered ? build !== undefined : letters !== '') return undefined
  if (letters !== '' && kind !== undefined) return undefined
  return {
    numbers: [plainNumber(major), plainNumber(minor), plainNumber(patch)],
    letters,
    pre: kind === undefined ? undefined : { kind, number: plainNumber(number) },
    dev: dev !== undefined,
    lettered,
  }
}

/** The letters of the next release: none, a, ..., z, za, ..., zz, zza. */
function nextLetters(letters: string): string {
  const last = letters.at(-1)
  if (last === undefined || last === 'z') return `${letters}a`
  return letters.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1)
}
