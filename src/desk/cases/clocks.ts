import { businessDaysAfter, disputeDays } from '#lint'
import type { Dispute } from './dispute.ts'
import { isOpen } from './moves.ts'
import type { CaseState, Clock, ClockKind } from './view.ts'

/** What clocks look at. Moments are RFC 3339, UTC. */
export interface ClockFacts {
  readonly state: CaseState
  readonly received: string
  /** When anybody of the team last did something. */
  readonly touched: string
  /** When the reporter was last written to, and last heard. */
  readonly asked?: string
  readonly heard?: string
  /** When everybody may know, as agreed. */
  readonly disclosure?: string
  readonly exploitedSince?: string
  readonly public?: { readonly at: string; readonly by: 'us' | 'others' }
  /** Whether the record of its vulnerability is out. */
  readonly recordPublished: boolean
  readonly dispute?: Pick<Dispute, 'received' | 'acknowledged' | 'extended' | 'decided'>
}

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** Business days until a report is acknowledged, as most disclosure policies promise. */
const ACKNOWLEDGE_DAYS = 2
/** Days that a case may lie before somebody looks at it again. */
const IDLE_DAYS = 3
/** Days after which a silent reporter is asked once more, or the case goes on without. */
const SILENT_DAYS = 14
/** Days that reporters wait by custom before they publish by themselves. */
const DISCLOSURE_DAYS = 90
/** Days until something is said where a vulnerability is used in the wild. */
const EXPLOITED_DAYS = 7
/** Hours until the record of what is public is published (CNA rules 4.5.1.3 and 4.5.1.4). */
const RECORD_HOURS = { us: 24, others: 72 } as const

/** The clocks that run at `now`, the one that runs out first in front. */
export function clocksOf(facts: ClockFacts, now: string): readonly Clock[] {
  const clocks = [...(isOpen(facts.state) ? openClocks(facts) : [])]
  return clocks
    .map(({ kind, since, due, words }) => ({ kind, since, due, words, overdue: Date.parse(now) > Date.parse(due) }))
    .toSorted((a, b) => Date.parse(a.due) - Date.parse(b.due))
}

type Running = Omit<Clock, 'overdue'>

function openClocks(facts: ClockFacts): readonly Running[] {
  const { state, received, touched, asked, heard, disclosure, exploitedSince, recordPublished } = facts
  const clocks: Running[] = []
  const add = (kind: ClockKind, since: string, due: string, words: string): void => {
    clocks.push({ kind, since, due, words })
  }
  if (asked !== undefined && (heard === undefined || Date.parse(heard) < Date.parse(asked))) {
    const who = facts.dispute === undefined ? 'The reporter' : 'Whoever disputes the record'
    add('reporter-silent', asked, later(asked, SILENT_DAYS * DAY), `${who} has not answered`)
  }
  if (facts.dispute !== undefined) {
    add(...disputeClock(facts.dispute))
    return clocks
  }
  if (state === 'new') {
    add(
      'acknowledge',
      received,
      endOf(businessDaysAfter(received, ACKNOWLEDGE_DAYS)),
      'The reporter waits for a first answer',
    )
  }
  if (state === 'acknowledged' || state === 'triage') {
    add('triage', touched, later(touched, IDLE_DAYS * DAY), 'Nobody has looked at it for a while')
  }
  if (facts.public !== undefined) {
    const { at, by } = facts.public
    if (!recordPublished) {
      const who = by === 'us' ? 'we made it public' : 'others made it public'
      add('record-due', at, later(at, RECORD_HOURS[by] * HOUR), `Publish the record: ${who}`)
    }
    return clocks
  }
  if (exploitedSince !== undefined) {
    add('exploited', exploitedSince, later(exploitedSince, EXPLOITED_DAYS * DAY), 'It is used by attackers')
  }
  add(
    'disclosure',
    received,
    disclosure ?? later(received, DISCLOSURE_DAYS * DAY),
    disclosure === undefined
      ? `${DISCLOSURE_DAYS} days since the report: the reporter may publish`
      : 'The agreed day of disclosure',
  )
  return clocks
}

/** The answer that is due next. A dispute is about what is public: nothing of it waits for a disclosure. */
function disputeClock({
  received,
  acknowledged,
  extended,
}: NonNullable<ClockFacts['dispute']>): readonly [kind: ClockKind, since: string, due: string, words: string] {
  const { acknowledge, decide, final } = disputeDays(received)
  if (acknowledged === undefined) {
    return ['dispute-acknowledge', received, endOf(acknowledge), 'Acknowledge the dispute of the record']
  }
  return extended === undefined
    ? ['dispute-decide', acknowledged, endOf(decide), 'Decide the dispute, or take more time']
    : ['dispute-final', extended.at, endOf(final), 'Decide the dispute: after that it may be escalated']
}

/** A day is in time to its end, in UTC. */
function endOf(day: string): string {
  return `${day}T23:59:59.000Z`
}

function later(moment: string, milliseconds: number): string {
  return new Date(Date.parse(moment) + milliseconds).toISOString()
}
