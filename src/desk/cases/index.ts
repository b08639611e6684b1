/**
 * Cases: a report on its way to a vulnerability, or to the reason why it is none.
 *
 * @module
 */
export { addCaseNote, type Note } from './add-note.ts'
export { answerDispute } from './answer-dispute.ts'
export { beginVulnerability } from './begin-vulnerability.ts'
export { setCaseAccess } from './case-access.ts'
export { caseSearch } from './case-search.ts'
export { clocksFor } from './case-view.ts'
export { type CaseEdit, changeCase } from './change-case.ts'
export { type ClockFacts, clocksOf } from './clocks.ts'
export { type Dispute, type StepWish, takeStep } from './dispute.ts'
export { type DisputeWish, disputeCase, retractDispute } from './dispute-case.ts'
export { caseNumber } from './find-case.ts'
export { moveCase } from './move-case.ts'
export { checkMove, isOpen, type MoveWish, movesFrom } from './moves.ts'
export type { CaseFilter, CaseNoteRow, CaseRow, CasesDesk, CasesTx, CaseTable, VulnerabilityWish } from './ports.ts'
export { type CaseQuery, caseFilter, listCases, readCase } from './read-cases.ts'
export { tagDisputed } from './tag-disputed.ts'
export { type Report, takeReport } from './take-report.ts'
export type * from './view.ts'
export { CASE_STATES, DISPUTE_OUTCOMES, DISPUTE_STEPS } from './view.ts'
