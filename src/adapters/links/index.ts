/**
 * Looks at public pages: whether a link can be opened, and what an advisory says; and guards what is asked because somebody wrote it down.
 *
 * @module
 */

export { guardOutbound } from './outbound.ts'
export { type Fetch, makeWeb, type WebOptions } from './web.ts'
