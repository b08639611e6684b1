import type { Result } from '#fault'
import type { BackportProposal, CommitText, History } from '#history'

/** Files as the desk needs them. Paths are absolute; text is strict UTF-8. */
export interface Files {
  /** The text of a file of at most `limit` bytes. */
  read(path: string, limit: number): Promise<Result<string>>
  /** The text in chunks, for files that may be larger than memory. The first chunk may be a fault. */
  lines(path: string, limit: number): AsyncIterable<Result<string>>
  /** Every file below a folder whose name ends in `ending`, sorted; none when the folder does not exist. */
  list(folder: string, ending: string): Promise<Result<readonly string[]>>
  /**
   * The same one by one, for folders with more files than one wants to hold: those of a folder in order, then those of the folders in
   * it. Names end in one of `endings`. A path that is a file is itself the only one; what cannot be listed is a fault, and the others
   * go on.
   */
  walk(place: string, ...endings: readonly string[]): AsyncIterable<Result<string>>
  exists(path: string): Promise<boolean>
  /** Puts the whole text in place or leaves the file as it was, also when the machine stops halfway. */
  write(path: string, text: string | Iterable<string>): Promise<Result<void>>
}

/** One tag of another repository, with the commit it leads to. */
export interface RemoteTag {
  readonly name: string
  readonly hash: string
}

export type Progress = (done: number, total: number | undefined, what: string) => void

export interface Patch {
  readonly text: string
  readonly isWhole: boolean
}

/** Git repositories and graph files as the desk needs them. */
export interface Repositories {
  /** The whole history of the clone at `folder`; a fault for every clone that cannot be relied on. */
  history(folder: string): Promise<Result<History>>
  /** The history in a graph file, plain or gzip. */
  graph(path: string): Promise<Result<History>>
  /** Names of the remotes of a clone. */
  remotes(folder: string): Promise<Result<readonly string[]>>
  remoteUrl(folder: string, remote: string): Promise<Result<string | undefined>>
  remoteTags(folder: string, remote: string): Promise<Result<readonly RemoteTag[]>>
  fetchTags(folder: string, remote: string): Promise<Result<void>>
  /** Subject and body of some commits. */
  texts(folder: string, history: History, commits: readonly number[]): Promise<Result<readonly CommitText[]>>
  /** Subject, body, author and touched files of some commits. */
  details(folder: string, history: History, commits: readonly number[]): Promise<Result<readonly CommitText[]>>
  /** The change of a commit against its first parent as a unified diff; of a very long one its beginning. */
  patch(folder: string, history: History, commit: number): Promise<Result<Patch>>
  /** Commits on any branch or tag whose message names an issue or a pull request by its number; newest first, the first 200. */
  mentioning(folder: string, history: History, number: string): Promise<Result<readonly number[]>>
  /** Proposals for the same change on other branches. */
  backports(
    folder: string,
    history: History,
    wanted: readonly number[],
    progress: Progress,
  ): Promise<Result<readonly BackportProposal[]>>
}
