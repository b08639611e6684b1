import type { ProductStatus } from '#cve'
import { quote } from '#fault'
import { compareVersions, type Version } from '#versions'
import { affecting } from '../example-record.ts'
import { isRegistered } from '../registered-product.ts'
import type { RecordRule } from '../rule.ts'
import type { EntryView, ProductView, RecordSubject } from '../subject.ts'

export const inclusiveBound: RecordRule = {
  code: 'STW212',
  name: 'inclusive-bound',
  on: 'record',
  level: 'warning',
  what: 'A range ends before the release with the fix (`lessThan`), and not with the last release before it (`lessThanOrEqual`), where the release with the fix is known.',
  why: 'Between the two there can be others: release candidates, builds of distributions, a last commit. `lessThanOrEqual` calls them unaffected, although the fix is not in them.',
  cnaRules: ['fixed-versions'],
  uses: ['assessment', 'project'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({ version: '3.13.0', lessThanOrEqual: '3.13.8', status: 'affected', versionType: 'python' }),
    },
    right: {
      container: affecting({ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
    },
  },

  check(subject, report) {
    for (const product of subject.products) {
      if (product.entries.length > MOST_ENTRIES) continue
      for (const view of product.entries) {
        if (!view.upperIncluded || view.upper === undefined || view.entry.status !== 'affected') continue
        const { upper, lower, at, entry } = view
        if (entry.changes !== undefined || isOneVersion(lower, upper)) continue
        const fixed = fixAfter(subject, product, view, upper)
        if (fixed === undefined) continue
        report({
          at: `${at}/lessThanOrEqual`,
          message: `the fix is in ${quote(fixed.version)} (${fixed.source}), but what lies between ${quote(upper.text)} and it counts as unaffected`,
          fix: {
            does: `ends the range before ${fixed.version}`,
            edits: [
              { op: 'remove', at: `${at}/lessThanOrEqual` },
              { op: 'add', at: `${at}/lessThan`, value: fixed.version },
            ],
          },
        })
      }
    }
  },
}

/** Whoever has more entries lists releases one by one. To look for each in the prose would take long. */
const MOST_ENTRIES = 100

/** Likewise one release at a time, as a range. */
function isOneVersion(lower: Version | undefined, upper: Version): boolean {
  return lower !== undefined && compareVersions(lower, upper) === 0
}

interface Fixed {
  readonly version: string
  /** Where that is said, in words. */
  readonly source: string
}

/** The release with the fix after the last affected one, as far as git or the record itself says which it is. */
function fixAfter(subject: RecordSubject, product: ProductView, view: EntryView, upper: Version): Fixed | undefined {
  const { project, assessment } = subject.world
  if (assessment !== undefined && project !== undefined && isRegistered(product.product, project.product)) {
    const version = fixedRelease(subject, view, upper)
    return version === undefined ? undefined : { version, source: 'by the releases of the project' }
  }
  const next = view.scheme.next(upper)
  if (next === undefined) return undefined
  if (isCalledUnaffected(product, next)) return { version: next, source: 'by another entry' }
  const reference = subject.container.references?.findIndex(
    ({ url, tags }) => tags?.some((tag) => tag === 'release-notes' || tag === 'patch') === true && names(url, next),
  )
  if (reference !== undefined && reference >= 0) return { version: next, source: `by references/${reference}` }
  return isFixedInProse(subject.description, next) ? { version: next, source: 'by the description' } : undefined
}

/** The next release of the same series, if it is the first with the fix. */
function fixedRelease({ world }: RecordSubject, { scheme }: EntryView, upper: Version): string | undefined {
  const series = world.assessment?.releases.find(({ release }) => isSame(release.version, upper))?.release.series
  const next = world.assessment?.releases.find(
    ({ release }) =>
      release.series === series &&
      release.version.scheme === scheme.name &&
      (compareVersions(release.version, upper) ?? 0) > 0,
  )
  return next?.status === 'fixed' ? next.release.version.text : undefined
}

function isSame(a: Version, b: Version): boolean {
  return a.scheme === b.scheme && compareVersions(a, b) === 0
}

function isCalledUnaffected({ entries }: ProductView, next: string): boolean {
  const status: ProductStatus = 'unaffected'
  return entries.some(({ entry }) => entry.status === status && entry.version === next)
}

/** Whether a text holds a version, and not a longer one that begins or ends alike. */
function names(text: string, version: string): boolean {
  return placesOf(text, version).next().done !== true
}

/** Where a version stands in a text: 1.2.3 does not stand in 11.2.3, nor in 1.2.30 or 1.2.3.4. */
function* placesOf(text: string, version: string): Generator<number> {
  for (let at = text.indexOf(version); at >= 0; at = text.indexOf(version, at + 1)) {
    const after = text.slice(at + version.length, at + version.length + 2)
    if (!/[0-9.]$/.test(text.slice(Math.max(0, at - 1), at)) && !/^(?:[0-9A-Za-z]|[.-][0-9A-Za-z])/.test(after))
      yield at
  }
}

const FIX_WORDS =
  /(?:(?:fixed|patched|resolved|addressed|corrected)(?: [\w.-]+)? in|before|prior to|upgrade to|update to)(?: [\w.-]+)?(?: version)? v?$/i

function isFixedInProse(description: string, version: string): boolean {
  for (const at of placesOf(description, version)) {
    if (FIX_WORDS.test(description.slice(Math.max(0, at - 60), at))) return true
  }
  return false
}
