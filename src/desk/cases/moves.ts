import { type Fault, fail, ok, type Result } from '#fault'
import { type Dispute, stateOfDispute, undecided } from './dispute.ts'
import type { CaseMove, CaseState } from './view.ts'

const ACKNOWLEDGE: CaseMove = { to: 'acknowledged', verb: 'Acknowledge' }
const TRIAGE: CaseMove = { to: 'triage', verb: 'Begin triage' }
const REOPEN: CaseMove = { to: 'triage', verb: 'Open again' }

/** The ways in which a report is no vulnerability of ours. Each is told to the reporter, so that each but spam has its reason. */
const ENDS: readonly CaseMove[] = [
  { to: 'not-a-vulnerability', verb: 'Not a vulnerability', needs: 'reason' },
  { to: 'duplicate', verb: 'Duplicate', needs: 'duplicate-of' },
  { to: 'out-of-scope', verb: 'Out of scope', needs: 'reason' },
  { to: 'hardening', verb: 'Harden in public', needs: 'reason' },
  { to: 'spam', verb: 'Spam' },
  { to: 'withdrawn', verb: 'Withdrawn by the reporter' },
]

/** Where a case may go from each state; the likeliest first. */
const MOVES: Readonly<Record<CaseState, readonly CaseMove[]>> = {
  new: [ACKNOWLEDGE, ...ENDS.filter(({ to }) => to === 'duplicate' || to === 'spam' || to === 'withdrawn')],
  acknowledged: [TRIAGE, ...ENDS],
  triage: [{ to: 'accepted', verb: 'Accept' }, ...ENDS],
  accepted: [
    { to: 'closed', verb: 'Close' },
    { to: 'triage', verb: 'Back to triage', needs: 'reason' },
  ],
  'not-a-vulnerability': [REOPEN],
  duplicate: [REOPEN],
  'out-of-scope': [REOPEN],
  hardening: [REOPEN],
  spam: [REOPEN],
  withdrawn: [REOPEN],
  closed: [{ to: 'accepted', verb: 'Open again' }],
}

/** The ways in which a dispute ends without a decision. It goes on by its own steps, and never through triage. */
const DISPUTE_ENDS: readonly CaseMove[] = [
  { to: 'withdrawn', verb: 'Withdrawn by whoever disputes' },
  { to: 'spam', verb: 'Spam' },
]

export function movesFrom(state: CaseState, dispute?: Dispute): readonly CaseMove[] {
  if (dispute === undefined) return MOVES[state]
  return isOpen(state) ? DISPUTE_ENDS : [{ to: stateOfDispute(undecided(dispute)), verb: 'Open again' }]
}

/** Whether anything is still to be done. */
export function isOpen(state: CaseState): boolean {
  return state === 'new' || state === 'acknowledged' || state === 'triage' || state === 'accepted'
}

/** What somebody wants of a case, as far as moves ask. */
export interface MoveWish {
  readonly to: CaseState
  readonly reason?: string
  readonly duplicateOf?: string
}

/** The move, or why there is none. Codes: `CASE_NO_SUCH_MOVE`, `CASE_REASON_ABSENT`, `CASE_DUPLICATE_OF_ABSENT`. */
export function checkMove(from: CaseState, { to, reason, duplicateOf }: MoveWish, dispute?: Dispute): Result<CaseMove> {
  const ways = movesFrom(from, dispute)
  const move = ways.find((each) => each.to === to)
  if (move === undefined) return fail(noSuchMove(from, to, ways))
  if (move.needs === 'reason' && reason === undefined) {
    return fail({
      code: 'CASE_REASON_ABSENT',
      kind: 'invalid',
      message: `a case goes from ${from} to ${to} with a reason`,
      at: '/reason',
      hint: 'say in a sentence why; the reporter will ask',
    })
  }
  if (move.needs === 'duplicate-of' && duplicateOf === undefined) {
    return fail({
      code: 'CASE_DUPLICATE_OF_ABSENT',
      kind: 'invalid',
      message: 'a duplicate names what it repeats',
      at: '/duplicateOf',
      hint: 'give the number of the case, or the identifier of the vulnerability',
    })
  }
  return ok(move)
}

function noSuchMove(from: CaseState, to: CaseState, ways: readonly CaseMove[]): Fault {
  return {
    code: 'CASE_NO_SUCH_MOVE',
    kind: 'conflict',
    message: `a case does not go from ${from} to ${to}`,
    hint: `from here it goes to ${ways.map((each) => each.to).join(', ')}`,
  }
}
