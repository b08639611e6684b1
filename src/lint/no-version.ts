/**
 * Texts that stand where a version should and are none: `< 3.9`, `1.2, 1.3`, `n/a`, `4.x`.
 *
 * The CVE Record Format takes any text for the name of a version, so that these pass its schema; but no version has such a name.
 *
 * @module
 */

export type NoVersion =
  /** Every version: `*`, `all`. */
  | { readonly kind: 'everything' }
  /** None that anybody could name: `n/a`, `unspecified`, `latest`. */
  | { readonly kind: 'nothing' }
  /** A branch, `4.x` or `4.*`, by its beginning: `4`. */
  | { readonly kind: 'branch'; readonly branch: string }
  /** An asterisk somewhere else. */
  | { readonly kind: 'asterisk' }
  /** One or several comparisons with their signs: `>= 1.7.0, < 1.18.4`. */
  | { readonly kind: 'comparison'; readonly meant: Meant | undefined }
  /** A range or a list in words or in another notation: `3.8 - 3.9`, `3.9 and earlier`, `[1.0,2.0)`, `1.2, 1.3`. */
  | { readonly kind: 'phrase'; readonly meant: Meant | undefined }
  /** White space for which there is no other explanation: `4.1 SP2`. */
  | { readonly kind: 'blank' }

/** What was probably meant. */
export type Meant =
  | { readonly kind: 'versions'; readonly versions: readonly string[] }
  | { readonly kind: 'range'; readonly from?: string; readonly to?: End }

export interface End {
  readonly version: string
  /** Undefined where the words leave it open: `up to 3.9`. */
  readonly included?: boolean
}

/** What most versions look like: this is asked first. */
const USUAL = /^[0-9A-Za-z](?:[0-9A-Za-z._~^:!+-]*[0-9A-Za-z])?$/

