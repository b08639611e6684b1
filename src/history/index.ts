/**
 * The commits of a repository, given as data: which releases contain which commits, and which commits may be the same change on
 * another branch.
 *
 * @module
 */
export {
  BACKPORT_SIGNALS,
  type BackportProposal,
  type BackportSignal,
  type CommitText,
  findBackports,
  findReverts,
} from './backports.ts'
export { type CommitMarks, readMarks } from './commit-marks.ts'
export { type Containment, contain, tagsContaining } from './contain.ts'
export { commitHash, findCommit, SHORTEST_HASH } from './find-commit.ts'
export { GRAPH_LIMITS, type GraphCode, type GraphReader, graphReader, parseGraph } from './graph-reader.ts'
export {
  type BranchTip,
  type CommitGraph,
  type History,
  type HistoryCode,
  type HistoryParts,
  isReferenceName,
  makeHistory,
  type Tag,
} from './history.ts'
export { sortCommits } from './sort-commits.ts'
export { writeGraph } from './write-graph.ts'
