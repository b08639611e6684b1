import { quote } from '#fault'
import type { Release } from '#project'
import { identityOf, type Scheme, type Version } from '#versions'
import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { type ProjectProducts, projectProducts, versionOf } from '../project-products.ts'
import type { RecordRule, Remark } from '../rule.ts'
import { startOfSeries } from '../series-start.ts'
import type { EntryView } from '../subject.ts'
import type { LintWorld } from '../world.ts'

const EXAMPLE_WORLD = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }

export const unknownRelease: RecordRule = {
  code: 'STW214',
  name: 'unknown-release',
  on: 'record',
  level: 'error',
  what: 'Every version that an entry names is a release of the project, or one that is planned: `next` of a branch in `steward.yaml`, or a provisional bound of the facts. A lower bound that is no release is a warning.',
  why: 'People wait for the release that is said to have the fix. A number that was mistyped never comes, and a range that ends at it is wrong from the first day.',
  cnaRules: ['affected-versions', 'fixed-versions'],
  needs: ['project', 'releases'],
  uses: ['vulnerability', 'assessment'],
  example: {
    wrong: {
      container: affecting({ version: '3.13.8', lessThan: '3.13.90', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
    right: {
      container: affecting({ version: '3.13.8', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
  },

  check(subject, report) {
    const own = projectProducts(subject)
    const { releases } = subject.world
    if (own === undefined || own.scheme.order === 'partial' || releases === undefined || releases.releases.length === 0)
      return
    const exists = new Set(releases.releases.map(({ version }) => identityOf(version)))
    for (const planned of plannedVersions(own, subject.world)) exists.add(identityOf(planned))
    for (const { entries } of own.products) {
      for (const view of entries) {
        if (view.scheme.order === 'partial') continue
        for (const named of namedIn(view)) {
          const version = versionOf(own.scheme, named.text)
          if (version === undefined || exists.has(identityOf(version))) continue
          const remark = judge(named, version, own.scheme, releases.releases)
          if (remark !== undefined) report({ at: `${view.at}/${named.field}`, ...remark })
        }
      }
    }
  },
}

/** A version that stands in an entry, and as what. */
interface Named {
  readonly text: string
  /** JSON Pointer within the entry, without its first slash. */
  readonly field: string
  readonly as: 'lower' | 'upper' | 'single'
}

function namedIn({ entry, isRange }: EntryView): readonly Named[] {
  const { version, lessThan, lessThanOrEqual, changes = [] } = entry
  const named: Named[] = []
  if (!isRange || version !== '0') named.push({ text: version, field: 'version', as: isRange ? 'lower' : 'single' })
  if (lessThan !== undefined && !lessThan.endsWith('*')) named.push({ text: lessThan, field: 'lessThan', as: 'upper' })
  if (lessThanOrEqual !== undefined && !lessThanOrEqual.endsWith('*')) {
    named.push({ text: lessThanOrEqual, field: 'lessThanOrEqual', as: 'single' })
  }
  for (const [i, { at }] of changes.entries()) named.push({ text: at, field: `changes/${i}/at`, as: 'upper' })
  return named
}

/** Releases that are to come: somebody has said so, or the branch has not had its first one yet. */
function plannedVersions(
  { scheme }: ProjectProducts,
  { project, vulnerability, assessment }: LintWorld,
): readonly Version[] {
  const texts = [
    ...(project?.branches ?? []).flatMap(({ next }) => next ?? []),
    ...((vulnerability ?? assessment?.vulnerability)?.provisional.map(({ version }) => version) ?? []),
  ]
  const firstOnes = (project?.branches ?? []).flatMap(({ series, lifecycle }) => {
    const version =
      lifecycle === 'prerelease' ? (versionOf(scheme, series) ?? versionOf(scheme, `${series}.0`)) : undefined
    return (version && startOfSeries(scheme, version, series.split('.').length)) ?? []
  })
  return [
    ...texts.flatMap((text) => versionOf(scheme, text) ?? []),
    ...firstOnes,
    ...(assessment?.branches ?? []).flatMap(({ planned }) => planned ?? []),
  ]
}

function judge(
  { as }: Named,
  version: Version,
  scheme: Scheme,
  releases: readonly Release[],
): Omit<Remark, 'at'> | undefined {
  const text = quote(version.text)
  const isOrdered = scheme.order === 'total'
  const after = isOrdered ? firstAfter(releases, version, scheme) : -1
  // Of what came before the oldest release that is known, nothing is known.
  if (after === 0) return undefined
  const hint = isOrdered ? around(releases, after) : 'see the releases of the project'
  if (as === 'lower') return { level: 'warning', message: `the range begins at ${text}, which is no release`, hint }
  if (as === 'single') return { message: `${text} is no release of the project`, hint }
  // The first number of a series that has not begun ends the branches before it: "all of 3.x".
  const start = after < 0 ? startOfSeries(scheme, version) : undefined
  const isEndOfBranch = start !== undefined && scheme.compare(start, version) === 0
  return {
    ...(isEndOfBranch && { level: 'warning' as const }),
    message: `${text} is neither a release of the project nor planned: nobody will find the fix there`,
    hint,
  }
}

/** Index of the first release after a version that is none; -1 where there is none. */
function firstAfter(releases: readonly Release[], version: Version, scheme: Scheme): number {
  let low = 0
  let high = releases.length
  while (low < high) {
    const middle = (low + high) >> 1
    const release = releases[middle]
    if (release !== undefined && (scheme.compare(release.version, version) ?? 0) > 0) high = middle
    else low = middle + 1
  }
  return low < releases.length ? low : -1
}

function around(releases: readonly Release[], after: number): string {
  const before = releases.at(after < 0 ? -1 : after - 1)?.version.text
  const next = after < 0 ? undefined : releases[after]?.version.text
  return next === undefined
    ? `the newest release is ${before}; a planned one is named as next of its branch in steward.yaml`
    : `the releases around it are ${before} and ${next}`
}
