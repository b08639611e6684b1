/**
 * The first look at a repository: what can be seen is proposed, what cannot is asked.
 *
 * @module
 */
export { type Proposal, type ProposedBranch, proposeProject, ruleText } from './propose.ts'
export { type Names, writeProject } from './write.ts'
