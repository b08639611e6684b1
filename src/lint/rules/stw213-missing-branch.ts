import type { Branch, Project } from '#project'
import type { Scheme } from '#versions'
import type { Assessment } from '#vulnerability'
import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { endOf, type ProjectProducts, projectProducts, versionList } from '../project-products.ts'
import type { RecordRule, Report } from '../rule.ts'
import type { EntryView } from '../subject.ts'

const EXAMPLE_WORLD = {
  project: {
    ...EXAMPLE_PROJECT,
    branches: EXAMPLE_PROJECT.branches.map((branch): Branch => ({ ...branch, lifecycle: 'security' })),
  },
  releases: EXAMPLE_RELEASES,
}

export const missingBranch: RecordRule = {
  code: 'STW213',
  name: 'missing-branch',
  on: 'record',
  level: 'warning',
  what: 'No branch of the project is left out between branches that are affected, or although its releases are known to be; the entry of a branch at its end of life has an end before the branches that are fixed.',
  why: 'Whatever is not listed counts as unaffected: users of a branch that was forgotten believe that they are safe. An old branch without an end makes every fixed release of the later ones look affected.',
  cnaRules: ['affected-versions'],
  needs: ['project'],
  uses: ['releases', 'assessment'],
  example: {
    wrong: {
      container: affecting(
        { version: '3.11.0', lessThan: '3.11.15', status: 'affected', versionType: 'python' },
        { version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' },
      ),
      world: EXAMPLE_WORLD,
    },
    right: {
      container: affecting(
        { version: '3.11.0', lessThan: '3.11.15', status: 'affected', versionType: 'python' },
        { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' },
        { version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' },
      ),
      world: EXAMPLE_WORLD,
    },
  },

  check(subject, report) {
    const { project, assessment } = subject.world
    const own = projectProducts(subject)
    if (project === undefined || own?.scheme.order !== 'total') return
    if (assessment === undefined) gaps(own, project, report)
    else forgotten(own, project, assessment, report)
    endless(own, project, assessment, report)
  },
}

/** Without knowledge of the vulnerability: supported branches between affected ones of which no entry says anything. */
function gaps(own: ProjectProducts, project: Project, report: Report): void {
  const { scheme } = own
  const branches = project.branches
    .filter(({ series }) => scheme.parse(series).ok)
    .toSorted((a, b) => compareSeries(own, a.series, b.series))
  const covered = branches.map(({ series }) => isCovered(own, series))
  const first = covered.indexOf(true)
  const last = covered.lastIndexOf(true)
  const missing = branches.filter(
    ({ lifecycle }, i) =>
      i > first && i < last && covered[i] === false && (lifecycle === 'bugfix' || lifecycle === 'security'),
  )
  if (missing.length === 0 || !isRestSafe(own)) return
  const names = versionList(missing.map(({ name }) => name))
  report({
    at: placeOfVersions(own),
    message: `${names} ${missing.length === 1 ? 'is' : 'are'} supported and between affected branches, and no entry says anything of ${missing.length === 1 ? 'it' : 'them'}`,
    hint: 'add an entry for the branch, or one that says it is unaffected',
  })
}

function compareSeries({ scheme }: ProjectProducts, a: string, b: string): number {
  const [left, right] = [scheme.parse(a), scheme.parse(b)]
  return left.ok && right.ok ? (scheme.compare(left.value, right.value) ?? 0) : 0
}

/** Whether an entry speaks of a series: undefined where no release of it is known, and nobody can say. */
function isCovered({ answers }: ProjectProducts, series: string): boolean | undefined {
  const releases = answers.filter(({ release }) => release.series === series)
  return releases.length === 0 ? undefined : releases.some(({ entry }) => entry !== undefined)
}

/** Branches with affected releases, none of which the record calls affected. */
function forgotten(own: ProjectProducts, project: Project, assessment: Assessment, report: Report): void {
  const affected = new Map<string, string[]>()
  const told = new Set<string>()
  for (let i = 0; i < own.answers.length; i++) {
    const { release, entry } = own.answers[i] ?? {}
    if (release === undefined) continue
    if (entry !== undefined) told.add(release.series)
    if (assessment.releases[i]?.status !== 'affected' || (project.bounds === 'final' && release.version.prerelease))
      continue
    const versions = affected.get(release.series)
    if (versions === undefined) affected.set(release.series, [release.version.text])
    else versions.push(release.version.text)
  }
  const missing = [...affected].filter(([series]) => !told.has(series))
  const [first] = missing
  if (first === undefined || !isRestSafe(own)) return
  report({
    at: placeOfVersions(own),
    message:
      missing.length === 1
        ? `no entry says anything of ${nameOf(project, first[0])}, of which ${versionList(first[1])} ${first[1].length === 1 ? 'is' : 'are'} affected`
        : `no entry says anything of ${versionList(missing.map(([series]) => nameOf(project, series)))}, which have affected releases`,
    hint: 'add an entry for each branch',
  })
}

/** Where `defaultStatus` is "affected" or "unknown", nobody believes to be safe because an entry is missing. */
function isRestSafe({ products }: ProjectProducts): boolean {
  return products.every(({ product }) => (product.defaultStatus ?? 'unaffected') === 'unaffected')
}

function nameOf({ branches }: Project, series: string): string {
  return branches.find((branch) => branch.series === series)?.name ?? series
}

/** Entries of branches at their end of life that go on over later branches with an end of their own. */
function endless(own: ProjectProducts, project: Project, assessment: Assessment | undefined, report: Report): void {
  const ended = project.branches.filter(({ lifecycle }) => lifecycle === 'end-of-life')
  if (ended.length === 0) return
  for (const { entries } of own.products) {
    const latest = latestFixed(entries, own.scheme)
    if (latest?.lower === undefined) continue
    for (const view of entries) {
      const { entry, lower, upperText, scheme } = view
      if (upperText !== '*' || entry.status !== 'affected' || entry.changes !== undefined) continue
      if (lower === undefined || scheme !== own.scheme || (scheme.compare(latest.lower, lower) ?? 0) <= 0) continue
      const branch = ended.find(({ series }) => scheme.series(lower, series.split('.').length) === series)
      if (branch === undefined || isToldOfByAssessment(own, view, assessment)) continue
      report({
        at: endOf(view),
        message: `${branch.name} is at its end of life, and its entry has no end: it calls ${latest.upperText} affected too`,
        hint: `end it with the branch: lessThan ${branch.series}.*`,
      })
    }
  }
}

/** The entry of the latest branch that has an end. */
function latestFixed(entries: readonly EntryView[], scheme: Scheme): EntryView | undefined {
  let latest: EntryView | undefined
  for (const view of entries) {
    if (view.scheme !== scheme || view.entry.status !== 'affected') continue
    if (view.lower === undefined || view.upper === undefined) continue
    if (latest?.lower === undefined || (scheme.compare(view.lower, latest.lower) ?? 0) > 0) latest = view
  }
  return latest
}

/** Fixed releases that an entry calls affected are the subject of another rule. */
function isToldOfByAssessment(own: ProjectProducts, view: EntryView, assessment: Assessment | undefined): boolean {
  return (
    assessment?.releases.some(({ status }, i) => status === 'fixed' && own.answers[i]?.entry?.at === view.at) === true
  )
}

function placeOfVersions({ products: [first] }: ProjectProducts): string {
  return first === undefined ? '' : first.product.versions === undefined ? first.at : `${first.at}/versions`
}
