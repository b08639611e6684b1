/** What the message of a commit says about its relation to other commits and to trackers. */
export interface CommitMarks {
  /** The subject without the marks that a backport adds or changes, in lower case; empty if nothing is left. */
  readonly subject: string
  /** Issues that the subject or a closing line names: `bpo-123`, `gh-123`, `bug-123`, `cve-2030-1234`. */
  readonly issues: readonly string[]
  /** Pull requests named at the end of the subject, in the same form. A backport often repeats the original's. */
  readonly requests: readonly string[]
  /** Hashes, full or abbreviated and in lower case, of the commits that this one says it was made from. */
  readonly origins: readonly string[]
  /** Likewise of the commits that it says it takes back. */
  readonly reverts: readonly string[]
}

/** Characters of a message that are looked at. Real messages are a thousand times shorter. */
const MESSAGE_LIMIT = 256 * 1024

/** Reads the marks in one commit message. Linear in the message. */
export function readMarks(subject: string, body: string): CommitMarks {
  const lines = body.slice(0, MESSAGE_LIMIT).split('\n')
  const { text, requests } = stripSubject(completeSubject(subject.slice(0, MESSAGE_LIMIT), lines))
  return {
    subject: withoutIssue(text),
    issues: unique([...issuesIn(text), ...lines.flatMap(closedIssues)]),
    requests,
    ...linksIn(subject, lines),
  }
}

/** A subject that a forge cut off with an ellipsis goes on in the first line of the body. */
function completeSubject(subject: string, lines: readonly string[]): string {
  const rest = lines.find((line) => line.trim() !== '')?.trim()
  const cut = subject.lastIndexOf('…')
  if (cut < 0 || rest === undefined || !rest.startsWith('…')) return subject
  return subject.slice(0, cut) + rest.slice(1)
}

function stripSubject(subject: string): { readonly text: string; readonly requests: readonly string[] } {
  let text = subject.replace(/\s+/g, ' ').trim().toLowerCase()
  for (let shorter = stripLeading(text); shorter !== text; shorter = stripLeading(text)) text = shorter

  const requests = []
  for (;;) {
    const group = trailingGroup(text)
    if (group === undefined) break
    const issues = issuesIn(group.inside)
    if (issues.length === 0 && !isBranchLike(group.inside) && !isBackportWord(group.inside)) break
    requests.push(...issues)
    text = group.before
  }
  return { text: withoutFullStop(text), requests: unique(requests) }
}

/** Without one `[3.8]`, `[release/2.x]`, `[backport]`, `3.8:`, `v5.4:` or `backport:` in front. */
function stripLeading(text: string): string {
  if (text.startsWith('[')) {
    const close = text.indexOf(']')
    const inside = text.slice(1, close)
    if (close < 0 || !(isBranchLike(inside) || isBackportWord(inside))) return text
    return text.slice(close + 1).replace(/^[ :]+/, '')
  }
  const colon = text.indexOf(':')
  if (colon <= 0 || colon > 40 || text.length === colon + 1) return text
  const inside = text.slice(0, colon)
  if (!(/^v?[0-9]+([.][0-9x]+)+$/.test(inside) || isBackportWord(inside))) return text
  return text.slice(colon + 1).trimStart()
}

/** The last `(...)` or `[...]` of a text that ends with one. */
function trailingGroup(text: string): { readonly before: string; readonly inside: string } | undefined {
  const trimmed = withoutFullStop(text)
  const open = trimmed.endsWith(')') ? trimmed.lastIndexOf('(') : trimmed.endsWith(']') ? trimmed.lastIndexOf('[') : -1
  if (open < 0) return undefined
  return { before: trimmed.slice(0, open).trimEnd(), inside: trimmed.slice(open + 1, -1) }
}

function withoutFullStop(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === '.' || text[end - 1] === ' ')) end--
  return text.slice(0, end)
}

/** `3.8`, `3.x`, `v1.2`, `release-3.2`, `stable/5.x`, `5.0.x`. */
function isBranchLike(text: string): boolean {
  return text.length <= 40 && /^[a-z/_-]*[0-9]+([._][0-9]+)*([._]x)?$/.test(text) && /[._0-9]/.test(text)
}

