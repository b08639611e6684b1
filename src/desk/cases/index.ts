/**
 * Cases: a report on its way to a vulnerability, or to the reason why it is none.
 *
 * @module
 */

export type * from './view.ts'
export { CASE_STATES } from './view.ts'
