import { type Fault, fail, ok, type Result } from '#fault'
import { type BackportProposal, type BackportSignal, commitHash, contain, findCommit, type History } from '#history'
import type { Branch, Project } from '#project'
import { editFacts, type FactsEdit, type Vulnerability } from '#vulnerability'
import type { Progress, Repositories } from './ports.ts'

/** Signals that leave no doubt about which change was carried over; the others are for a person to confirm. */
const STRONG: readonly BackportSignal[] = ['patch-id', 'cherry-picked-from']

/** A fix group that may exist on another branch: for each commit of the known group, what stands for it there. */
export interface GroupProposal {
  readonly kind: 'fix' | 'introduced'
  readonly branch?: string
  /** Full hashes. */
  readonly commits: readonly string[]
  readonly signals: readonly BackportSignal[]
  readonly strong: boolean
  /** Commits of the known group that nothing stands for on that branch: such a group is not a fix. */
  readonly missing: readonly string[]
}

/** Looks for the fixes (and introducing commits) of a vulnerability on other branches. */
export async function proposeBackports(
  repositories: Repositories,
  clone: string,
  project: Project,
  history: History,
  vulnerability: Vulnerability,
  progress: Progress,
): Promise<Result<readonly GroupProposal[]>> {
  const groups: Known[] = []
  for (const { commits, repository } of vulnerability.fixes) {
    if (repository !== undefined) continue
    const found = findAll(history, commits)
    if (!found.ok) return found
    groups.push({ kind: 'fix', commits: found.value })
  }
  const introduced = vulnerability.introduced === '0' ? ok([]) : findAll(history, vulnerability.introduced)
  if (!introduced.ok) return introduced
  for (const commit of introduced.value) groups.push({ kind: 'introduced', commits: [commit] })
  const wanted = [...new Set(groups.flatMap(({ commits }) => commits))]
  if (wanted.length === 0) return ok([])
  const found = await repositories.backports(clone, history, wanted, progress)
  if (!found.ok) return found
  const refused = new Set(
    (vulnerability.notFixes ?? []).flatMap((hash) => {
      const commit = findCommit(history, hash)
      return commit.ok ? [commit.value] : []
    }),
  )
  const open = found.value.filter(({ commit }) => !refused.has(commit))
  return ok(groupProposals(project, history, groups, open))
}

interface Known {
  readonly kind: 'fix' | 'introduced'
  readonly commits: readonly number[]
}

/**
 * Puts single commits together as groups by branch. A commit of the known group that the branch contains anyway stands for itself:
 * a fix of two commits may need only one of them carried over.
 */
function groupProposals(
  project: Project,
  history: History,
  groups: readonly Known[],
  proposals: readonly BackportProposal[],
): readonly GroupProposal[] {
  const hash = (commit: number): string => commitHash(history, commit)
  const commits = groups.flatMap((group) => group.commits)
  const contains = contain(
    history,
    commits,
    proposals.map(({ commit }) => commit),
  )
  const result: GroupProposal[] = []
  const seen = new Set<string>()
  for (const group of groups) {
    const own = proposals.filter(({ of }) => group.commits.includes(of))
    for (const branch of new Set(own.map((proposal) => proposal.branch))) {
      const there = own.filter((proposal) => proposal.branch === branch)
      const carried = group.commits.map((of) => ({
        of,
        by: there.find((proposal) => proposal.of === of),
        itself: there.some(({ commit }) => contains.has(commit, of)),
      }))
      const hashes = carried.flatMap(({ of, by, itself }) =>
        by === undefined ? (itself ? [hash(of)] : []) : [hash(by.commit)],
      )
      const key = `${group.kind} ${hashes.toSorted().join(' ')}`
      if (seen.has(key)) continue
      seen.add(key)
      const name = branchName(project, branch)
      const signals = [...new Set(carried.flatMap(({ by }) => by?.signals ?? []))]
      result.push({
        kind: group.kind,
        ...(name !== undefined && { branch: name }),
        commits: hashes,
        signals,
        strong: carried.every(({ by, itself }) => itself || by?.signals.some((signal) => STRONG.includes(signal))),
        missing: carried.flatMap(({ of, by, itself }) => (by === undefined && !itself ? [hash(of)] : [])),
      })
    }
  }
  return result
}

/** The project's name for a git branch; the git name where the project has none. */
function branchName(project: Project, ref: string | undefined): string | undefined {
  const isRef = (branch: Branch): boolean => ref === branch.ref || ref === `origin/${branch.ref}`
  return project.branches.find(isRef)?.name ?? ref
}

/** Adds confirmed proposals to a facts file. An incomplete group is refused: it would call releases fixed that are not. */
export function acceptProposals(
  text: string,
  vulnerability: Vulnerability,
  accepted: readonly GroupProposal[],
): Result<string> {
  const faults: Fault[] = accepted.flatMap(({ branch, missing, commits }) =>
    missing.length === 0
      ? []
      : [
          {
            code: 'BACKPORT_INCOMPLETE',
            kind: 'conflict',
            message: `${commits.map((each) => each.slice(0, 12)).join(' and ')}${branch === undefined ? '' : ` on ${branch}`} lacks what stands for ${missing.map((each) => each.slice(0, 12)).join(' and ')}`,
            hint: 'find the missing commit and write the group by hand',
          },
        ],
  )
  const [first] = faults
  if (first !== undefined) return fail(first)
  const known = new Set(vulnerability.fixes.flatMap(({ commits }) => commits))
  const fixes: FactsEdit[] = accepted
    .filter(({ kind, commits }) => kind === 'fix' && !commits.every((commit) => known.has(commit)))
    .map(({ branch, commits, signals }) => ({
      do: 'append',
      field: 'fixes',
      value: { ...(branch !== undefined && { branch }), commits, found: signals.join(', ') },
    }))
  const introduced: FactsEdit[] = accepted
    .filter(
      ({ kind, commits }) =>
        kind === 'introduced' && !commits.every((commit) => vulnerability.introduced.includes(commit)),
    )
    .flatMap(({ commits }) =>
      commits.map((commit): FactsEdit => ({ do: 'append', field: 'introduced', value: commit })),
    )
  return editFacts(text, [...introduced, ...fixes])
}

function findAll(history: History, hashes: readonly string[]): Result<readonly number[]> {
  const commits: number[] = []
  for (const text of hashes) {
    const found = findCommit(history, text)
    if (!found.ok) return found
    commits.push(found.value)
  }
  return ok(commits)
}
