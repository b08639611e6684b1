import { fail, ok, type Result } from '#fault'
import type { Project } from '#project'
import { type Assessment, type Range, referencesOf, type Vulnerability } from '#vulnerability'
import { type Action, actionsOf } from './actions.ts'
import { type BranchRow, branchRows } from './branch-rows.ts'
import { dayOf } from './days.ts'
import { type Happening, historyOf } from './history.ts'
import { type CreditLine, creditLines, referenceLabel } from './labels.ts'
import { joined, listed, type Phrase } from './phrase.ts'
import { type Rating, ratingOf } from './severity-words.ts'

/** Who will read it, and when it was last corrected. */
export interface AdvisoryOptions {
  /** A public rendering is refused as long as an embargo holds. */
  readonly public: boolean
  readonly now: string // RFC 3339
  /** RFC 3339; the day of the last correction, shown where it is later than the publication. */
  readonly modified?: string
}

/**
 * Everything that an advisory says, in the order in which it is read. The renderings print it and decide nothing themselves, so that
 * the page, the mail and the site can never say different things.
 */
export interface Summary {
  /** `LSF-2030-4`; good as an anchor. */
  readonly id: string
  /** All identifiers, the project's own first. */
  readonly ids: readonly string[]
  readonly title: string
  readonly product: string
  /** Publication and last correction, or that there is none yet. */
  readonly dates: Phrase
  /** Markdown. */
  readonly description: string
  /** Absent for an advisory that was withdrawn, of which only {@link Summary.withdrawn} and the description are left. */
  readonly matter?: Matter
  readonly withdrawn?: Phrase
  readonly history: readonly Happening[]
  readonly references: readonly Link[]
  readonly credits: readonly CreditLine[]
}

/** The part for people who run the product. */
export interface Matter {
  readonly actions: readonly Action[]
  /** What must all be true for somebody to be affected; empty where running an affected release is enough. */
  readonly conditions: readonly Phrase[]
  readonly rows: readonly BranchRow[]
  /** The ranges as records have them, as one sentence; empty where there are none. */
  readonly ranges: Phrase
  /** Why each branch stands as its row says. */
  readonly reasons: readonly { readonly branch: string; readonly why: string }[]
  readonly check: Phrase
  /** The commits to look for in a build of one's own: each group is a complete fix. */
  readonly commits: readonly { readonly branch?: string; readonly commits: readonly string[] }[]
  /** Markdown. */
  readonly workarounds?: string
  /** The scores, for the head of the advisory. */
  readonly severity: Phrase
  readonly ratings: readonly Rating[]
  readonly weaknesses: readonly string[]
}

export interface Link {
  readonly label: string
  readonly url: string
  readonly name?: string
}

/** The whole content of an advisory. Code: `ADVISORY_EMBARGO`. */
export function summarise(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  options: AdvisoryOptions,
): Result<Summary, 'ADVISORY_EMBARGO'> {
  const facts = assessment.vulnerability
  // An embargo that cannot be compared with the present holds: what is not known to be public is not.
  if (options.public && facts.embargo !== undefined && !(Date.parse(options.now) >= Date.parse(facts.embargo))) {
    return fail({
      code: 'ADVISORY_EMBARGO',
      kind: 'refused',
      message: `cannot render ${facts.id} for the public: its embargo holds until ${facts.embargo}`,
      hint: 'wait, or move the date in the file of facts',
    })
  }
  const rejected = facts.state === 'rejected'
  return ok({
    id: facts.id,
    ids: [...new Set([facts.id, ...(facts.cve === undefined ? [] : [facts.cve]), ...facts.aliases])],
    title: facts.title.replaceAll(/\s+/g, ' ').trim(),
    product: project.title,
    dates: datesPhrase(facts, options),
    description: facts.description,
    ...(rejected ? { withdrawn: withdrawnPhrase(facts) } : { matter: matterOf(project, assessment, ranges) }),
    history: historyOf(project, assessment),
    references: referencesOf(project, assessment).map((reference) => ({
      label: referenceLabel(reference),
      url: reference.url,
      ...(reference.name === undefined ? {} : { name: reference.name }),
    })),
    credits: creditLines(facts.credits),
  })
}

function matterOf(project: Project, assessment: Assessment, ranges: readonly Range[]): Matter {
  const facts = assessment.vulnerability
  const rows = branchRows(project, assessment)
  const ratings = facts.severity.map(ratingOf)
  return {
    actions: actionsOf(project, rows, facts.workarounds !== undefined),
    conditions: conditionsOf(project, facts),
    rows,
    ranges: rangesPhrase(ranges),
    reasons: assessment.branches.map(({ branch, why }) => ({ branch: branch === '' ? 'All releases' : branch, why })),
    check: [
      `Find out which version of ${project.title} you run and look for its branch above. `,
      'A version that is not covered there was not assessed: that does not make it safe.',
    ],
    commits: assessment.fixCommits,
    ...(facts.workarounds === undefined ? {} : { workarounds: facts.workarounds }),
    severity: severityPhrase(ratings),
    ratings,
    weaknesses: facts.weaknesses,
  }
}

function severityPhrase(ratings: readonly Rating[]): Phrase {
  if (ratings.length === 0) return ['Severity: not known']
  return [`Severity: ${ratings.map(({ version, score }) => `${score.toFixed(1)} of 10 (CVSS ${version})`).join(', ')}`]
}

function datesPhrase({ published, state }: Vulnerability, { modified }: AdvisoryOptions): Phrase {
  const first = dayOf(published)
  if (first === undefined) return [state === 'published' ? 'The day of publication is not known' : 'Not published yet']
  const last = dayOf(modified)
  const correction: Phrase = last === undefined || last <= first ? [] : [', last corrected ', { day: last }]
  return ['Published ', { day: first }, ...correction]
}

function withdrawnPhrase({ rejectedReason }: Vulnerability): Phrase {
  const reason = rejectedReason?.trim()
  const why = reason === undefined || reason === '' ? 'The reason is not known.' : reason
  return [`This advisory was withdrawn. ${/[.!?]$/.test(why) ? why : `${why}.`} You need to do nothing because of it.`]
}

function conditionsOf(project: Project, { modules, platforms }: Vulnerability): readonly Phrase[] {
  if (modules.length + platforms.length === 0) return []
  const code = (name: string): { readonly code: string } => ({ code: name })
  return [
    ['You run one of the affected releases below.'],
    ...(modules.length === 0
      ? []
      : [['Your program uses ', ...listed(modules.map(code), 'or'), ', or a tool that does.']]),
    ...(platforms.length === 0 ? [] : [[`You run ${project.title} on `, ...listed(platforms, 'or'), '.']]),
  ]
}

function rangesPhrase(ranges: readonly Range[]): Phrase {
  const affected = ranges.filter(({ status }) => status === 'affected')
  if (affected.length === 0) return []
  const parts = affected.map(({ lower, upper, provisional }): Phrase => {
    const from: Phrase = lower === '0' ? ['from the beginning'] : ['from ', { code: lower }]
    if (upper === undefined) return [...from, ' with no end']
    return [...from, ' to before ', { code: upper }, ...(provisional ? [' (not yet released)'] : [])]
  })
  return ['As ranges, the affected versions are: ', ...joined(parts, '; '), '.']
}
