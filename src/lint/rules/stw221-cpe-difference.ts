import { statusReader } from '#cve'
import { quote } from '#fault'
import { CPE_ATTRIBUTES, type Cpe, escapeCpe, parseCpe } from '#ids'
import type { JsonObject } from '#json'
import {
  compareVersions,
  complement,
  contains,
  type Interval,
  intersect,
  normalize,
  type Scheme,
  union,
  type Version,
  type VersionRange,
} from '#versions'
import { type AffectedRange, affectedRange } from '../affected-range.ts'
import { type CpeMatch, intervalOfMatch, productOf, readCpeApplicability, versionIn } from '../cpe-matches.ts'
import { projectProducts, versionList } from '../project-products.ts'
import { fold, isRegistered } from '../registered-product.ts'
import type { Fix, RecordRule, Report } from '../rule.ts'
import type { ProductView, RecordSubject } from '../subject.ts'

export const cpeDifference: RecordRule = {
  code: 'STW221',
  name: 'cpe-difference',
  on: 'record',
  level: 'warning',
  what: '`cpeApplicability` and `cpes` call the same versions vulnerable as `affected`. Where the releases of the project are known, they are compared; otherwise the ranges are.',
  why: 'Scanners that match by CPE never look at `versions`. When a range is corrected and the CPE names are forgotten, they go on with the old one.',
  cnaRules: ['no-contradiction', 'affected-versions'],
  uses: ['project', 'releases'],
  fixes: true,
  example: {
    wrong: { container: { cpeApplicability: applicability({ versionEndExcluding: '3.13.9' }) } },
    right: {
      container: {
        cpeApplicability: applicability(
          { versionStartIncluding: '3.12.0', versionEndExcluding: '3.12.13' },
          { versionStartIncluding: '3.13.0', versionEndExcluding: '3.13.9' },
        ),
      },
    },
  },

  check(subject, report) {
    for (const view of subject.products) checkNames(view, report)
    const { cpeApplicability } = subject.container
    if (cpeApplicability === undefined || cpeApplicability.length === 0) return
    const matches = readCpeApplicability(cpeApplicability)
    if (matches !== undefined) checkApplicability(subject, matches, report)
  },
}

function applicability(...ranges: readonly JsonObject[]): readonly JsonObject[] {
  const cpeMatch = ranges.map((range) => ({
    vulnerable: true,
    criteria: 'cpe:2.3:a:lsf:lantern:*:*:*:*:*:*:*:*',
    ...range,
  }))
  return [{ nodes: [{ operator: 'OR', negate: false, cpeMatch }] }]
}

/** Questions about a version to an entry that are asked of one product at most. */
const MOST_QUESTIONS = 1_000_000

/** A name with a version in `cpes` is one that is affected. */
function checkNames({ product, entries, at }: ProductView, report: Report): void {
  const { cpes = [] } = product
  if (cpes.length === 0 || cpes.length * entries.length > MOST_QUESTIONS) return
  if (!entries.every(({ scheme }) => scheme.order === 'total')) return
  const statusOf = statusReader(product)
  for (let i = 0; i < cpes.length; i++) {
    const cpe = parseCpe(cpes[i] ?? '')
    // A name of something else, as of the distribution that holds the package, has versions of its own.
    if (!cpe.ok || fold(cpe.value.product) !== fold(product.product ?? '')) continue
    const version = versionIn(cpe.value)
    if (version === undefined || entries[0]?.scheme.parse(version).ok !== true) continue
    const { status, by } = statusOf(version)
    if (status !== 'unaffected' || by.kind === 'undecidable') continue
    report({
      at: `${at}/cpes/${i}`,
      message: `the CPE name is of version ${version}, which the versions call unaffected`,
      hint: 'name the product without a version, and leave versions to the ranges',
    })
  }
}

/** What one product is called in `cpeApplicability`, and what the record says of its versions there and in `affected`. */
interface Compared {
  readonly matches: readonly CpeMatch[]
  readonly range: AffectedRange
  readonly cpe: VersionRange
}

/** Differences that are told of one record at most. */
const MOST_TOLD = 4

