import type { InRange } from './in-range.ts'
import type { OsvEvent } from './record.ts'

/**
 * Whether the history of `commit` contains `ancestor`; a commit contains itself. Undefined when the repository does not know one
 * of them. Both are hashes as the record writes them.
 */
export type Contains = (commit: string, ancestor: string) => boolean | undefined

/**
 * Whether a commit is affected by a GIT range: it contains an introducing commit, and no fix that came after that one. The commit
 * named by `last_affected` is the last affected one of its line. With limits, only what they contain is in the range.
 *
 * Source: OSV schema 1.7.5, "Evaluation", with `u < v` for "u is an ancestor of v". That order is partial, so the sorted walk of the
 * pseudocode does not apply: a fix counts against an introduction that it contains, on whichever branch it is.
 */
export function inGitRange(events: readonly OsvEvent[], commit: string, contains: Contains): InRange {
  const limit = beforeLimits(events, commit, contains)
  if (limit !== true) return limit === undefined ? unknown : { inside: false }
  let open = false
  let fixed: OsvEvent | undefined
  for (const introduced of events.filter((event) => event.introduced !== undefined)) {
    const from = introduced.introduced!
    const present = from === '0' ? true : contains(commit, from)
    if (present === undefined) open = true
    if (present !== true) continue
    const ended = endOf(events, commit, from, contains)
    if (ended.event !== undefined) fixed = ended.event
    else if (ended.open) open = true
    else return { inside: true, event: introduced }
  }
  if (open) return unknown
  return fixed === undefined ? { inside: false } : { inside: false, event: fixed }
}

const unknown: InRange = { inside: undefined, why: 'the repository does not hold all commits of the range' }

/** The event that ends what `from` began, as far as `commit` is concerned; `open` when one of them could not be looked up. */
function endOf(
  events: readonly OsvEvent[],
  commit: string,
  from: string,
  contains: Contains,
): { readonly event?: OsvEvent; readonly open: boolean } {
  let open = false
  for (const event of events) {
    const end = event.fixed ?? event.last_affected
    if (end === undefined || (event.last_affected !== undefined && end === commit)) continue
    const reached = contains(commit, end)
    if (reached === false) continue
    const after = from === '0' ? true : contains(end, from)
    if (after === false) continue
    if (reached === true && after === true) return { event, open }
    open = true
  }
  return { open }
}

function beforeLimits(events: readonly OsvEvent[], commit: string, contains: Contains): boolean | undefined {
  const limits = events.flatMap((event) => (event.limit === undefined ? [] : [event.limit]))
  if (limits.length === 0 || limits.includes('*')) return true
  const answers = limits.map((limit) => (limit === commit ? false : contains(limit, commit)))
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}
