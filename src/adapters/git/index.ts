/**
 * Git repositories on this machine: their history, their commit messages, their remotes.
 *
 * @module
 */
export { type BackportSearch, gatherBackportCandidates, OLDER_BY_DAYS } from './backport-candidates.ts'
export { localClones } from './clones.ts'
export {
  type CommitTextOptions,
  type OnProgress,
  readCommitTexts,
} from './commit-texts.ts'
export { GRAPH_FILE_LIMITS, readGraphFile } from './graph-file.ts'
export { localRepositories } from './local-repositories.ts'
export { type HistorySource, type RepositoryHistory, readHistory } from './read-history.ts'
export type { IgnoredReference } from './references.ts'
export { fetchTags, listRemoteTags, type RemoteTag } from './remote.ts'
export { type GitSettings, openRepository, type Repository, type RepositoryCode } from './repository.ts'
export type { GitCode } from './run-git.ts'
export { tellStory } from './story-teller.ts'
