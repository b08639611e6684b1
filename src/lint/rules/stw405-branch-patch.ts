import { commitUrl } from '#project'
import { EXAMPLE_ASSESSMENT, EXAMPLE_PROJECT } from '../example-world.ts'
import { pageKind } from '../page-kind.ts'
import type { Fix, RecordRule } from '../rule.ts'

const EXAMPLE_WORLD = { assessment: EXAMPLE_ASSESSMENT, project: EXAMPLE_PROJECT }

export const branchPatch: RecordRule = {
  code: 'STW405',
  name: 'branch-patch',
  on: 'record',
  level: 'warning',
  what: 'For each branch that is fixed there is a reference to a commit of its fix.',
  why: 'Distributions carry one branch and take the fix of that branch. A commit of another branch does not apply, and searching for the right one takes each of them an hour.',
  cnaRules: ['fixed-versions', 'update-on-fix'],
  needs: ['assessment'],
  uses: ['project'],
  fixes: true,
  example: {
    wrong: {
      container: {
        references: [{ url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] }],
      },
      world: EXAMPLE_WORLD,
    },
    right: {
      container: {
        references: [
          { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] },
          { url: 'https://git.example/lantern/commit/6ceb8aeda504b079fef7a57b8d81472f15cdd9a5', tags: ['patch'] },
        ],
      },
      world: EXAMPLE_WORLD,
    },
  },

  check({ base, container: { references = [] }, world: { assessment, project } }, report) {
    if (assessment === undefined) return
    const fixed = new Set(
      assessment.branches.filter((branch) => branch.fixedIn ?? branch.planned).map(({ branch }) => branch),
    )
    const missing = assessment.fixCommits.filter(
      ({ branch, commits }) =>
        branch !== undefined &&
        fixed.has(branch) &&
        !references.some(({ url }) => commits.some((hash) => names(url, hash))),
    )
    // A pull request may be the fix of any branch: only a person sees of which.
    const requests = references.filter(({ url }) => pageKind(url) === 'pull-request').length
    if (missing.length <= requests) return
    for (const { branch, commits } of missing) {
      const hash = commits.at(-1) ?? ''
      const url = project?.repository === undefined ? undefined : commitUrl(project.repository, hash)
      report({
        at: `${base}/references`,
        message: `no reference leads to the fix of branch ${branch}, commit ${hash.slice(0, 12)}`,
        ...(url !== undefined && { fix: addPatch(url, base) }),
      })
    }
  },
}

/** People abbreviate hashes, to seven characters at least. */
function names(url: string, hash: string): boolean {
  const at = url.toLowerCase().indexOf(hash.slice(0, 7))
  if (at < 0) return false
  const written = /^[0-9a-f]*/.exec(url.slice(at).toLowerCase())?.[0] ?? ''
  return hash.startsWith(written)
}

function addPatch(url: string, base: string): Fix {
  return {
    does: `refers to ${url} as a patch`,
    edits: [{ op: 'add', at: `${base}/references/-`, value: { url, tags: ['patch'] } }],
  }
}