function checkApplicability(subject: RecordSubject, matches: readonly CpeMatch[], report: Report): void {
  const at = `${subject.base}/cpeApplicability`
  const byName = Map.groupBy(matches, ({ criteria }) => productOf(criteria))
  const called = productsByName(subject)
  const compared: Compared[] = []
  const sentences: string[] = []
  for (const [name, own] of byName) {
    const isOnly = byName.size === 1 && subject.products.length === 1
    const views = called.get(name) ?? (isOnly ? viewsOf(subject) : [])
    const range = combined(views)
    const cpe = range === undefined ? undefined : cpeRange(own, range.scheme)
    if (range === undefined || cpe === undefined) continue
    compared.push({ matches: own, range, cpe })
    const what = byName.size === 1 ? 'cpeApplicability' : `cpeApplicability of ${quote(name)}`
    for (const sentence of differences({ matches: own, range, cpe }, views, subject))
      sentences.push(`${what} ${sentence}`)
  }
  if (sentences.length === 0) return
  // What cannot be compared cannot be written anew either.
  const fix = compared.length === byName.size ? rewrite(compared, at) : undefined
  report({
    at,
    message:
      sentences.length > MOST_TOLD ? `${sentences.slice(0, MOST_TOLD).join('; ')}; and more` : sentences.join('; '),
    ...(fix === undefined ? { hint: 'write cpeApplicability anew from the versions' } : { fix }),
  })
}

/** The products of the record, those of the project with their versions as the project reads them. */
function viewsOf(subject: RecordSubject): readonly ProductView[] {
  const own = new Map((projectProducts(subject)?.products ?? []).map((view) => [view.at, view]))
  return subject.products.map((view) => own.get(view.at) ?? view)
}

/** The products by the CPE names that they carry, or that their project gives them. */
function productsByName(subject: RecordSubject): ReadonlyMap<string, readonly ProductView[]> {
  const { project } = subject.world
  const byName = new Map<string, Set<ProductView>>()
  for (const view of viewsOf(subject)) {
    const isOwn = project !== undefined && isRegistered(view.product, project.product)
    for (const text of [...(view.product.cpes ?? []), ...((isOwn && project.product.cpes) || [])]) {
      const cpe = parseCpe(text)
      if (!cpe.ok) continue
      const name = productOf(cpe.value)
      const views = byName.get(name)
      if (views === undefined) byName.set(name, new Set([view]))
      else views.add(view)
    }
  }
  return new Map([...byName].map(([name, views]) => [name, [...views]]))
}

function combined(views: readonly ProductView[]): AffectedRange | undefined {
  const ranges = views.flatMap((view) => affectedRange(view) ?? [])
  const [first] = ranges
  if (first === undefined || ranges.length < views.length || ranges.some(({ scheme }) => scheme !== first.scheme)) {
    return undefined
  }
  return {
    scheme: first.scheme,
    affected: union(...ranges.map(({ affected }) => affected)),
    unknown: union(...ranges.map(({ unknown }) => unknown)),
  }
}

function cpeRange(matches: readonly CpeMatch[], scheme: Scheme): VersionRange | undefined {
  const intervals = matches.flatMap((match) => intervalOfMatch(match, scheme) ?? [])
  return intervals.length < matches.length ? undefined : normalize(intervals)
}

/** What each of the two says and the other does not. */
function differences(
  { range, cpe, matches }: Compared,
  views: readonly ProductView[],
  subject: RecordSubject,
): readonly string[] {
  const releases = releasesOf(views, subject)
  const outside = complement(union(range.affected, range.unknown))
  const without = complement(cpe)
  const left = intersect(range.affected, without)
  const added = intersect(cpe, outside)
  const namesSingle = matches.some(({ criteria }) => criteria.version !== '*')
  const listsSingle = views.some(({ entries }) => entries.some(({ isRange }) => !isRange))
  const missing = releases === undefined ? inWords(left, namesSingle).join(', ') : releasesIn(left, releases)
  const extra = releases === undefined ? inWords(added, listsSingle).join(', ') : releasesIn(added, releases)
  return [
    ...(missing === '' ? [] : [`leaves out ${missing}, which the versions call affected`]),
    ...(extra === '' ? [] : [`calls ${extra} vulnerable, and the versions do not`]),
  ]
}

