/**
 * Delivery of jobs to their handlers: within this process for the embedded database, through pg-boss on PostgreSQL.
 *
 * The row of a job, which people see, is made in the transaction of the change that starts it. Whoever delivers it brings it to a
 * handler at least once, also when the process that was at it was killed.
 *
 * @module
 */
export { runEmbedded } from './embedded.ts'
export { type Delivery, openPgBoss } from './pg-boss.ts'
export type { JobStore, Worker } from './worker.ts'
