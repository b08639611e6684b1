import type { Project } from '#project'
import type { Assessment, Range } from '#vulnerability'
import type { AffectedProduct, VersionEntry } from './record.ts'
import { theScheme, versionTypeOf } from './version-type.ts'

/**
 * The one entry of `affected`: the product by the names that the project gives it, and a version entry for each range. Whatever
 * is in no entry is unaffected.
 *
 * One bounded entry for each branch, and never `changes`: a chain of changes runs over all branches, and would say that 3.13.0
 * has what 3.12.13 fixed. A scheme without order has no ranges: each affected release gets an entry of its own.
 */
export function renderAffected(project: Project, assessment: Assessment, ranges: readonly Range[]): AffectedProduct {
  const { vendor, product, collectionUrl, packageName, purl } = project.product
  const cpes = unique(project.product.cpes)
  const modules = unique(narrower(assessment.vulnerability.modules, project.product.modules))
  const platforms = unique(narrower(assessment.vulnerability.platforms, project.product.platforms))
  const versions = renderVersions(project, assessment, ranges)
  return {
    vendor,
    product,
    ...(collectionUrl !== undefined && { collectionURL: collectionUrl }),
    ...(packageName !== undefined && { packageName }),
    ...(cpes.length > 0 && { cpes }),
    ...(modules.length > 0 && { modules }),
    ...(platforms.length > 0 && { platforms }),
    ...(project.repository !== undefined && { repo: project.repository }),
    defaultStatus: 'unaffected',
    ...(versions.length > 0 && { versions }),
    ...(purl !== undefined && { packageURL: purl }),
  }
}

/** What the facts say of this vulnerability; where they say nothing, what holds for the whole product. */
function narrower(facts: readonly string[], product: readonly string[] | undefined): readonly string[] | undefined {
  return facts.length > 0 ? facts : product
}

function renderVersions(project: Project, assessment: Assessment, ranges: readonly Range[]): readonly VersionEntry[] {
  const versionType = project.template.versionType ?? versionTypeOf(project.scheme)
  if (theScheme(project.scheme).order !== 'total') {
    return assessment.releases.flatMap(({ release, status }) =>
      status === 'affected' || status === 'unknown' ? [{ version: release.version.text, status, versionType }] : [],
    )
  }
  return ranges.map(({ lower, status, upper }) => ({ version: lower, status, versionType, lessThan: upper ?? '*' }))
}

/** Each item once: the schema wants sets, and no empty ones. */
function unique<T>(items: readonly T[] = []): readonly T[] {
  return [...new Set(items)]
}
