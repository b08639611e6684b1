import { pointer } from '#json'
import type { Version } from '#versions'
import { samePackage, schemeOfRange } from './ecosystems.ts'
import { type Contains, inGitRange } from './in-git-range.ts'
import { type InRange, rangeTest } from './in-range.ts'
import type { OsvAffected, OsvEvent, OsvPackage, OsvRange, OsvRecord } from './record.ts'

/** What is asked about: a version of a package, a commit, or a release of which both are known. */
export interface Subject {
  /** Absent: every entry of the record is meant. */
  readonly package?: Pick<OsvPackage, 'ecosystem' | 'name'>
  readonly version?: string
  /** A full hash. Needed for GIT ranges. */
  readonly commit?: string
}

export interface Verdict {
  readonly answer: 'affected' | 'unaffected' | 'undecided'
  /** What decided: one for `affected`, all that was looked at for `unaffected`, what stayed open for `undecided`. */
  readonly reasons: readonly VerdictReason[]
}

export interface VerdictReason {
  readonly by: 'withdrawn' | 'versions' | 'range' | 'record'
  /** JSON Pointer into the record. */
  readonly at: string
  /** The end of a sentence: `it is listed`, `fixed in 1.2`. */
  readonly why: string
}

/**
 * Whether a record says that something is affected, and what in it says so.
 *
 * Source: OSV schema 1.7.5, "Evaluation": a version is affected if it is listed in `versions` or lies in any one of the ranges of
 * an entry for its package. Versions are listed as text or as the same version in another spelling (`1.0` and `1.0.0` in PyPI).
 *
 * Where the pseudocode would say "not vulnerable" for want of knowledge, the answer is `undecided`: a range without a known order,
 * an entry that states nothing, a version asked of an entry that has nothing but commits. GIT ranges are asked when the commit
 * is known, through `contains`; an entry that has version ranges or a list answers for versions without them.
 */
export function affects(record: OsvRecord, subject: Subject, contains?: Contains): Verdict {
  if (record.withdrawn !== undefined) {
    const reason = {
      by: 'withdrawn',
      at: '/withdrawn',
      why: `the record was withdrawn on ${record.withdrawn}`,
    } as const
    return { answer: 'unaffected', reasons: [reason] }
  }
  const entries = [...(record.affected ?? []).entries()].filter(
    ([, entry]) =>
      subject.package === undefined || (entry.package !== undefined && samePackage(entry.package, subject.package)),
  )
  if (entries.length === 0) return withoutEntry(record)

  const verdicts: Verdict[] = []
  for (const [i, entry] of entries) {
    const verdict = askEntry(entry, pointer('affected', i), subject, contains)
    if (verdict.answer === 'affected') return verdict
    verdicts.push(verdict)
  }
  const open = verdicts.filter(({ answer }) => answer === 'undecided')
  return {
    answer: open.length > 0 ? 'undecided' : 'unaffected',
    reasons: (open.length > 0 ? open : verdicts).flatMap(({ reasons }) => reasons),
  }
}

function withoutEntry(record: OsvRecord): Verdict {
  const silent = (record.affected ?? []).length === 0
  const why = silent ? 'the record does not say what is affected' : 'the record is about other packages'
  return { answer: silent ? 'undecided' : 'unaffected', reasons: [{ by: 'record', at: '/affected', why }] }
}

function askEntry(entry: OsvAffected, at: string, subject: Subject, contains: Contains | undefined): Verdict {
  const ranges = entry.ranges ?? []
  const versions = entry.versions ?? []
  const found: VerdictReason[] = []
  const open: VerdictReason[] = []
  let asked = false

  if (subject.version !== undefined && versions.length > 0) {
    asked = true
    const i = indexOfVersion(entry, subject.version)
    const why = i < 0 ? 'it is not listed' : `it is listed as ${versions[i]}`
    const reason = { by: 'versions', at: at + pointer('versions', ...(i < 0 ? [] : [i])), why } as const
    if (i >= 0) return { answer: 'affected', reasons: [reason] }
    found.push(reason)
  }
  for (const [i, range] of ranges.entries()) {
    const answer = askRange(range, entry, subject, contains)
    if (answer === undefined) continue
    asked = true
    const reason = { by: 'range', at: at + pointer('ranges', i), why: reasonOf(answer) } as const
    if (answer.inside) return { answer: 'affected', reasons: [reason] }
    ;(answer.inside === undefined ? open : found).push(reason)
  }
  if (!asked) {
    const why =
      ranges.length + versions.length === 0
        ? 'the entry states neither versions nor ranges'
        : `the entry says nothing about ${subject.version === undefined ? 'commits' : 'versions'}`
    return { answer: 'undecided', reasons: [{ by: 'record', at, why }] }
  }
  return open.length > 0 ? { answer: 'undecided', reasons: open } : { answer: 'unaffected', reasons: found }
}

/** Undefined when the range does not answer this kind of question. */
function askRange(
  range: OsvRange,
  entry: OsvAffected,
  subject: Subject,
  contains: Contains | undefined,
): InRange | undefined {
  if (range.type === 'GIT') {
    if (subject.commit === undefined) return undefined
    if (contains === undefined) return { inside: undefined, why: 'it takes the repository to answer for a commit' }
    return inGitRange(range.events, subject.commit, contains)
  }
  if (subject.version === undefined) return undefined
  const scheme = schemeOfRange(range, entry.package)
  if (scheme === undefined) {
    return { inside: undefined, why: `no order is known for versions of ${entry.package?.ecosystem ?? 'no ecosystem'}` }
  }
  return rangeTest(range.events, scheme)(subject.version)
}

/** Index in `versions` of the text, or of the same version spelled differently; -1 where it is not listed. */
function indexOfVersion(entry: OsvAffected, text: string): number {
  const versions = entry.versions ?? []
  const exact = versions.indexOf(text)
  if (exact >= 0) return exact
  const scheme = schemeOfRange({ type: 'ECOSYSTEM', events: [] }, entry.package)
  const wanted = scheme?.parse(text)
  if (scheme === undefined || wanted?.ok !== true) return -1
  const same = (version: Version): boolean => scheme.compare(version, wanted.value) === 0
  return versions.findIndex((each) => {
    const version = scheme.parse(each)
    return version.ok && same(version.value)
  })
}

function reasonOf(answer: InRange): string {
  if (answer.inside === undefined) return answer.why
  if (answer.event === undefined) return 'nothing of the range has reached it'
  return describeEvent(answer.event)
}

/** An event in words: `fixed in 1.2`. */
export function describeEvent(event: OsvEvent): string {
  if (event.introduced === '0') return 'affected from the beginning'
  if (event.introduced !== undefined) return `introduced in ${event.introduced}`
  if (event.fixed !== undefined) return `fixed in ${event.fixed}`
  if (event.last_affected !== undefined) return `last affected is ${event.last_affected}`
  return `not meant from ${event.limit} on`
}