/** What only texts have that are no version: one character is enough to look closer. */
const STRANGE = /[\s<>≤≥,;*]|^[=[(]|^[0-9].*\+$/

const BRANCH = /^([0-9]+(?:\.[0-9]+)*)(?:\.[xX*])+$/

/** Longer texts are not taken apart. */
const LONGEST = 200

const EVERYTHING: ReadonlySet<string> = new Set(['*', 'all', 'all versions', 'any', 'any version', 'every version'])

const NOTHING: ReadonlySet<string> = new Set([
  '-',
  '--',
  '?',
  'n/a',
  'na',
  'none',
  'null',
  'undefined',
  'unknown',
  'unspecified',
  'not specified',
  'not available',
  'not applicable',
  'various',
  'various versions',
  'multiple',
  'multiple versions',
  'latest',
  'latest version',
  'current',
  'current version',
  'see advisory',
  'see description',
  'see references',
])

/** Says what a text is, if it is no version under any scheme; undefined for everything that may be one. */
export function noVersion(text: string): NoVersion | undefined {
  if (startsWithDigit(text) && USUAL.test(text)) {
    const branch = text.endsWith('x') || text.endsWith('X') ? BRANCH.exec(text)?.[1] : undefined
    return branch === undefined ? undefined : { kind: 'branch', branch }
  }
  const words = text.length > LONGEST ? '' : text.trim().toLowerCase()
  if (EVERYTHING.has(words)) return { kind: 'everything' }
  if (NOTHING.has(words)) return { kind: 'nothing' }
  if (!STRANGE.test(text)) return undefined
  const branch = text.length > LONGEST ? undefined : BRANCH.exec(text)?.[1]
  if (branch !== undefined) return { kind: 'branch', branch }
  if (/[<>≤≥]|^=/.test(text))
    return { kind: 'comparison', meant: text.length > LONGEST ? undefined : readComparisons(text) }
  const meant = text.length > LONGEST ? undefined : readPhrase(text.trim().replace(/\s+/g, ' '))
  if (meant !== undefined || /[,;]/.test(text)) return { kind: 'phrase', meant }
  if (text.includes('*')) return { kind: 'asterisk' }
  // What stands around a version is for those to trim who look at all texts.
  return /\s/.test(text.trim()) ? { kind: 'blank' } : undefined
}

function startsWithDigit(text: string): boolean {
  const first = text.charCodeAt(0)
  return first >= 0x30 && first <= 0x39
}

/** A version as it stands in the middle of a phrase. */
const VERSION = '[vV]?[0-9][0-9A-Za-z._~^:!+-]*'

const COMPARISON = new RegExp(String.raw`\s*(<=|>=|==|<|>|=|≤|≥)\s*(${VERSION})\s*(?:,|&&|\band\b)?`, 'y')

/** Comparisons that must hold together. Undefined for those that have no place in one entry: `> 1.0`, `< 1.2 || > 2.0`. */
function readComparisons(text: string): Meant | undefined {
  let from: string | undefined
  let to: End | undefined
  let exact: string | undefined
  COMPARISON.lastIndex = 0
  while (COMPARISON.lastIndex < text.length) {
    const [, sign = '', version = ''] = COMPARISON.exec(text) ?? []
    if (sign === '' || sign === '>') return undefined
    if (sign === '<' || sign === '<=' || sign === '≤') {
      if (to !== undefined) return undefined
      to = { version, included: sign !== '<' }
    } else if (sign === '>=' || sign === '≥') {
      if (from !== undefined) return undefined
      from = version
    } else {
      if (exact !== undefined) return undefined
      exact = version
    }
  }
  if (exact !== undefined) return from === undefined && to === undefined ? versions(exact) : undefined
  return range(from, to)
}

/**
 * Ways to say a range without signs, after the notations of prose, of Maven and of NuGet. The words in capitals stand for versions, and
 * name the ends of the range.
 */
const PHRASES: readonly RegExp[] = [
  'THROUGH,? [(]?(and|or) (all )?(earlier|below|prior|older|lower|previous|before)( versions?)?[)]?',
  'FROM,? [(]?(and|or) (all )?(later|above|newer|higher|up|onwards?)( versions?)?[)]?',
  'FROM[+]',
  '((all )?versions? )?(before|prior to|below|earlier than|older than|lower than|less than) BEFORE',
  '((all )?versions? )?(through|thru|up to and including) THROUGH',
  '((all )?versions? )?(up to|until|till) UNTIL',
  '(from )?FROM (-|–|—|through|thru) THROUGH',
  '(from )?FROM (to|up to|until|till) UNTIL',
  'between FROM and UNTIL',
  '(from )?FROM (before|to before|prior to) BEFORE',
  '[[] ?FROM ?, ?THROUGH ?[\\]]',
  '[[] ?FROM ?, ?BEFORE ?[)]',
  '[[] ?FROM ?, ?[)]',
  '[[(] ?, ?THROUGH ?[\\]]',
  '[[(] ?, ?BEFORE ?[)]',
].map((phrase) => new RegExp(`^${phrase.replace(/FROM|THROUGH|BEFORE|UNTIL/g, named)}$`, 'i'))

function named(end: string): string {
  return `(?<${end.toLowerCase()}>${VERSION})`
}

function readPhrase(text: string): Meant | undefined {
  for (const phrase of PHRASES) {
    const groups = phrase.exec(text)?.groups
    if (groups === undefined) continue
    const { from, before, through, until } = groups
    if (before !== undefined) return range(from, { version: before, included: false })
    if (through !== undefined) return range(from, { version: through, included: true })
    return range(from, until === undefined ? undefined : { version: until })
  }
  const items = text.split(LIST)
  return items.length > 1 && items.every((item) => ITEM.test(item)) ? versions(...items) : undefined
}

const LIST = /\s*[,;]\s*(?:(?:and|or|&)\s+)?|\s+(?:and|or|&)\s+/i
const ITEM = new RegExp(`^${VERSION}$`)

function versions(...list: readonly string[]): Meant {
  return { kind: 'versions', versions: list }
}

function range(from: string | undefined, to: End | undefined): Meant {
  return { kind: 'range', ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}
