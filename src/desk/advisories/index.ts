/**
 * Vulnerabilities as the desk works on them: drafts, edits of several people, what is missing, what readers will see.
 *
 * @module
 */
export { type Assessments, makeAssessments } from './assessments.ts'
export { type Found, findVulnerability, nameOf, resourceOf } from './find-vulnerability.ts'
export type * from './ports.ts'
export * from './views.ts'
