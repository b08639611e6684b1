import { ok, type Result } from '#fault'
import { byKey, increment, leadingNumbers, nextNumbers, numberKey, plainNumber, withoutTrailingZeros } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * Plain dotted numbers, as curl and many others use them: one to six numbers, missing ones are zero (`7.7` is `7.7.0`). A suffix
 * such as `-pre3`, `rc1` or `-alpha` makes a pre-release, below the release of the same numbers. Nothing else is allowed.
 */
export const dotted: Scheme = {
  name: 'dotted',
  title: 'dotted numbers',
  order: 'total',
  versTypes: ['generic'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    return numbers === 0 ? '' : leadingNumbers(read(version.text)!.numbers, numbers)
  },

  next(version) {
    const { numbers, suffix } = read(version.text)!
    if (suffix === undefined) return nextNumbers(numbers)
    return `${version.text.slice(0, version.text.length - suffix.digits.length)}${increment(suffix.digits || '0')}`
  },
}

interface Parts {
  readonly numbers: readonly string[]
  readonly suffix: { readonly kind: string; readonly digits: string } | undefined
}

// In the order of the versions.
const KINDS = ['alpha', 'beta', 'pre', 'rc']

const PATTERN = /^([0-9]+(?:\.[0-9]+){0,5})(?:[-.]?(alpha|beta|pre|rc)[-.]?([0-9]*))?$/

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const parts = tooLong(text) ? undefined : read(text)
  if (parts === undefined) {
    return malformed('a version of dotted numbers', text, 'such a version looks like 7.10.6 or 8.22.0-rc1')
  }
  const { numbers, suffix } = parts
  const significant = withoutTrailingZeros(numbers)
  return ok({
    scheme: 'dotted',
    text,
    normal: leadingNumbers(significant, Math.max(3, significant.length)) + suffixText(suffix),
    prerelease: suffix !== undefined,
    key: [
      ...significant.map(numberKey),
      '\x00',
      suffix === undefined ? '\x7f' : KINDS.indexOf(suffix.kind) + numberKey(suffix.digits),
    ].join(''),
  })
}

function read(text: string): Parts | undefined {
  const match = PATTERN.exec(text)
  if (match === null || /[-.]$/.test(text)) return undefined
  const [, numbers = '', kind, digits = ''] = match
  return { numbers: numbers.split('.'), suffix: kind === undefined ? undefined : { kind, digits } }
}

/** `-rc1`; a suffix without a number counts as number zero, and is written without one. */
function suffixText(suffix: Parts['suffix']): string {
  if (suffix === undefined) return ''
  const number = plainNumber(suffix.digits)
  return `-${suffix.kind}${number === '0' ? '' : number}`
}
