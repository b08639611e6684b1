/**
 * The definition of a release's status, written down as plainly as it can be said: sets, searches and loops, and nothing shared with
 * the program but its words and the order of versions.
 *
 * @module
 */
import { schemeNamed, type Version } from '#versions'
import type { Status } from '#vulnerability'
import type { Case } from './random-case.ts'

type Numbers = Pick<Case, 'introduced' | 'groups' | 'reverts' | 'contains'>

/** What the tree at a commit is: every introduction in it needs a fix group in it that counts. */
export function statusAt({ introduced, groups, reverts, contains }: Numbers, tree: number): Status {
  const live = introduced === '0' ? ['always' as const] : introduced.filter((commit) => contains(tree, commit))
  if (live.length === 0) return 'unaffected'
  const isBefore = (introduction: number | 'always', fix: number): boolean =>
    introduction === 'always' || contains(fix, introduction)
  const isTakenBack = (commit: number): boolean =>
    reverts.some(
      (revert) =>
        revert.of === commit &&
        revert.commit !== commit &&
        contains(tree, revert.commit) &&
        contains(revert.commit, commit) &&
        !isTakenBack(revert.commit),
    )
  const isFixed = (introduction: number | 'always'): boolean =>
    groups.some(
      (group) =>
        group.every((fix) => contains(tree, fix)) &&
        group.some((fix) => isBefore(introduction, fix)) &&
        !group.some(isTakenBack),
    )
  return live.every(isFixed) ? 'fixed' : 'affected'
}

/** The status of every release in the order of the scheme, with its version. */
export function oracle(each: Case): readonly (readonly [string, Status])[] {
  const named = schemeNamed(each.ground.project.scheme)
  if (!named.ok) throw new Error('no such scheme')
  const scheme = named.value
  const compare = (a: Version, b: Version): number => scheme.compare(a, b)!
  const releases = each.ground.releases.toSorted((a, b) => compare(a.version, b.version))
  const seriesOf = (text: string): string => /^\d+\.\d+/.exec(text)![0]

  const byCommit = releases.map(({ commits }) => {
    const answers = new Set(commits.map((commit) => each.statusAt(commit)))
    return answers.size > 1 ? 'unknown' : [...answers][0]
  })
  const byGit = releases.map(({ version }, i): Status => {
    const own = byCommit[i]
    if (own !== undefined) return own
    const series = seriesOf(version.text)
    const isOwn = (j: number): boolean => seriesOf(releases[j]!.version.text) === series
    const tagged = releases.map((_, j) => j).filter((j) => byCommit[j] !== undefined)
    const asked = tagged.some(isOwn) ? tagged.filter(isOwn) : tagged
    const before = asked
      .filter((j) => j < i)
      .map((j) => byCommit[j]!)
      .at(-1)
    const after = asked.filter((j) => j > i).map((j) => byCommit[j]!)[0]
    if (before === after && before !== undefined) return before
    if (before === undefined && after === 'unaffected') return 'unaffected'
    if (before === undefined && after === 'affected' && each.introduced === '0') return 'affected'
    if (after === undefined && before === 'fixed') return 'fixed'
    return 'unknown'
  })

  return releases.map(({ version }, i) => {
    const read = (text: string): Version => {
      const other = scheme.parse(text)
      if (!other.ok) throw new Error(text)
      return other.value
    }
    const stated = (kind: string, covers: (text: string) => boolean): Status | undefined => {
      const found = each.vulnerability.overrides.find(({ scope }) => {
        if (scope.kind !== kind) return false
        return covers(scope.kind === 'branch' ? scope.branch : scope.kind === 'range' ? scope.range : scope.version)
      })
      return found?.status
    }
    const status =
      stated('version', (text) => compare(version, read(text)) === 0) ??
      stated('range', (text) => compare(version, read(text.replace('>=', ''))) >= 0) ??
      stated('floor', (text) => compare(version, read(text)) < 0) ??
      stated('branch', (text) => seriesOf(version.text) === text) ??
      byGit[i]!
    return [version.text, status]
  })
}