function isBackportWord(text: string): boolean {
  return /^(backport|back-port|cherry[ -]?pick|stable|branch)/.test(text)
}

/** How trackers are written, and the one name that we give them. A bare `#123` is `gh`. */
const TRACKERS: Readonly<Record<string, string>> = {
  bpo: 'bpo',
  gh: 'gh',
  issue: 'gh',
  issues: 'gh',
  pr: 'gh',
  bug: 'bug',
}

const ISSUE =
  /(?<![0-9a-z])(?:(?<tracker>bpo|gh|bug|issues?|pr)[ -]?#?|cve-(?<year>[0-9]{4})-|#)(?<number>[0-9]{1,19})(?![0-9a-z])/g

/** The issues that a line of lower-case text names, wherever it names them. */
function issuesIn(text: string): string[] {
  return Array.from(text.matchAll(ISSUE), ({ groups = {} }) => {
    const { tracker = 'gh', year, number } = groups
    return year === undefined ? `${TRACKERS[tracker]}-${number}` : `cve-${year}-${number}`
  })
}

/** The issues in a line of the body such as `Fixes: #123` or `Closes bug 5`. */
function closedIssues(line: string): string[] {
  const text = line.slice(0, 400).trim().toLowerCase()
  return /^(fix(es|ed)?|close[sd]?|resolve[sd]?|bug|issue)\b/.test(text) ? issuesIn(text) : []
}

/** The subject without the issue in front, unless that is all there is. */
function withoutIssue(text: string): string {
  const match = /^(?:(?:bpo|gh|bug|issue)[ -]?#?|#)[0-9]{1,19}[ :,-]+/.exec(text)
  return match === null || match[0].length === text.length ? text : text.slice(match[0].length)
}

/** Words before the hashes, in lower case. What follows them up to the end of the line is searched for hashes. */
const ORIGIN_WORDS = [
  'cherry picked from',
  'cherry-picked from',
  'backport of ',
  'backported from',
  'upstream-commit:',
  'upstream commit',
]

function linksIn(subject: string, lines: readonly string[]): Pick<CommitMarks, 'origins' | 'reverts'> {
  const origins: string[] = []
  const reverts: string[] = []
  const all = [subject, ...lines].map((line) => line.toLowerCase())
  for (const [i, line] of all.entries()) {
    const after = wordsAfter(line, ORIGIN_WORDS)
    if (after !== undefined) {
      const hashes = hashesIn(after)
      // A mail program may have broken the line before the hash.
      origins.push(...(hashes.length > 0 || after.trim() !== 'commit' ? hashes : hashesIn(all[i + 1] ?? '')))
    }
    const kernel = /^\s{0,8}commit ([0-9a-f]{7,64}) upstream\b/.exec(line)
    if (kernel !== null) origins.push(kernel[1]!)

    const taken = wordsAfter(line, ['this reverts commit', 'this reverts commits'])
    if (taken !== undefined) {
      // "reversing changes made to Y" names the other parent of a merge, which stays.
      const own = taken.split('reversing', 1)[0]!
      const hashes = hashesIn(own)
      reverts.push(...(hashes.length > 0 || own.trim() !== '' ? hashes : hashesIn(all[i + 1] ?? '').slice(0, 1)))
    }
  }
  return { origins: unique(origins), reverts: unique(reverts) }
}

function wordsAfter(line: string, phrases: readonly string[]): string | undefined {
  for (const phrase of phrases) {
    const at = line.indexOf(phrase)
    if (at >= 0) return line.slice(at + phrase.length)
  }
  return undefined
}

/** The words of 7 to 64 hexadecimal digits in lower-case text. The end of a URL counts, an issue like `#1234567` does not. */
function hashesIn(text: string): string[] {
  return text.split(/[^0-9a-z_#-]/).filter((word) => /^[0-9a-f]{7,64}$/.test(word))
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)]
}
