/**
 * The release board: what a tag makes untrue, decided and published as a batch.
 *
 * @module
 */
export { type DecisionWish, decideBoard, settlement } from './decide-board.ts'
export { driftByWeek, driftOf } from './drift.ts'
export { receiveHook, renewHookSecret } from './hook.ts'
export type {
  BoardDecisionRow,
  BoardDesk,
  BoardItemRow,
  BoardTable,
  BoardTx,
  DriftRow,
  SeenTag,
  StoredItem,
} from './ports.ts'
export { type BoardBatchWish, publishBoard } from './publish-board.ts'
export { listBoard, readBoardPage } from './read-board.ts'
export { beginPolling, boardJobs, keepUp, refreshBoard, refreshJob } from './refresh-board.ts'
export type * from './view.ts'
