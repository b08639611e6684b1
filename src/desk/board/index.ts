/**
 * The release board: what a tag makes untrue, decided and published as a batch.
 *
 * @module
 */
export type * from './view.ts'
