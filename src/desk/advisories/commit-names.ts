import type { Repositories } from '#desk'
import type { ProjectGround } from '#desk/projects'
import { ok, type Result } from '#fault'
import { type CommitText, commitHash } from '#history'
import { commitUrl } from '#project'
import type { CommitView } from './views.ts'

/** Subjects of commits for people, remembered for each ground. */
export interface CommitNames {
  of(ground: ProjectGround, commits: readonly number[]): Promise<Result<ReadonlyMap<number, CommitView>>>
}

export function makeCommitNames(repositories: Repositories): CommitNames {
  const grounds = new WeakMap<ProjectGround, Map<number, CommitText>>()
  return {
    async of(ground, commits) {
      const known = grounds.get(ground) ?? new Map<number, CommitText>()
      grounds.set(ground, known)
      const missing = [...new Set(commits)].filter((commit) => !known.has(commit))
      if (missing.length > 0) {
        const texts = await repositories.texts(ground.folder, ground.history, missing)
        if (!texts.ok) return texts
        for (const text of texts.value) known.set(text.commit, text)
      }
      return ok(new Map(commits.map((commit) => [commit, viewOf(ground, commit, known.get(commit)?.subject ?? '')])))
    },
  }
}

function viewOf({ history, project }: ProjectGround, commit: number, subject: string): CommitView {
  const hash = commitHash(history, commit)
  const url = project.repository === undefined ? undefined : commitUrl(project.repository, hash)
  return { hash, subject, ...(url !== undefined && { url }) }
}
