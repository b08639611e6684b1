/**
 * What the people of a security desk do: decided in pure functions, carried out through ports.
 *
 * @module
 */
export {
  type Assessed,
  type AssessedWorkspace,
  assessedOf,
  assessFolder,
  assessWorkspace,
  cloneOf,
} from './assess-workspace.ts'
export { acceptProposals, type GroupProposal, proposeBackports } from './backports.ts'
export { applyImport, type ImportOutcome, type ImportResult, planImport } from './import/import.ts'
export { type Proposal, type ProposedBranch, proposeProject, ruleText } from './init/propose.ts'
export { type Names, writeProject } from './init/write.ts'
export { commitInLink, type NewAdvisory, newAdvisory, type Written } from './new-advisory.ts'
export type { Files, Progress, RemoteTag, Repositories } from './ports.ts'
export { type Missing, missingFacts } from './readiness.ts'
export type { RecordPlan, SyncPlan } from './sync/plan.ts'
export { applySync, type SyncOptions, type SyncResult, sync } from './sync/sync.ts'
export { type FactsFile, factsOf, openWorkspace, readFacts, readProject, type Workspace } from './workspace.ts'
