import { type StatusAnswer, statusReader } from '#cve'
import { affects, type OsvPackage, type OsvRecord } from '#osv'
import type { Release } from '#project'
import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { projectProducts, versionList } from '../project-products.ts'
import { fold } from '../registered-product.ts'
import type { RecordRule } from '../rule.ts'
import type { EntryView, ProductView, RecordSubject } from '../subject.ts'
import type { LintWorld } from '../world.ts'

const EXAMPLE_OSV: OsvRecord = {
  schema_version: '1.7.5',
  id: 'x_LSF-2030-4',
  modified: '2030-02-20T09:00:00Z',
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'lantern', purl: 'pkg:pypi/lantern' },
      ranges: [
        {
          type: 'ECOSYSTEM',
          events: [{ introduced: '3.12.0' }, { fixed: '3.12.13' }, { introduced: '3.13.0' }, { fixed: '3.13.9' }],
        },
      ],
    },
  ],
}
const EXAMPLE_WORLD: LintWorld = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES, osv: EXAMPLE_OSV }

export const osvDifference: RecordRule = {
  code: 'STW219',
  name: 'osv-difference',
  on: 'record',
  level: 'warning',
  what: 'The OSV record of the same vulnerability calls the same versions affected: of every release of the project, or, where the releases are not known, of the versions that the two records name.',
  why: 'Some scanners read CVE records, others OSV. Where the two differ, one half of the users is told something wrong, and nobody knows which.',
  cnaRules: ['affected-versions'],
  needs: ['osv'],
  uses: ['project', 'releases'],
  example: {
    wrong: {
      container: affecting({ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
    right: {
      container: affecting(
        { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' },
        { version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' },
      ),
      world: EXAMPLE_WORLD,
    },
  },

  check(subject, report) {
    const { osv } = subject.world
    // A record that was withdrawn calls nothing affected.
    if (osv === undefined || osv.withdrawn !== undefined) return
    for (const pair of pairsOf(subject, osv)) {
      const questions = questionsOf(pair, subject.world, osv)
      if (questions.length * sizeOf(pair, osv) > MOST_COMPARISONS) continue
      const readers = pair.products.map(({ product }) => statusReader(product))
      const here: string[] = []
      const there: string[] = []
      for (const { version, names } of questions) {
        const cve = saysCve(readers.map((read) => read(version)))
        const other = saysOsv(osv, pair.package, names)
        if (cve === true && other === false) here.push(version)
        if (cve === false && other === true) there.push(version)
      }
      if (here.length + there.length === 0) continue
      const sentences = [
        ...(there.length > 0 ? [`${osv.id} calls ${versionList(there)} affected, and this record does not`] : []),
        ...(here.length > 0 ? [`this record calls ${versionList(here)} affected, and ${osv.id} does not`] : []),
      ]
      const [first] = pair.products
      report({
        at:
          first === undefined ? subject.base : first.product.versions === undefined ? first.at : `${first.at}/versions`,
        message: sentences.join('; '),
        hint: 'settle which of them is right, and render both from the same facts',
      })
    }
  },
}

/** Comparisons of a version with what a record says that are made at most. */
const MOST_COMPARISONS = 2_000_000

/** Products of the record, and the package of the OSV record that they are. */
interface Pair {
  readonly products: readonly ProductView[]
  /** Undefined where the OSV record is about no package, but about a repository. */
  readonly package: OsvPackage | undefined
}

function pairsOf(subject: RecordSubject, osv: OsvRecord): readonly Pair[] {
  const packages = new Map<string, OsvPackage | undefined>()
  for (const { package: each } of osv.affected ?? []) {
    packages.set(each === undefined ? '' : `${each.ecosystem} ${each.name}`, each)
  }
  // In the project's own products the project's scheme stands in for version types without an order.
  const own = projectProducts(subject)?.products ?? []
  const products = subject.products.map((view) => own.find(({ at }) => at === view.at) ?? view)
  const pairs: Pair[] = []
  for (const each of packages.values()) {
    const isOnly = packages.size === 1 && products.length === 1
    const same = products.filter(
      (view) => (isOnly || (each !== undefined && isPackage(view, each))) && view.entries.every(isOrdered),
    )
    if (same.length > 0) pairs.push({ products: same, package: each })
  }
  return pairs
}

function isPackage(
  { product: { packageURL, packageName, product } }: ProductView,
  { name, purl }: OsvPackage,
): boolean {
  if (packageURL !== undefined && purl !== undefined) return packageURL === purl
  return [packageName, product].some((each) => each !== undefined && fold(each) === fold(name))
}

function isOrdered({ scheme }: EntryView): boolean {
  return scheme.order === 'total'
}

/** A version to ask about, and the names that the OSV record may have for it. */
interface Question {
  readonly version: string
  readonly names: readonly string[]
}

function questionsOf(pair: Pair, { releases, project }: LintWorld, osv: OsvRecord): readonly Question[] {
  if (releases !== undefined && project !== undefined) {
    // With `bounds: final` the CVE record leaves pre-releases out, and the list of the OSV record does not.
    const asked = releases.releases.filter(({ version }) => project.bounds !== 'final' || !version.prerelease)
    return asked.map(questionOf)
  }
  // Without a package versions are called as their tags, of which nothing is known here.
  if (pair.package === undefined) return []
  const named = new Set<string>()
  let hasRanges = false
  for (const { package: each, versions = [], ranges = [] } of osv.affected ?? []) {
    if (each?.ecosystem !== pair.package.ecosystem || each.name !== pair.package.name) continue
    for (const version of versions) named.add(version)
    for (const { type, events } of ranges) {
      if (type === 'GIT') continue
      hasRanges = true
      for (const { introduced, fixed, last_affected } of events) {
        const version = introduced ?? fixed ?? last_affected
        if (version !== undefined && version !== '0') named.add(version)
      }
    }
  }
  // A list holds versions that exist; the bounds of a range need not.
  if (hasRanges)
    for (const { entries } of pair.products)
      for (const { entry } of entries) for (const text of textsOf(entry)) named.add(text)
  return [...named].map((version) => ({ version, names: [version] }))
}

function questionOf({ version, tags }: Release): Question {
  return { version: version.text, names: [version.text, ...tags] }
}

function textsOf({ version, lessThan, lessThanOrEqual, changes = [] }: EntryView['entry']): readonly string[] {
  return [version, lessThan, lessThanOrEqual, ...changes.map(({ at }) => at)].flatMap((text) =>
    text === undefined || text === '0' || text.endsWith('*') ? [] : [text],
  )
}

function sizeOf({ products }: Pair, { affected }: OsvRecord): number {
  const entries = products.reduce((sum, { entries: own }) => sum + own.length, 0)
  return (affected ?? []).reduce(
    (sum, { versions = [], ranges = [] }) =>
      sum + versions.length + ranges.reduce((all, { events }) => all + events.length, 0),
    entries,
  )
}

/** Whether the record calls a version affected; undefined where it says that nobody knows, or where that cannot be told. */
function saysCve(answers: readonly StatusAnswer[]): boolean | undefined {
  if (answers.some(({ status }) => status === 'affected')) return true
  const isOpen = answers.some(({ status, by }) => status === 'unknown' && by.kind !== 'default')
  return isOpen ? undefined : false
}

function saysOsv(osv: OsvRecord, own: OsvPackage | undefined, names: readonly string[]): boolean | undefined {
  let isKnown = true
  for (const version of own === undefined ? names : names.slice(0, 1)) {
    const { answer } = affects(osv, { ...(own !== undefined && { package: own }), version })
    if (answer === 'affected') return true
    isKnown &&= answer === 'unaffected'
  }
  return isKnown ? false : undefined
}
