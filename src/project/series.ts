import type { Scheme, Version } from '#versions'
import type { Project } from './project.ts'

/** The series of the longest declared branch that holds the version, or else the scheme's own. */
export function seriesOf(
  project: Pick<Project, 'branches' | 'seriesNumbers'>,
  scheme: Scheme,
  version: Version,
): string {
  let best: string | undefined
  for (const { series } of project.branches) {
    if (scheme.series(version, series.split('.').length) !== series) continue
    if (best === undefined || series.length > best.length) best = series
  }
  return best ?? scheme.series(version, project.seriesNumbers)
}
