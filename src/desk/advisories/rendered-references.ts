import type { ProjectGround } from '#desk/projects'
import { commitUrl } from '#project'
import type { Assessment } from '#vulnerability'
import type { DerivedReference } from './views.ts'

/** What every rendering adds by itself: the commits of the fixes, and the page of the foundation. */
export function addedByRendering({ project }: ProjectGround, { fixCommits }: Assessment): readonly DerivedReference[] {
  const { repository, foundation } = project
  const patches = fixCommits.flatMap(({ branch, commits }) =>
    commits.flatMap((hash) => {
      const url = repository === undefined ? undefined : commitUrl(repository, hash)
      return url === undefined
        ? []
        : [{ url, tags: ['patch'], from: branch === undefined ? 'fix' : `fix on ${branch}` }]
    }),
  )
  const page = foundation?.advisories
  return page === undefined ? patches : [...patches, { url: page, tags: ['vendor-advisory'], from: 'the foundation' }]
}

/** Of those what the facts do not state themselves: an advisory of their own stands for the page of the foundation. */
export function derivedReferences(ground: ProjectGround, assessment: Assessment): readonly DerivedReference[] {
  const stated = assessment.vulnerability.references
  const hasAdvisory = stated.some(({ tags }) => tags.includes('vendor-advisory'))
  return addedByRendering(ground, assessment).filter(
    ({ url, tags }) => !stated.some((each) => each.url === url) && !(hasAdvisory && tags.includes('vendor-advisory')),
  )
}
