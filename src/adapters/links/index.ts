/**
 * Looks at public pages: whether a link can be opened, and what an advisory says.
 *
 * @module
 */
export { type Fetch, makeWeb, type WebOptions } from './web.ts'
