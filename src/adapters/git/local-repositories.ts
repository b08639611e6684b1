import type { RemoteTag, Repositories } from '#desk'
import { ok, type Result } from '#fault'
import { findBackports } from '#history'
import { gatherBackportCandidates } from './backport-candidates.ts'
import { commitsMentioning } from './commit-mentions.ts'
import { readCommitPatch } from './commit-patch.ts'
import { readCommitTexts } from './commit-texts.ts'
import { readGraphFile } from './graph-file.ts'
import { readHistory } from './read-history.ts'
import { fetchTags, listRemotes, listRemoteTags, remoteUrl } from './remote.ts'
import { openRepository, type Repository } from './repository.ts'

/** The repositories of this machine, as the desk asks for them: by folder. */
export const localRepositories: Repositories = {
  history: (folder) => within(folder, readHistory),
  graph: readGraphFile,
  remotes: (folder) => within(folder, listRemotes),
  remoteUrl: (folder, remote) => within(folder, (repository) => remoteUrl(repository, remote)),
  remoteTags: (folder, remote) =>
    within(folder, async (repository): Promise<Result<readonly RemoteTag[]>> => {
      const tags = await listRemoteTags(repository, remote)
      return tags.ok ? ok(tags.value.map(({ name, target }) => ({ name, hash: target }))) : tags
    }),
  fetchTags: (folder, remote) => within(folder, (repository) => fetchTags(repository, remote)),
  texts: (folder, history, commits) => within(folder, (repository) => readCommitTexts(repository, history, commits)),
  details: (folder, history, commits) =>
    within(folder, (repository) => readCommitTexts(repository, history, commits, { paths: true, authors: true })),
  patch: (folder, history, commit) => within(folder, (repository) => readCommitPatch(repository, history, commit)),
  mentioning: (folder, history, number) =>
    within(folder, (repository) => commitsMentioning(repository, history, number)),
  backports: (folder, history, wanted, progress) =>
    within(folder, async (repository) => {
      const search = await gatherBackportCandidates(repository, history, wanted, (done, total) =>
        progress(done, total, 'looking for backports'),
      )
      return search.ok ? ok(findBackports(history, search.value.wanted, search.value.candidates)) : search
    }),
}

async function within<T>(folder: string, ask: (repository: Repository) => Promise<Result<T>>): Promise<Result<T>> {
  const repository = await openRepository(folder)
  return repository.ok ? ask(repository.value) : repository
}
