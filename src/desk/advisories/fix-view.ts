import type { GroupProposal } from '#desk'
import type { ProjectGround } from '#desk/projects'
import { contain, findCommit } from '#history'
import type { Release } from '#project'
import type { Assessment, FixGroup } from '#vulnerability'
import type { CommitView, FixView } from './views.ts'

/** What each sign of a backport says, in words. */
const SIGNALS: Readonly<Record<string, string>> = {
  'patch-id': 'same patch, byte for byte',
  'cherry-picked-from': 'says “cherry picked from”',
  'same-subject': 'same title',
  'same-issue': 'names the same issue',
}

/** How a fix was found, for people; what is no list of signs is words of a person. */
export function foundInWords(found: string): string {
  return found
    .split(', ')
    .map((signal) => SIGNALS[signal] ?? signal)
    .join(', ')
}

export type NameCommit = (commit: number) => CommitView

/** The fix groups that the facts state. Commits of other repositories have no subject here. */
export function statedFixes(ground: ProjectGround, assessment: Assessment, name: NameCommit): readonly FixView[] {
  const { fixes } = assessment.vulnerability
  const firstIn = firstReleases(ground, assessment, fixes)
  return fixes.map((group, index): FixView => {
    const { branch, commits, repository, found } = group
    const first = firstIn(group)
    return {
      state: 'stated',
      kind: 'fix',
      ...(branch !== undefined && { branch }),
      commits: commits.map((hash) => {
        const commit = repository === undefined ? findCommit(ground.history, hash) : undefined
        return commit?.ok === true ? name(commit.value) : { hash, subject: '' }
      }),
      ...(repository !== undefined
        ? { found: `in ${repository}` }
        : found !== undefined && { found: foundInWords(found) }),
      signals: found?.split(', ').filter((signal) => signal in SIGNALS) ?? [],
      strong: true,
      ...(first !== undefined && { firstRelease: first }),
      missing: [],
      index,
    }
  })
}

/** Groups that may be fixes on other branches, for a person to confirm or refuse. */
export function proposedFixes(
  ground: ProjectGround,
  assessment: Assessment,
  proposals: readonly GroupProposal[],
  name: NameCommit,
): readonly FixView[] {
  const known = new Set(
    assessment.vulnerability.fixes.flatMap(({ commits }) => commits.map((hash) => hash.slice(0, 12))),
  )
  const open = proposals.filter(({ kind, commits }) =>
    kind === 'introduced'
      ? !commits.every((hash) => assessment.vulnerability.introduced.includes(hash))
      : !commits.every((hash) => known.has(hash.slice(0, 12))),
  )
  const firstIn = firstReleases(ground, assessment, open)
  return open.map((proposal): FixView => {
    const { kind, branch, commits, signals, strong, missing } = proposal
    const first = kind === 'fix' ? firstIn(proposal) : undefined
    return {
      state: 'proposed',
      kind,
      ...(branch !== undefined && { branch }),
      commits: commits.flatMap((hash) => {
        const commit = findCommit(ground.history, hash)
        return commit.ok ? [name(commit.value)] : []
      }),
      found: signals.map((signal) => SIGNALS[signal] ?? signal).join(', '),
      signals,
      strong,
      ...(first !== undefined && { firstRelease: first }),
      missing,
    }
  })
}

/** The first release that has all commits of a group, in the order of the scheme; on its own branch, where it names one. */
function firstReleases(
  ground: ProjectGround,
  { branches }: Assessment,
  groups: readonly Pick<FixGroup, 'branch' | 'commits'>[],
): (group: Pick<FixGroup, 'branch' | 'commits'>) => FixView['firstRelease'] {
  const { history, releases, project } = ground
  const numbers = (hashes: readonly string[]): readonly number[] =>
    hashes.flatMap((hash) => {
      const found = findCommit(history, hash)
      return found.ok ? [found.value] : []
    })
  const contains = contain(
    history,
    groups.flatMap(({ commits }) => numbers(commits)),
    releases.flatMap(({ commits }) => commits),
  )
  return ({ branch: name, commits }) => {
    const wanted = numbers(commits)
    if (wanted.length < commits.length) return undefined
    const has = (release: Release): boolean =>
      release.commits.some((commit) => wanted.every((each) => contains.has(commit, each)))
    const branch = project.branches.find((each) => each.name === name)
    const first = releases.find((release) => (branch === undefined || release.series === branch.series) && has(release))
    if (first !== undefined) return { version: first.version.text, planned: false }
    const planned = branches.find((each) => each.branch === name)?.planned?.text ?? branch?.next
    return planned === undefined ? undefined : { version: planned, planned: true }
  }
}
