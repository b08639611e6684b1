import type { Project } from '#project'
import type { Assessment, Reference } from '#vulnerability'
import { commitUrl } from './commit-url.ts'
import type { RecordReference } from './record.ts'

/**
 * The references: a patch for each fix commit, what the facts refer to, and the advisory. Each address stands once, with all the
 * tags that it was given.
 *
 * The advisory is the foundation's page of advisories, unless the facts have a `vendor-advisory` of their own.
 */
export function renderReferences(project: Project, assessment: Assessment): readonly RecordReference[] {
  const stated = assessment.vulnerability.references
  const advisories = project.foundation?.advisories
  const needsAdvisory = advisories !== undefined && !stated.some(({ tags }) => tags.includes('vendor-advisory'))
  return merged([
    ...patches(project, assessment),
    ...stated,
    ...(needsAdvisory ? [{ url: advisories, tags: ['vendor-advisory'] }] : []),
  ])
}

function patches(project: Project, assessment: Assessment): readonly Reference[] {
  const elsewhere = assessment.vulnerability.fixes.flatMap(({ repository, commits }) =>
    repository === undefined ? [] : commits.map((hash) => ({ repository, hash })),
  )
  const here = assessment.fixCommits
    .flatMap(({ commits }) => commits)
    .filter((hash) => !elsewhere.some((other) => other.hash === hash))
    .map((hash) => ({ repository: project.repository ?? '', hash }))
  return [...here, ...elsewhere].flatMap(({ repository, hash }) => {
    const url = commitUrl(repository, hash)
    return url === undefined ? [] : [{ url, tags: ['patch'] }]
  })
}

function merged(references: readonly Reference[]): readonly RecordReference[] {
  const byUrl = new Map<string, Reference>()
  for (const reference of references) {
    const known = byUrl.get(reference.url)
    const name = known?.name ?? reference.name
    const tags = [...new Set([...(known?.tags ?? []), ...reference.tags])]
    byUrl.set(reference.url, { url: reference.url, tags, ...(name !== undefined && { name }) })
  }
  return [...byUrl.values()].map(({ url, name, tags }) => ({
    url,
    ...(name !== undefined && { name }),
    ...(tags.length > 0 && { tags }),
  }))
}
