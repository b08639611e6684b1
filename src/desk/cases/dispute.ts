import { type Fault, fail, ok, type Result } from '#fault'
import type { CaseState, DisputeOutcome, DisputeStep, NextStep } from './view.ts'

/** That somebody disputes a record that is published, and how far the answer is. Moments are RFC 3339, UTC. */
export interface Dispute {
  /** Identifier of the vulnerability, and the CVE ID of its record. */
  readonly vulnerability: string
  readonly cve: string
  /** Who disputes it, as they call themselves, and what they claim. */
  readonly by: string
  readonly claim: string
  readonly received: string
  readonly acknowledged?: string
  /** That more time is needed, as they were told. */
  readonly extended?: { readonly at: string; readonly reason: string }
  readonly decided?: { readonly at: string; readonly outcome: DisputeOutcome; readonly reason: string }
  /** The state of the case before, for when it turns out to be no dispute. */
  readonly was: CaseState
}

/** What a decision does to the record: the procedure of the CVE Program, and the words of the record format. */
export const OUTCOME_WORDS: Readonly<Record<DisputeOutcome, string>> = {
  unchanged: 'the record stands',
  modified: 'the record is modified',
  disputed: 'the record is tagged disputed',
  rejected: 'the record is rejected',
}

const STEPS: Readonly<Record<DisputeStep, NextStep>> = {
  acknowledge: { step: 'acknowledge', verb: 'Acknowledge' },
  decide: { step: 'decide', verb: 'Decide', needs: 'outcome' },
  extend: { step: 'extend', verb: 'Take more time', needs: 'reason' },
}

/** What can be done about a dispute now; the likeliest first. */
export function nextSteps({ acknowledged, extended, decided }: Dispute): readonly NextStep[] {
  if (decided !== undefined) return []
  return [
    ...(acknowledged === undefined ? [STEPS.acknowledge] : []),
    STEPS.decide,
    ...(extended === undefined ? [STEPS.extend] : []),
  ]
}

/** The state of a case that is a dispute, while nobody ended it in another way. */
export function stateOfDispute({ acknowledged, decided }: Dispute): CaseState {
  if (decided !== undefined) return 'closed'
  return acknowledged === undefined ? 'new' : 'acknowledged'
}

/** The same dispute with no decision: it is open again. */
export function undecided({ decided: _, ...rest }: Dispute): Dispute {
  return rest
}

export interface StepWish {
  readonly step: DisputeStep
  /** When it was done, where that was not now. */
  readonly at?: string
  readonly reason?: string
  readonly outcome?: DisputeOutcome
}

/**
 * The dispute after a step. Whoever says that more time is needed, or decides, has acknowledged it with that at the latest.
 *
 * Codes: `DISPUTE_NO_SUCH_STEP`, `DISPUTE_REASON_ABSENT`, `DISPUTE_OUTCOME_ABSENT`, `DISPUTE_MOMENT`.
 */
export function takeStep(dispute: Dispute, wish: StepWish, now: string): Result<Dispute> {
  const { step, at = now, reason, outcome } = wish
  const steps = nextSteps(dispute)
  if (!steps.some((next) => next.step === step)) return fail(noSuchStep(step, steps))
  const moment = checkMoment(dispute, at, now)
  if (moment !== undefined) return fail(moment)
  const answered = { ...dispute, acknowledged: dispute.acknowledged ?? at }
  if (step === 'acknowledge') return ok(answered)
  if (step === 'decide' && outcome === undefined) return fail(OUTCOME_ABSENT)
  if (reason === undefined) return fail(REASON_ABSENT)
  if (step === 'extend' || outcome === undefined) return ok({ ...answered, extended: { at, reason } })
  return ok({ ...answered, decided: { at, outcome, reason } })
}

/** A letter is as old as the dispute that it answers, or younger; what is entered on the same day may say an earlier hour. */
function checkMoment({ received }: Pick<Dispute, 'received'>, at: string, now: string): Fault | undefined {
  if (dayOf(at) < dayOf(received)) return BEFORE_IT_CAME
  return Date.parse(at) > Date.parse(now) ? { ...OF_THE_FUTURE, at: '/at' } : undefined
}

function dayOf(at: string): string {
  return new Date(at).toISOString().slice(0, 10)
}

function noSuchStep(step: DisputeStep, steps: readonly NextStep[]): Fault {
  return {
    code: 'DISPUTE_NO_SUCH_STEP',
    kind: 'conflict',
    message: steps.length === 0 ? 'the dispute is decided' : `the dispute is past the step ${step}`,
    hint:
      steps.length === 0
        ? 'open it again first'
        : `from here it goes on with ${steps.map((next) => next.step).join(', ')}`,
  }
}

const REASON_ABSENT: Fault<'DISPUTE_REASON_ABSENT'> = {
  code: 'DISPUTE_REASON_ABSENT',
  kind: 'invalid',
  message: 'more time is taken, and a dispute decided, with a reason',
  at: '/reason',
  hint: 'say in a sentence why; whoever disputes is told',
}

const OUTCOME_ABSENT: Fault<'DISPUTE_OUTCOME_ABSENT'> = {
  code: 'DISPUTE_OUTCOME_ABSENT',
  kind: 'invalid',
  message: 'a decision says what becomes of the record',
  at: '/outcome',
  hint: 'unchanged, modified, disputed or rejected',
}

const BEFORE_IT_CAME: Fault<'DISPUTE_MOMENT'> = {
  code: 'DISPUTE_MOMENT',
  kind: 'invalid',
  message: 'a dispute is answered on the day on which it came, or later',
  at: '/at',
}

export const OF_THE_FUTURE: Fault<'DISPUTE_MOMENT'> = {
  code: 'DISPUTE_MOMENT',
  kind: 'invalid',
  message: 'what lies in the future has not happened',
  at: '/received',
}
