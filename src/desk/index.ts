/**
 * What the people of a security desk do: decided in pure functions, carried out through ports. This door has the workspace and
 * what is asked of it; `sync`, `import` and `init` have doors of their own, so that a question loads no more than it needs.
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
export { commitInLink, type NewAdvisory, newAdvisory, type Written } from './new-advisory.ts'
export type { Files, Progress, RemoteTag, Repositories } from './ports.ts'
export { type Missing, missingFacts } from './readiness.ts'
export {
  type FactsFile,
  factsOf,
  findProject,
  openWorkspace,
  readFacts,
  readProject,
  type Workspace,
} from './workspace.ts'
