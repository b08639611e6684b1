/**
 * Publishing: one edition of a record to one server, as a job that can be repeated and does its work once.
 *
 * @module
 */
export type { BatchRow, PublicationRow, PublicationTable } from './ports.ts'
export type * from './view.ts'
