import type { Scheme, Version } from '#versions'

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
export function firstOf(scheme: Scheme, series: string): Version | undefined {
  for (const text of [`${series}.0`, `${series}.0.0`, series]) {
    const read = scheme.parse(text)
    if (read.ok) return read.value
  }
  return undefined
}
