import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Dispute, nextSteps, type StepWish, stateOfDispute, takeStep, undecided } from './dispute.ts'
import { movesFrom } from './moves.ts'
import { CASE_STATES } from './view.ts'

const NOW = '2030-05-02T09:00:00.000Z'
const fresh: Dispute = {
  ...{ vulnerability: 'LSF-2030-4', cve: 'CVE-2030-10421', by: 'Ember Linux', claim: 'As intended.' },
  ...{ received: '2030-05-01T15:00:00.000Z', was: 'new' },
}
const acknowledged: Dispute = { ...fresh, acknowledged: NOW }
const extended: Dispute = { ...acknowledged, extended: { at: NOW, reason: 'asked' } }
const decided: Dispute = { ...extended, decided: { at: NOW, outcome: 'unchanged', reason: 'because' } }

type Row = readonly [why: string, dispute: Dispute, wish: StepWish, said: Dispute | string]

const rows: readonly Row[] = [
  ['a letter went out', fresh, { step: 'acknowledge' }, acknowledged],
  ['once', acknowledged, { step: 'acknowledge' }, 'DISPUTE_NO_SUCH_STEP'],
  ['more time, without a word', acknowledged, { step: 'extend' }, 'DISPUTE_REASON_ABSENT'],
  ['more time', acknowledged, { step: 'extend', reason: 'asked' }, extended],
  ['more time is taken once', extended, { step: 'extend', reason: 'asked' }, 'DISPUTE_NO_SUCH_STEP'],
  ['who says that more time is needed has answered', fresh, { step: 'extend', reason: 'asked' }, extended],
  ['a decision about nothing', extended, { step: 'decide', reason: 'because' }, 'DISPUTE_OUTCOME_ABSENT'],
  ['without a reason', extended, { step: 'decide', outcome: 'unchanged' }, 'DISPUTE_REASON_ABSENT'],
  ['a decision', extended, { step: 'decide', outcome: 'unchanged', reason: 'because' }, decided],
  ['a second one', decided, { step: 'decide', outcome: 'rejected', reason: 'no' }, 'DISPUTE_NO_SUCH_STEP'],
  ['nothing after it', decided, { step: 'acknowledge' }, 'DISPUTE_NO_SUCH_STEP'],
  ['before it came', fresh, { step: 'acknowledge', at: '2030-04-30T23:59:59.000Z' }, 'DISPUTE_MOMENT'],
  ['tomorrow', fresh, { step: 'acknowledge', at: '2030-05-03T00:00:00.000Z' }, 'DISPUTE_MOMENT'],
  [
    'on the day on which it came, by the day alone',
    fresh,
    { step: 'acknowledge', at: '2030-05-01T00:00:00.000Z' },
    { ...fresh, acknowledged: '2030-05-01T00:00:00.000Z' },
  ],
]

for (const [why, dispute, wish, said] of rows) {
  test(`dispute: ${why}`, () => {
    const taken = takeStep(dispute, wish, NOW)
    assert.deepEqual(taken.ok ? taken.value : taken.fault.code, said)
  })
}

test('every step that is offered can be taken, and no other', () => {
  for (const dispute of [fresh, acknowledged, extended, decided]) {
    const offered = nextSteps(dispute).map(({ step }) => step)
    for (const step of ['acknowledge', 'extend', 'decide'] as const) {
      const { ok } = takeStep(dispute, { step, reason: 'x', outcome: 'modified' }, NOW)
      assert.equal(ok, offered.includes(step), step)
    }
  }
})

test('a case that is a dispute is never triaged, and every end of it can be taken back', () => {
  for (const dispute of [fresh, acknowledged, extended, decided]) {
    for (const state of CASE_STATES) {
      const ways = movesFrom(state, dispute).map(({ to }) => to)
      assert(!ways.includes('triage') && !ways.includes('accepted'), state)
      if (state === 'closed' || state === 'withdrawn') assert.deepEqual(ways, [stateOfDispute(undecided(dispute))])
    }
  }
})
