/**
 * Home: what needs a person now, the numbers people ask for, and the search over everything they may know.
 *
 * @module
 */
export type * from './view.ts'
