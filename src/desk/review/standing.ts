import type { NamedPerson, ReviewDecision, ReviewRequest, ReviewState } from './view.ts'

/** One edition of the facts, as far as review asks. */
export interface EditionFact {
  readonly version: number
  readonly by: NamedPerson
  readonly at: string
  /** Whether it changed what was or will be said; a mere move from one state to the next does not. */
  readonly meaning: boolean
}

export interface ReviewHistory {
  /** All editions, the oldest first. */
  readonly editions: readonly EditionFact[]
  readonly requests: readonly ReviewRequest[]
  readonly decisions: readonly ReviewDecision[]
  /** The edition that is public; what was approved for it is used up. */
  readonly published?: number
}

/** Where the review of a vulnerability stands. */
export interface Standing {
  readonly state: ReviewState
  readonly request?: ReviewRequest
  /** The approval that holds, or that was taken back. */
  readonly approval?: ReviewDecision
  readonly takenBack?: { readonly by: NamedPerson; readonly at: string }
  /** Who changed something since the last approval, in the order in which they began. */
  readonly authors: readonly NamedPerson[]
}

/** Steward itself: what it writes (a date, a bound that a release confirmed) needs no second pair of eyes. */
export const STEWARD: NamedPerson = { id: 'steward', name: 'Steward' }

/**
 * An approval is for one edition. Whatever changes the meaning afterwards takes it back, whoever did it; and whoever did it is an
 * author until somebody else has approved.
 */
export function standingOf({ editions, requests, decisions, published = 0 }: ReviewHistory): Standing {
  const approval = latest(decisions.filter(({ decision }) => decision === 'approve'))
  const since = editions.filter(({ version, meaning }) => meaning && version > (approval?.version ?? 0))
  const authors = [...new Map(since.filter(({ by }) => by.id !== STEWARD.id).map(({ by }) => [by.id, by])).values()]
  const request = latest(requests)
  const decision = latest(decisions)
  const isAsked = request !== undefined && (decision === undefined || Date.parse(request.at) > Date.parse(decision.at))
  const isUsed = approval !== undefined && approval.version <= published && since.length > 0
  const first = since[0]
  const asked = request === undefined || isUsed ? {} : { request }
  if (isAsked) return { state: 'requested', request, ...(approval !== undefined && !isUsed && { approval }), authors }
  if (decision === undefined || isUsed) return { state: 'none', authors }
  if (decision.decision === 'ask-changes') return { state: 'changes-asked', ...asked, authors }
  if (first === undefined) return { state: 'approved', ...asked, approval: decision, authors }
  return { state: 'taken-back', ...asked, approval: decision, takenBack: { by: first.by, at: first.at }, authors }
}

function latest<T extends { readonly at: string }>(events: readonly T[]): T | undefined {
  return events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1)
}
