import type { VulnerabilityRow } from '#desk/advisories'
import type { BoardRound } from '#desk/board'
import type { CaseRow, Clock } from '#desk/cases'
import type { PublicationRow } from '#desk/publishing'
import type { Standing } from '#desk/review'
import type { Need, NeedKind } from './view.ts'

const DAY = 24 * 60 * 60 * 1000

/** Days before the end of an embargo from which it is a need. */
const EMBARGO_DAYS = 14

/** Who looks, as far as needs ask: what they may do in a project, and who they are. */
export interface Looker {
  readonly person: string
  may(
    operation:
      | 'review.approve'
      | 'vulnerability.edit'
      | 'publication.start'
      | 'case.edit'
      | 'board.decide'
      | 'ids.release',
    project: string,
  ): boolean
}

/** One vulnerability with everything that could want somebody. */
export interface Work {
  readonly row: VulnerabilityRow
  readonly standing: Standing
  readonly publication?: PublicationRow
  /** People who are credited and have not said whether they want to be named. */
  readonly unasked: number
}

const CASE_NEEDS: Readonly<Record<Clock['kind'], readonly [kind: NeedKind, verb: string]>> = {
  acknowledge: ['case-acknowledge', 'Answer'],
  triage: ['case-idle', 'Go on'],
  'reporter-silent': ['case-reporter-silent', 'Ask again'],
  disclosure: ['case-disclosure', 'Prepare'],
  exploited: ['case-exploited', 'Act'],
  'record-due': ['record-due', 'Publish'],
  'dispute-acknowledge': ['dispute-acknowledge', 'Acknowledge'],
  'dispute-decide': ['dispute-decide', 'Decide'],
  'dispute-final': ['dispute-decide', 'Decide'],
}

/** Clocks that run long before anybody has to do something. */
const NOT_YET: ReadonlySet<Clock['kind']> = new Set(['disclosure', 'reporter-silent', 'triage'])

export function caseNeeds(
  looker: Looker,
  { id, project, title }: CaseRow,
  number: string,
  clocks: readonly Clock[],
  now: string,
): readonly Need[] {
  if (!looker.may('case.edit', project)) return []
  return clocks
    .filter(
      ({ kind, due }) =>
        !NOT_YET.has(kind) ||
        (Date.parse(due) - Date.parse(now) < EMBARGO_DAYS * DAY && kind === 'disclosure') ||
        Date.parse(due) < Date.parse(now),
    )
    .map(({ kind, since, due, words }) => ({
      kind: CASE_NEEDS[kind][0],
      title: words,
      words: `Case ${number} · ${title}`,
      verb: CASE_NEEDS[kind][1],
      href: `/cases/${id}`,
      project,
      since,
      due,
    }))
}

export function workNeeds(looker: Looker, { row, standing, publication, unasked }: Work, now: string): readonly Need[] {
  const { id, project, stage, listed, embargoed } = row
  const name = listed.cve ?? id
  const about = { words: `${name} · ${listed.title}`, project }
  const review = `/vulnerabilities/${id}/review`
  const needs: Need[] = []
  const isAuthor = standing.authors.some((author) => author.id === looker.person)
  const isOut = stage === 'published' || stage === 'rejected'
  if (standing.state === 'requested' && !isAuthor && looker.may('review.approve', project)) {
    const { request } = standing
    const asked = request === undefined ? {} : { since: request.at }
    needs.push({ kind: 'review', title: 'A review waits for you', ...about, verb: 'Review', href: review, ...asked })
  }
  if (standing.state === 'changes-asked' && looker.may('vulnerability.edit', project) && isAuthor) {
    needs.push({ kind: 'changes-asked', title: 'A reviewer asks for changes', ...about, verb: 'Read', href: review })
  }
  const ends = listed.embargo === undefined ? Number.NaN : Date.parse(listed.embargo)
  const isNear = ends - Date.parse(now) < EMBARGO_DAYS * DAY
  if (stage === 'approved' && looker.may('publication.start', project)) {
    const due = embargoed && listed.embargo !== undefined ? { since: row.updatedAt, due: listed.embargo } : {}
    if (!embargoed || isNear) {
      needs.push({
        kind: 'record-due',
        title: 'Approved: the record can be published',
        ...about,
        verb: 'Publish',
        href: review,
        ...due,
      })
    }
  } else if (
    embargoed &&
    listed.embargo !== undefined &&
    isNear &&
    !isOut &&
    stage !== 'scheduled' &&
    looker.may('vulnerability.edit', project)
  ) {
    const words =
      stage === 'review' ? 'It is not approved, and the embargo ends' : 'It is not ready, and the embargo ends'
    needs.push({
      kind: 'embargo-ends',
      title: words,
      ...about,
      verb: 'Continue',
      href: `/vulnerabilities/${id}`,
      since: row.createdAt,
      due: listed.embargo,
    })
  }
  if (publication !== undefined && looker.may('publication.start', project)) {
    const { state, runAt, requestedAt, target } = publication
    if (state === 'refused' || state === 'differs') {
      needs.push({
        kind: 'publication-refused',
        title: `The record did not get to ${target}`,
        ...about,
        verb: 'Look',
        href: review,
        since: requestedAt,
      })
    }
    if (state === 'scheduled' && runAt !== undefined) {
      needs.push({
        kind: 'scheduled',
        title: `Scheduled for ${target}`,
        ...about,
        verb: 'Look',
        href: review,
        since: requestedAt,
        due: runAt,
      })
    }
  }
  if (unasked > 0 && !isOut && looker.may('vulnerability.edit', project)) {
    const who = unasked === 1 ? 'One person has' : `${unasked} people have`
    needs.push({
      kind: 'credit-consent',
      title: `${who} not said whether they want to be named`,
      ...about,
      verb: 'Ask',
      href: `/vulnerabilities/${id}`,
    })
  }
  return needs
}

export function boardNeed(looker: Looker, { project, title, tag, version, seen, counts }: BoardRound): readonly Need[] {
  const { all, open, conflicts, approved, published, refused } = counts
  if (open + conflicts + approved + refused === 0) return []
  if (!looker.may('board.decide', project) && !looker.may('publication.start', project)) return []
  const parts = [
    `${published} published`,
    ...(open > 0 ? [`${open} wait for you`] : []),
    ...(conflicts > 0 ? [`${conflicts} conflict with a statement`] : []),
    ...(approved > 0 ? [`${approved} approved`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ]
  return [
    {
      kind: 'board',
      title: `${title} ${version} was tagged: ${all === 1 ? 'a record changes' : `${all} records change`}`,
      words: `${parts.join(', ')}.`,
      verb: 'Open board',
      href: `/board/${project}/${encodeURIComponent(tag)}`,
      project,
      since: seen,
    },
  ]
}

export function staleNeed(looker: Looker, project: string, target: string, stale: number): readonly Need[] {
  if (stale === 0 || !looker.may('ids.release', project)) return []
  return [
    {
      kind: 'stale-ids',
      title: `${stale === 1 ? 'One CVE ID is' : `${stale} CVE IDs are`} reserved for 90 days and used for nothing`,
      words: `At ${target}: use or reject them.`,
      verb: 'Open ID desk',
      href: `/ids?project=${project}&target=${target}&show=stale`,
      project,
    },
  ]
}

/** What runs out first comes first; what has no clock comes last, the oldest first. */
export function byClock(a: Need, b: Need): number {
  const due = ({ due: at }: Need): number => (at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at))
  const since = ({ since: at }: Need): number => (at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at))
  if (due(a) !== due(b)) return due(a) - due(b)
  return since(a) === since(b) ? 0 : since(a) - since(b)
}