function releasesIn(range: VersionRange, releases: readonly Version[]): string {
  return versionList(releases.filter((version) => contains(range, version)).map(({ text }) => text))
}

/** The releases of the project, in the order of the products' scheme. */
function releasesOf(views: readonly ProductView[], subject: RecordSubject): readonly Version[] | undefined {
  const own = projectProducts(subject)
  const { releases } = subject.world
  if (own?.scheme.order !== 'total' || releases === undefined) return undefined
  const isOwn = views.every(
    ({ at, entries }) =>
      own.products.some((view) => view.at === at) && entries.every(({ scheme }) => scheme === own.scheme),
  )
  return isOwn ? releases.releases.map(({ version }) => version) : undefined
}

/** Intervals that are shown. */
const MOST_SHOWN = 3

/**
 * A difference between ranges in words. Where one side lists versions one by one, what lies between them may not exist: then only
 * single versions are a difference.
 */
function inWords(range: VersionRange, isListed: boolean): readonly string[] {
  const sure = range.filter((interval) => !(isListed && !isSingle(interval)) && !hasEndOfBranch(interval))
  const words = sure.slice(0, MOST_SHOWN).map(describe)
  return sure.length > MOST_SHOWN ? [...words, 'more'] : words
}

function isSingle({ lower, upper }: Interval): boolean {
  return lower !== undefined && upper !== undefined && compareVersions(lower.version, upper.version) === 0
}

/** The end of `3.12.*` is a number that nobody writes, and that CPE has no word for. */
function hasEndOfBranch({ lower, upper }: Interval): boolean {
  return [lower, upper].some((bound) => bound?.version.text.includes(String(Number.MAX_SAFE_INTEGER)) === true)
}

function describe(interval: Interval): string {
  const { lower, upper } = interval
  if (isSingle(interval)) return lower?.version.text ?? ''
  const to = upper === undefined ? '' : ` ${upper.inclusive ? 'to' : 'before'} ${upper.version.text}`
  if (lower === undefined) return upper === undefined ? 'all versions' : `versions${to}`
  if (!lower.inclusive) return `versions after ${lower.version.text}${to}`
  return `versions from ${lower.version.text}${upper === undefined ? ' on' : to}`
}

function rewrite(compared: readonly Compared[], at: string): Fix | undefined {
  const nodes: JsonObject[] = []
  for (const { matches, range } of compared) {
    const [name, ...others] = new Set(matches.map(({ criteria }) => withVersion(criteria, '*')))
    const [first] = matches
    if (name === undefined || first === undefined || others.length > 0) return undefined
    if (range.affected.length === 0 || range.affected.some(hasEndOfBranch)) return undefined
    const cpeMatch = range.affected.map((interval): JsonObject => {
      if (isSingle(interval)) {
        const version = escapeCpe(interval.lower?.version.text ?? '')
        return { vulnerable: true, criteria: withVersion(first.criteria, version) }
      }
      return { vulnerable: true, criteria: name, ...boundsOf(interval) }
    })
    nodes.push({ operator: 'OR', negate: false, cpeMatch })
  }
  return {
    does: 'writes cpeApplicability anew from the versions',
    edits: [{ op: 'replace', at, value: [{ nodes }] }],
  }
}

function withVersion(cpe: Cpe, version: string): string {
  const values = CPE_ATTRIBUTES.map((attribute) =>
    attribute === 'version' ? version : attribute === 'update' ? '*' : cpe[attribute],
  )
  return `cpe:2.3:${values.join(':')}`
}

function boundsOf({ lower, upper }: Interval): JsonObject {
  return {
    ...(lower && { [lower.inclusive ? 'versionStartIncluding' : 'versionStartExcluding']: lower.version.text }),
    ...(upper && { [upper.inclusive ? 'versionEndIncluding' : 'versionEndExcluding']: upper.version.text }),
  }
}
