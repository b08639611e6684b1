import { ok, type Result } from '#fault'
import { byKey, END_OF_TEXT, leadingNumbers, numberKey, plainNumber } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * RPM's versions, `[epoch:]version[-release]`, ordered by `rpmvercmp` with tilde and caret (rpm 4.15 and later; rpm-version(7),
 * rpm's rpmio/rpmvercmp.c). A version without a release comes before the same version with one.
 */
export const rpm: Scheme = {
  name: 'rpm',
  title: 'RPM versions (rpmvercmp)',
  order: 'total',
  versTypes: ['rpm'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    const { epoch, version: upstream } = read(version.text)!
    if (numbers === 0) return ''
    const [leading = ''] = /^[0-9]+(?:\.[0-9]+)*/.exec(upstream) ?? []
    return (epoch === '0' ? '' : `${epoch}:`) + leadingNumbers(leading.split('.'), numbers)
  },

  next: () => undefined,
}

interface Parts {
  readonly epoch: string
  readonly version: string
  readonly release: string | undefined
}

const PATTERN = /^(?:([0-9]+):)?([0-9A-Za-z._+~^]+)(?:-([0-9A-Za-z._+~^]+))?$/
const MAX_EPOCH = 4_294_967_295 // RPMTAG_EPOCH is an unsigned integer of 32 bits

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const parts = tooLong(text) ? undefined : read(text)
  if (parts === undefined) return malformed('an RPM version', text, 'an RPM version looks like 1:2.30.2-1.el9')
  const { epoch, version, release } = parts
  return ok({
    scheme: 'rpm',
    text,
    normal: `${epoch === '0' ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`,
    prerelease: version.includes('~'),
    key: numberKey(epoch) + partKey(version) + (release === undefined ? '' : `\x01${partKey(release)}`),
  })
}

function read(text: string): Parts | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, epoch = '0', version = '', release] = match
  // Without a letter or digit there is nothing to compare.
  if (Number(epoch) > MAX_EPOCH || !/[0-9A-Za-z]/.test(version)) return undefined
  return { epoch: plainNumber(epoch), version, release }
}

/** Tilde, end, caret, letters, digits: in this order. Everything else only separates. */
function partKey(part: string): string {
  const keys = (part.match(/[0-9]+|[A-Za-z]+|[~^]/g) ?? []).map((token) => {
    if (token === '~') return '\x01'
    if (token === '^') return '\x03'
    return /^[0-9]/.test(token) ? `\x05${numberKey(token)}` : `\x04${token}${END_OF_TEXT}`
  })
  return `${keys.join('')}\x02`
}
