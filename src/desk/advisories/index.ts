/**
 * Vulnerabilities as the desk works on them: drafts, edits of several people, what is missing, what readers will see.
 *
 * @module
 */
export * from './views.ts'
