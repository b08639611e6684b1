import type { Branch, Lifecycle, Project, Release } from '#project'
import { schemeNamed } from '#versions'
import type { Assessment, BranchStatus, ReleaseStatus } from '#vulnerability'
import { dayOf } from './days.ts'
import { joined, listed, type Phrase, printed } from './phrase.ts'

/** How one branch, or several old ones that stand alike, is affected. */
export interface BranchRow {
  readonly name: string
  readonly state: 'open' | 'ended' | 'planned' | 'fixed' | 'unaffected' | 'unknown'
  readonly affected: Phrase
  readonly fixed: Phrase
  /** The row as the rest of a sentence that starts with its name, for a rendering without a table. */
  readonly line: Phrase
  /** Support, source-only releases, what is not known; may be empty. */
  readonly note: Phrase
  /** The releases of which it is not known whether they are affected; may be empty. */
  readonly unknown: Phrase
  /** What to upgrade to, or the planned release. */
  readonly remedy?: Release
  readonly planned?: string
  readonly lifecycle?: Lifecycle
  /** Where the branches stand in the order of the assessment: of several in one row, the newest. */
  readonly place: number
}

/**
 * One row for each branch, newest first, so that together they cover every release. Old branches that were affected from end to end
 * and get no fix share a row; releases of branches that nobody declared and that are not affected have theirs at the end.
 */
export function branchRows(project: Project, assessment: Assessment): readonly BranchRow[] {
  const scheme = schemeNamed(project.scheme)
  const ordered = scheme.ok && scheme.value.order === 'total'
  const drafts: Draft[] = []
  for (const [place, status] of assessment.branches.entries()) {
    const own = assessment.releases.filter(({ release }) => release.series === status.series)
    const branch = project.branches.find((each) => each.name === status.branch)
    const draft = { place, status, own, branch, whole: own.length > 0 && own.every(isAffected) }
    const before = drafts.at(-1)
    if (ordered && before !== undefined && canShare(before) && canShare(draft)) {
      drafts[drafts.length - 1] = {
        ...draft,
        own: [...before.own, ...own],
        oldest: before.oldest ?? before.status.branch,
      }
    } else drafts.push(draft)
  }
  const fromBeginning = assessment.runs[0]?.fromBeginning === true && assessment.runs[0].status === 'affected'
  return [
    ...drafts.map((draft, i) => rowOf(draft, ordered, i === 0 && fromBeginning)).reverse(),
    ...strayRows(assessment, ordered),
  ]
}

interface Draft {
  readonly place: number
  readonly status: BranchStatus
  readonly own: readonly ReleaseStatus[]
  /** Undefined for a series that the project does not declare. */
  readonly branch: Branch | undefined
  /** Every release of it is affected. */
  readonly whole: boolean
  /** Name of the first branch, where several share the row. */
  readonly oldest?: string
}

function canShare({ status, whole, branch }: Draft): boolean {
  const over = branch === undefined || branch.lifecycle === 'end-of-life'
  return over && whole && status.fixedIn === undefined && status.planned === undefined && status.branch !== ''
}

function rowOf(draft: Draft, ordered: boolean, fromBeginning: boolean): BranchRow {
  const { status, own, place, branch } = draft
  const state = stateOf(draft)
  const remedy = status.fixedIn === undefined ? undefined : remedyOf(status.fixedIn, own)
  const unknown = stretchesOf(own, isUnknown, ordered)
  const affected = affectedPhrase(draft, ordered)
  const fixed = fixedPhrase(state, status, remedy)
  const note = joined([supportPhrase(draft), ...releaseNotes(status, remedy), unknownNote(unknown)], ' ')
  return {
    name: nameOf(draft, fromBeginning),
    state,
    affected,
    fixed,
    line: joined([lineOf(state, affected, fixed), note], ' '),
    note,
    unknown,
    ...(remedy === undefined ? {} : { remedy }),
    ...(status.planned === undefined ? {} : { planned: status.planned.text }),
    ...(branch === undefined ? {} : { lifecycle: branch.lifecycle }),
    place,
  }
}

function lineOf(state: BranchRow['state'], affected: Phrase, fixed: Phrase): Phrase {
  switch (state) {
    case 'unaffected':
      return ['not affected.']
    case 'unknown':
      return ['not known.']
    case 'planned':
    case 'fixed':
      return ['affected ', ...affected, '; fixed in ', ...fixed, '.']
    case 'open':
      return ['affected ', ...affected, '; no fixed release yet.']
    case 'ended':
      return ['affected ', ...affected, '; no fixed release.']
  }
}

function nameOf({ status, oldest }: Draft, fromBeginning: boolean): string {
  if (oldest !== undefined) return fromBeginning ? `${status.branch} and older` : `${oldest} to ${status.branch}`
  if (status.branch === '') return 'All releases'
  // A name such as `main` does not tell which releases are meant.
  return status.series === '' || status.series === status.branch ? status.branch : `${status.branch} (${status.series})`
}

