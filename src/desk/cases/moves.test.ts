import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkMove, isOpen, type MoveWish, movesFrom } from './moves.ts'
import { CASE_STATES, type CaseState } from './view.ts'

type Row = readonly [why: string, from: CaseState, wish: MoveWish, said: string]

const rows: readonly Row[] = [
  ['a report is acknowledged first', 'new', { to: 'acknowledged' }, 'ok'],
  ['and not accepted before anybody looked', 'new', { to: 'accepted' }, 'CASE_NO_SUCH_MOVE'],
  ['spam is spam at the first look', 'new', { to: 'spam' }, 'ok'],
  ['triage comes after the first answer', 'acknowledged', { to: 'triage' }, 'ok'],
  ['triage accepts', 'triage', { to: 'accepted' }, 'ok'],
  ['no vulnerability, without a word', 'triage', { to: 'not-a-vulnerability' }, 'CASE_REASON_ABSENT'],
  ['no vulnerability, and why', 'triage', { to: 'not-a-vulnerability', reason: 'documented' }, 'ok'],
  ['a duplicate of what', 'triage', { to: 'duplicate', reason: 'seen before' }, 'CASE_DUPLICATE_OF_ABSENT'],
  ['a duplicate of that', 'triage', { to: 'duplicate', duplicateOf: 'L-0001' }, 'ok'],
  ['what was accepted is no spam any more', 'accepted', { to: 'spam' }, 'CASE_NO_SUCH_MOVE'],
  ['accepted by mistake, with the reason', 'accepted', { to: 'triage', reason: 'the report was wrong' }, 'ok'],
  ['accepted by mistake, without', 'accepted', { to: 'triage' }, 'CASE_REASON_ABSENT'],
  ['every end can be taken back', 'withdrawn', { to: 'triage' }, 'ok'],
  ['no state goes to itself', 'triage', { to: 'triage' }, 'CASE_NO_SUCH_MOVE'],
]

for (const [why, from, wish, said] of rows) {
  test(`move: ${why}`, () => {
    const checked = checkMove(from, wish)
    assert.equal(checked.ok ? 'ok' : checked.fault.code, said)
  })
}

test('every state has a way on, and from every state the end can be reached', () => {
  for (const state of CASE_STATES) {
    const reached = new Set<CaseState>([state])
    for (const each of reached) for (const { to } of movesFrom(each)) reached.add(to)
    assert(reached.has('closed'), `${state} never gets to closed`)
    assert(movesFrom(state).length > 0, state)
  }
})

test('only what is closed or no vulnerability is done', () => {
  assert.deepEqual(CASE_STATES.filter(isOpen), ['new', 'acknowledged', 'triage', 'accepted'])
})
