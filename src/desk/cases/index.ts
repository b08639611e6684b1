/**
 * Cases: a report on its way to a vulnerability, or to the reason why it is none.
 *
 * @module
 */
export { type ClockFacts, clocksOf } from './clocks.ts'
export { checkMove, isOpen, type MoveWish, movesFrom } from './moves.ts'
export type { CaseFilter, CaseNoteRow, CaseRow, CaseTable } from './ports.ts'
export type * from './view.ts'
export { CASE_STATES } from './view.ts'
