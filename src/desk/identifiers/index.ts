/**
 * The ID desk: CVE IDs, quota, accounts and the organisation at CVE Services, for each project and target.
 *
 * @module
 */
export type * from './view.ts'
