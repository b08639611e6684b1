import { commitInLink, type Repositories } from '#desk'
import type { ProjectGround } from '#desk/projects'
import { fail, ok, type Result } from '#fault'
import { commitHash, contain, findCommit, type History } from '#history'
import type { LinkProposal } from './views.ts'

/** What a person pasted, and the commits that it leads to: together they are the fix on the line where it was made. */
export interface FixLink {
  readonly link: LinkProposal['link']
  /** Oldest first; never empty. */
  readonly commits: readonly number[]
}

/**
 * Finds the commits of a link to a commit, a pull request or an issue, in the clone alone: a forge's number is looked for in commit
 * messages. Of the commits that name a number, those on the main line are the fix; what is on other branches is for the search for
 * backports. A merge stands for the commits that it merged.
 *
 * Codes: `FIX_LINK_NO_COMMIT`, `FIX_LINK_UNKNOWN`, those of looking up a commit.
 */
export async function followLink(
  repositories: Repositories,
  ground: ProjectGround,
  text: string,
): Promise<Result<FixLink>> {
  const pasted = text.trim()
  const isUrl = /^https?:\/\//i.test(pasted)
  const hash = isUrl ? commitInLink(pasted) : /^[0-9a-f]{7,64}$/i.test(pasted) ? pasted.toLowerCase() : undefined
  if (hash !== undefined) {
    const found = findCommit(ground.history, hash)
    if (!found.ok) return fail({ ...found.fault, at: '/link' })
    const link = { kind: 'commit', text: hash.slice(0, 12), ...(isUrl && { url: pasted }) } as const
    return ok({ link, commits: mergedBy(ground.history, found.value) })
  }
  const numbered = numberIn(pasted)
  if (numbered === undefined) {
    return fail({
      code: 'FIX_LINK_NO_COMMIT',
      kind: 'invalid',
      message: `${JSON.stringify(pasted.slice(0, 200))} is no link to a commit, a pull request or an issue`,
      at: '/link',
      hint: 'paste the address of the fix, or the hash of its commit',
    })
  }
  const { kind, number } = numbered
  const named = await repositories.mentioning(ground.folder, ground.history, number)
  if (!named.ok) return named
  const texts = await repositories.texts(ground.folder, ground.history, named.value)
  if (!texts.ok) return texts
  // What takes a change back names its number too, and is no fix.
  const candidates = texts.value.filter(
    ({ subject, body }) => !/^revert\b/i.test(subject) && !/This reverts commit/.test(body),
  )
  const commits = onMainLine(
    ground,
    candidates.map(({ commit }) => commit),
  )
  if (commits.length === 0) {
    return fail({
      code: 'FIX_LINK_UNKNOWN',
      kind: 'conflict',
      message: `no commit in the clone names ${kind} ${number}`,
      at: '/link',
      hint: 'read the repository again, or paste the link of the commit',
    })
  }
  const link = { kind, text: `#${number}`, ...(isUrl && { url: pasted }) }
  return ok({ link, commits: [...new Set(commits.flatMap((commit) => mergedBy(ground.history, commit)))] })
}

/** `.../pull/31`, `.../-/merge_requests/31`, `.../issues/31`, `#31`, `GH-31`. */
function numberIn(text: string): { readonly kind: 'pull request' | 'issue'; readonly number: string } | undefined {
  const [, word, number] = /\/(pull|pulls|merge_requests|issues|bugs?)\/(\d{1,12})(?:[/?#]|$)/.exec(text) ?? []
  if (number !== undefined) return { kind: /^(?:pull|merge)/.test(word ?? '') ? 'pull request' : 'issue', number }
  const [, bare] = /^(?:#|gh-|!|bpo-)?(\d{1,12})$/i.exec(text) ?? []
  return bare === undefined ? undefined : { kind: text.startsWith('!') ? 'pull request' : 'issue', number: bare }
}

/** Those of the commits that the main branch has, oldest first; where it has none, those of the first branch that has some. */
function onMainLine({ history, project }: ProjectGround, commits: readonly number[]): readonly number[] {
  const main = project.branches.toSorted(
    (a, b) => Number(b.lifecycle === 'prerelease') - Number(a.lifecycle === 'prerelease'),
  )
  const refs = [...main.map(({ ref }) => ref), 'main', 'master', ...history.branches.map(({ name }) => name)]
  const tips = refs.flatMap((ref) => history.branches.filter(({ name }) => name === ref || name === `origin/${ref}`))
  const contains = contain(
    history,
    commits,
    tips.map(({ commit }) => commit),
  )
  for (const tip of tips) {
    const here = commits.filter((commit) => contains.has(tip.commit, commit))
    if (here.length > 0) return here.toSorted((a, b) => a - b)
  }
  return commits.slice(0, 1)
}

/** A merge of more than this is no fix but a whole line of work. */
const MOST_MERGED = 20

/** The commits that a merge brought in, oldest first; the commit itself where it is no merge, or a very large one. */
function mergedBy(history: History, commit: number): readonly number[] {
  const parents = parentsOf(history, commit)
  const [first, ...others] = parents
  if (first === undefined || others.length === 0) return [commit]
  const had = ancestorsOf(history, first)
  const brought = new Set<number>()
  const open = [...others]
  while (open.length > 0) {
    const next = open.pop()!
    if (had[next] === 1 || brought.has(next)) continue
    brought.add(next)
    if (brought.size > MOST_MERGED) return [commit]
    open.push(...parentsOf(history, next))
  }
  // Merges within the line of work change nothing themselves.
  const changes = [...brought].filter((each) => parentsOf(history, each).length < 2)
  return changes.length === 0 ? [commit] : changes.sort((a, b) => a - b)
}

function ancestorsOf(history: History, commit: number): Uint8Array {
  const seen = new Uint8Array(history.size)
  seen[commit] = 1
  // Parents have smaller numbers: one loop downwards meets every child before its parents.
  for (let at = commit; at >= 0; at--) {
    if (seen[at] === 1) for (const parent of parentsOf(history, at)) seen[parent] = 1
  }
  return seen
}

function parentsOf({ parents, parentStart }: History, commit: number): readonly number[] {
  return [...parents.subarray(parentStart[commit]!, parentStart[commit + 1]!)]
}

/** Full hashes. */
export function hashesOf(history: History, commits: readonly number[]): readonly string[] {
  return commits.map((commit) => commitHash(history, commit))
}
