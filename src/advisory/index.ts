/**
 * The advisory for people: a Markdown page, a mail and an HTML fragment, printed from one summary.
 *
 * @module
 */
export { renderHtml } from './html.ts'
export { type Mail, renderMail } from './mail.ts'
export { renderPage } from './page.ts'
export { type Rating, ratingOf } from './severity-words.ts'
export { type AdvisoryOptions, type Matter, type Summary, summarise } from './summary.ts'