function stateOf({ status, own, branch }: Draft): BranchRow['state'] {
  if (status.affected === undefined) return own.some(isUnknown) ? 'unknown' : 'unaffected'
  if (status.planned !== undefined) return 'planned'
  if (status.fixedIn !== undefined) return 'fixed'
  return branch === undefined || branch.lifecycle === 'end-of-life' ? 'ended' : 'open'
}

/** The first release from the fixed one on that has the fix and was not withdrawn; the fixed one where all were. */
function remedyOf(fixedIn: Release, own: readonly ReleaseStatus[]): Release {
  const from = own.findIndex(({ release }) => release === fixedIn)
  const usable = own
    .slice(Math.max(from, 0))
    .find(({ release, status }) => (status === 'fixed' || status === 'unaffected') && release.yanked === undefined)
  return usable?.release ?? fixedIn
}

function affectedPhrase({ status, own, whole }: Draft, ordered: boolean): Phrase {
  if (status.affected === undefined) return own.some(isUnknown) ? ['Not known'] : ['None']
  const stretches = stretchesOf(own, isAffected, ordered)
  return whole && own.length > 1 ? [...stretches, ', all'] : stretches
}

function fixedPhrase(state: BranchRow['state'], { planned }: BranchStatus, remedy: Release | undefined): Phrase {
  if (state === 'planned' && planned !== undefined) return [{ code: planned.text }, ', planned']
  if (remedy !== undefined) {
    const day = dayOf(remedy.date)
    return [{ code: remedy.version.text }, ...(day === undefined ? [] : [', ', { day }])]
  }
  if (state === 'unaffected') return ['Not needed']
  if (state === 'unknown') return ['Not known']
  return [state === 'open' ? 'No fixed release yet' : 'No fixed release']
}

function supportPhrase({ branch }: Draft): Phrase {
  if (branch === undefined) return []
  const day = dayOf(branch.endOfLife)
  const until: Phrase = day === undefined ? ['.'] : [' until ', { day }, '.']
  switch (branch.lifecycle) {
    case 'prerelease':
      return ['Pre-release.']
    case 'bugfix':
      return ['Bug fixes', ...until]
    case 'security':
      return ['Security fixes', ...until]
    case 'end-of-life':
      return day === undefined ? ['End of life.'] : ['End of life since ', { day }, '.']
  }
}

function releaseNotes({ planned, fixedIn }: BranchStatus, remedy: Release | undefined): readonly Phrase[] {
  if (planned !== undefined) return [['The fix is on the branch and not yet released.']]
  return [
    ...(remedy?.sourceOnly === true ? [[{ code: remedy.version.text }, ' is published as source code only.']] : []),
    ...(fixedIn?.yanked === undefined ? [] : [[{ code: fixedIn.version.text }, ` was withdrawn: ${fixedIn.yanked}.`]]),
  ]
}

function unknownNote(unknown: Phrase): Phrase {
  return unknown.length === 0 ? [] : ['Not known for ', ...unknown, '.']
}

/** Rows for the releases of series that have no row of their own, named by the releases. */
function strayRows({ branches, releases }: Assessment, ordered: boolean): readonly BranchRow[] {
  const known = new Set(branches.map(({ series }) => series))
  const rowFor = (state: 'unaffected' | 'unknown', texts: readonly [affected: string, fixed: string]): BranchRow[] => {
    const wanted = (each: ReleaseStatus): boolean =>
      !known.has(each.release.series) && isUnknown(each) === (state === 'unknown')
    const found = stretchesOf(releases, wanted, ordered)
    if (found.length === 0) return []
    const [affected, fixed] = texts.map((text): Phrase => [text]) as [Phrase, Phrase]
    const name = printed(found, (span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.day))
    const line = lineOf(state, affected, fixed)
    return [{ name, state, affected, fixed, line, note: [], unknown: state === 'unknown' ? found : [], place: -1 }]
  }
  return [...rowFor('unaffected', ['None', 'Not needed']), ...rowFor('unknown', ['Not known', 'Not known'])]
}

/** `3.12.0 to 3.12.4, 3.12.7`: neighbours as stretches where the scheme has an order, each release for itself where not. */
function stretchesOf(
  own: readonly ReleaseStatus[],
  wanted: (release: ReleaseStatus) => boolean,
  ordered: boolean,
): Phrase {
  const stretches: { first: Release; last: Release }[] = []
  for (const [i, each] of own.entries()) {
    if (!wanted(each)) continue
    const before = own[i - 1]
    const current = stretches.at(-1)
    if (ordered && current !== undefined && before !== undefined && wanted(before)) current.last = each.release
    else stretches.push({ first: each.release, last: each.release })
  }
  const parts = stretches.map(({ first, last }): Phrase => {
    const from = { code: first.version.text }
    return first === last ? [from] : [from, ' to ', { code: last.version.text }]
  })
  return parts.length <= 1 ? parts.flat() : joined(parts, ', ')
}

function isAffected({ status }: ReleaseStatus): boolean {
  return status === 'affected'
}

function isUnknown({ status }: ReleaseStatus): boolean {
  return status === 'unknown'
}

/** The names of rows, for the start of a sentence: `3.13, 3.14 or main`. */
export function namesOf(rows: readonly BranchRow[]): Phrase {
  return listed(
    rows.map((row) => row.name),
    'or',
  )
}
