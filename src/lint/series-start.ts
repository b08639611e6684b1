import type { Project } from '#project'
import { compareVersions, type Scheme, type Version } from '#versions'

/**
 * The first final release that the series of a version can have: 3.13.0 for 3.13.9. Undefined where the scheme has no series, and for the
 * versions of distributions, whose numbers are not those of branches.
 *
 * `numbers` says how many leading numbers name a series, where the scheme's own rule does not hold.
 */
export function startOfSeries(scheme: Scheme, version: Version, numbers?: number): Version | undefined {
  if (scheme.order !== 'total' || scheme.name === 'deb' || scheme.name === 'rpm') return undefined
  const series = scheme.series(version, numbers)
  const start = series === '' ? undefined : firstOf(scheme, series)
  return start !== undefined && scheme.series(start, numbers) === series ? start : undefined
}

/** The first final release of a series that is known by its name: 3.13.0 for `3.13`. */
function firstOf(scheme: Scheme, series: string): Version | undefined {
  for (const text of [`${series}.0`, `${series}.0.0`, series]) {
    const read = scheme.parse(text)
    if (read.ok) return read.value
  }
  return undefined
}

/** Whether the series of `b` comes right after that of `a`: by the branches of the project, or else by its number. */
export function areNeighbours(scheme: Scheme, a: Version, b: Version, project: Project | undefined): boolean {
  const before = scheme.series(a, project?.seriesNumbers)
  const after = scheme.series(b, project?.seriesNumbers)
  const known = project?.branches.map(({ series }) => series) ?? []
  const [low, high] = [firstOf(scheme, before), firstOf(scheme, after)]
  if (low === undefined || high === undefined) return false
  if (known.includes(before) && known.includes(after)) {
    return !known.some((series) => {
      const start = firstOf(scheme, series)
      return start !== undefined && isBetween(start, low, high)
    })
  }
  const [left, right] = [before.split('.').map(Number), after.split('.').map(Number)]
  const areOfOneKind = left.length === right.length && left.slice(0, -1).every((number, n) => number === right[n])
  return areOfOneKind && (left.at(-1) ?? 0) + 1 === right.at(-1)
}

/** Whether a version lies between two others, and is neither of them. */
export function isBetween(version: Version, low: Version, high: Version): boolean {
  return (compareVersions(low, version) ?? 0) < 0 && (compareVersions(version, high) ?? 0) < 0
}
