/**
 * What of the advisory a browser needs: Markdown as safe HTML, and a score in the words of a reader. A door of its own, so that a page
 * loads no more than this.
 *
 * @module
 */
export { safeHtml } from './safe-html.ts'
export { type Answer, type Rating, ratingOf } from './severity-words.ts'
