/** What prose says of a version: that it has the fix, or that it is affected. */
export interface VersionClaim {
  /** As it is written, without the `v` before it. */
  readonly version: string
  readonly says: 'unaffected' | 'affected'
  /** The words that say so. */
  readonly words: string
  /** It stands behind another version of a list, and may be a statement of its own: "before 17.1.3, and 18.0.0". */
  readonly isLater: boolean
}

/** A description has 4096 characters; of a longer text only so many are read. */
const LONGEST = 16_384

/** Claims that are looked for. A text with more is a list of releases. */
const MOST = 40

/**
 * Finds the versions that English prose names as fixed or as affected: "fixed in 3.12.4", "lantern before 3.13.9", "upgrade to version
 * 5.0.0", "versions 1.0 through 1.2.3", "1.2.3 and earlier". `names` are the words by which the product is called, in lower case: a
 * version of something else ("with OpenSSL before 1.1.1") is no claim. In doubt there is none.
 */
export function versionClaims(text: string, names: readonly string[]): readonly VersionClaim[] {
  const claims: VersionClaim[] = []
  const prose = text.length > LONGEST ? text.slice(0, LONGEST) : text
  for (const found of prose.matchAll(CUE)) {
    const [cue, fixed, below, earlier] = found
    const before = prose.slice(Math.max(0, found.index - 160), found.index).toLowerCase()
    if (OF_SOMETHING_ELSE.test(before)) continue
    if (fixed === undefined && !isOurs(before, names)) continue
    if (earlier !== undefined) {
      const version = versionAt(cue, 0)
      if (version !== undefined)
        claims.push({ version: version.text, says: 'affected', words: oneLine(cue), isLater: false })
    } else {
      const says = fixed !== undefined || below !== undefined ? 'unaffected' : 'affected'
      const versions = listAt(prose, found.index + cue.length, names)
      const words = oneLine(prose.slice(found.index, versions.at(-1)?.end))
      for (const [i, version] of versions.entries()) claims.push({ version: version.text, says, words, isLater: i > 0 })
    }
    if (claims.length >= MOST) break
  }
  return claims.slice(0, MOST)
}

const VERSION = 'v?\\d{1,9}(?:\\.\\d{1,20}){1,6}(?:[-+]?[0-9a-z]{1,40}(?:[-.+][0-9a-z]{1,40}){0,6})?'

/** The words that a version follows: of a fix, of an end that is not affected, of one that is; or a version that words follow. */
const CUE = new RegExp(
  [
    '\\b((?:fixed|patched|resolved|addressed|corrected|remediated) in|(?:upgrad(?:e|ing)|updat(?:e|ing)) to)(?= )',
    '\\b(before|prior to|earlier than|older than)(?= )',
    '\\b(?:through|up to and including)(?= )',
    `(?<![\\w.-])(${VERSION} (?:and|or) (?:earlier|below|prior|older|lower)\\b)(?! (?:to|than)\\b)`,
  ].join('|'),
  'gi',
)

/** What stands before words that are about another bug, or about a fix that was none. */
const OF_SOMETHING_ELSE =
  /(?:\bcve-|\bghsa-|\bnot (?:\w+ ){0,2}|\bnever |n't (?:\w+ )?|\bincomplete\w* |\bincorrect\w* |\bpartial\w* |\binsufficient\w* |\boriginally |\bpreviously |\bsupposed to be |\battempted to be |\bregress\w* )[^.]{0,60}$/

const FILLER =
  /^(?:and|or|from|starting|since|with|in|all|any|the|versions?|releases?|before|prior|to|than|earlier|through|v?\d[\w.*+-]*|x)$/
const OPENING =
  /^(?:affects?|affected|affecting|impacts?|impacting|applies|present|exists|found|issue|vulnerability|vulnerable|running|users)$/

/** Whether the words before a cue end with the product, or with "versions" that are of nothing else. */
function isOurs(before: string, names: readonly string[]): boolean {
  let rest = before
  let saysVersions = false
  for (let steps = 0; steps < 24; steps++) {
    rest = rest.replace(/[\s,(]+$/, '')
    if (rest === '' || /[.:;!?]$/.test(rest)) return saysVersions
    if (names.some((name) => rest.endsWith(name) && !/[\w-]/.test(rest.charAt(rest.length - name.length - 1))))
      return true
    const word = rest.slice(rest.search(/[^\s,(]+$/))
    if (!FILLER.test(word)) return saysVersions && OPENING.test(word)
    saysVersions ||= /^(?:versions?|releases?)$/.test(word)
    rest = rest.slice(0, rest.length - word.length)
  }
  return false
}

interface Found {
  readonly text: string
  readonly end: number
}

/** `1.2.3`, `versions 1.2.3, 1.3.4 and 2.0`, `lantern 1.2.3 or lantern 2.0`. */
function listAt(prose: string, start: number, names: readonly string[]): readonly Found[] {
  const list: Found[] = []
  let at = start
  for (let next = itemAt(prose, at, names); next !== undefined && list.length < MOST; next = itemAt(prose, at, names)) {
    list.push(next)
    const separator = /^(?:\s*,\s*(?:and |or )?|\s+(?:and|or) )/.exec(prose.slice(next.end, next.end + 8))
    if (separator === null) break
    at = next.end + separator[0].length
  }
  // "before 1.2.3 and 1.3.0 through 1.3.4": the last one begins a range of its own. "fixed in 1.2.3 of OpenSSL" is of something else.
  const last = list.at(-1)
  if (last !== undefined && CONTINUES.test(prose.slice(last.end, last.end + 24))) list.pop()
  return list
}

const CONTINUES =
  /^(?:\.[x*]|[-–—/\\*]| ?[-–—]|,? (?:through|thru|to|until|till|up to|before|prior|of|for|branch|series|line|and (?:later|newer|above|earlier|below|prior|older)|or (?:earlier|below|prior|older))\b)/i

function itemAt(prose: string, start: number, names: readonly string[]): Found | undefined {
  let at = start
  for (let words = 0; words < 4; words++) {
    const version = versionAt(prose, at)
    if (version !== undefined) return version
    const rest = prose.slice(at, at + 120).toLowerCase()
    const blank = /^\s+/.exec(rest)?.[0].length ?? 0
    const bare = rest.slice(blank)
    const word =
      /^(?:the|versions?:?|releases?|at least)(?=\s)/.exec(bare)?.[0] ??
      names.find((name) => bare.startsWith(`${name} `))
    if (word === undefined) return undefined
    at += blank + word.length
  }
  return undefined
}

const AT = new RegExp(`\\s*(${VERSION})(?![\\w*])`, 'iy')

function versionAt(prose: string, start: number): Found | undefined {
  AT.lastIndex = start
  const found = AT.exec(prose)
  const text = found?.[1]
  return text === undefined ? undefined : { text: text.replace(/^v/i, ''), end: AT.lastIndex }
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}
