import { ok, type Result } from '#fault'
import { byKey, leadingNumbers, numberKey, plainNumber } from '../key.ts'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * Debian's versions, `[epoch:]upstream[-revision]`, valid and ordered as dpkg has them (deb-version(7); dpkg, lib/dpkg/version.c
 * and parsehelp.c). A missing revision equals the revision 0.
 *
 * One thing is stricter: an epoch is digits only, where dpkg lets `+1` pass.
 */
export const deb: Scheme = {
  name: 'deb',
  title: 'Debian versions (dpkg)',
  order: 'total',
  versTypes: ['deb'],
  parse,
  compare: byKey,

  series(version, numbers = 2) {
    const { epoch, upstream } = read(version.text)!
    if (numbers === 0) return ''
    const [leading = ''] = /^[0-9]+(?:\.[0-9]+)*/.exec(upstream) ?? []
    return (epoch === '0' ? '' : `${epoch}:`) + leadingNumbers(leading.split('.'), numbers)
  },

  next: () => undefined,
}

interface Parts {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string | undefined
}

const UPSTREAM = /^[0-9][0-9A-Za-z.+~:-]*$/
const REVISION = /^[0-9A-Za-z.+~]+$/
const MAX_EPOCH = 2_147_483_647 // INT_MAX, in dpkg's parseversion

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  const parts = tooLong(text) ? undefined : read(text)
  if (parts === undefined) return malformed('a Debian version', text, 'a Debian version looks like 1:2.30.2-1+deb11u2')
  const { epoch, upstream, revision } = parts
  return ok({
    scheme: 'deb',
    text,
    normal: `${epoch === '0' ? '' : `${epoch}:`}${upstream}${revision === undefined ? '' : `-${revision}`}`,
    prerelease: upstream.includes('~'),
    key: numberKey(epoch) + partKey(upstream) + partKey(revision ?? ''),
  })
}

function read(text: string): Parts | undefined {
  const version = text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '')
  const colon = version.indexOf(':')
  const epoch = colon === -1 ? '0' : version.slice(0, colon)
  if (!/^[0-9]+$/.test(epoch) || Number(epoch) > MAX_EPOCH) return undefined
  const hyphen = version.lastIndexOf('-')
  const cut = hyphen > colon ? hyphen : version.length
  const upstream = version.slice(colon + 1, cut)
  const revision = cut === version.length ? undefined : version.slice(cut + 1)
  if (!UPSTREAM.test(upstream) || (revision !== undefined && !REVISION.test(revision))) return undefined
  return { epoch: plainNumber(epoch), upstream, revision }
}

/**
 * dpkg's `verrevcmp`: text and numbers by turns, text first. In text a tilde comes before the end, the end before letters,
 * letters before all else. Where a part ends, empty text and the number zero go on for ever; since no part can hold empty text
 * but at its start, the symbol of the end of a text says it all.
 */
function partKey(part: string): string {
  const END = '\x02'
  const pairs = part === '' ? [''] : (part.match(/[^0-9]+[0-9]*|[0-9]+/g) ?? [])
  const keys = pairs.map((pair) => {
    const [text = ''] = /^[^0-9]*/.exec(pair) ?? []
    return Array.from(text, characterKey).join('') + END + numberKey(pair.slice(text.length))
  })
  return keys.join('') + END
}

function characterKey(character: string): string {
  if (character === '~') return '\x01'
  return /[A-Za-z]/.test(character) ? character : String.fromCharCode(character.charCodeAt(0) + 256)
}
