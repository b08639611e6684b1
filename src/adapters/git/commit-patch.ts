import { ok, type Result } from '#fault'
import { commitHash, type History } from '#history'
import type { Repository } from './repository.ts'
import { type GitCode, runGit } from './run-git.ts'

/** Longest patch that is given whole, in bytes: more is not read by people. */
const MOST = 200_000

/** The change of a commit against its first parent as a unified diff; of a longer one the whole lines that fit into 200 kB. */
export interface CommitPatch {
  readonly text: string
  readonly isWhole: boolean
}

/** How git is to write it: the same way whatever anybody has configured. */
const WRITE = [
  '-p',
  '-U3',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--diff-algorithm=histogram',
]

export async function readCommitPatch(
  repository: Repository,
  history: History,
  commit: number,
): Promise<Result<CommitPatch, GitCode>> {
  const kept: Uint8Array[] = []
  let bytes = 0
  const run = await runGit(repository, {
    stages: [['diff-tree', '--root', '-m', '--first-parent', '--no-commit-id', ...WRITE, commitHash(history, commit)]],
    onOutput(piece) {
      if (bytes < MOST) kept.push(piece)
      bytes += piece.length
    },
  })
  if (!run.ok) return run
  const all = Buffer.concat(kept)
  if (bytes <= MOST) return ok({ text: all.toString('utf8'), isWhole: true })
  const cut = all.subarray(0, MOST)
  return ok({ text: cut.subarray(0, cut.lastIndexOf(10) + 1).toString('utf8'), isWhole: false })
}
