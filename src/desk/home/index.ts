/**
 * Home: what needs a person now, the numbers people ask for, and the search over everything they may know.
 *
 * @module
 */
export type { HomeDesk, HomeTx } from './ports.ts'
export { readHome } from './read-home.ts'
export { readStatistics } from './read-statistics.ts'
export { search } from './search.ts'
export { subjectName, subjectNamed } from './subject-name.ts'
export type * from './view.ts'
