import { type AffectedProduct, type ProductStatus, statusReader } from '#cve'
import type { Release } from '#project'
import { type Scheme, schemeNamed, type Version } from '#versions'
import { isRegistered } from './registered-product.ts'
import type { EntryView, ProductView, RecordSubject } from './subject.ts'

/** The products of a record that are its project's, their versions read as the project reads them. */
export interface ProjectProducts {
  /** The scheme of the project. */
  readonly scheme: Scheme
  readonly products: readonly ProductView[]
  /** The record is about nothing else. */
  readonly isWholeRecord: boolean
  /**
   * What the products say together of each known release, in the order of the releases: affected where one of them says so. Empty
   * where no release is known, or where it would take too long to ask.
   */
  readonly answers: readonly ReleaseAnswer[]
}

export interface ReleaseAnswer {
  readonly release: Release
  /** `undecided` where the record depends on an order that its version type does not have. */
  readonly status: ProductStatus | 'undecided'
  readonly product: ProductView
  /** The entry that decided; undefined for `defaultStatus`. */
  readonly entry: EntryView | undefined
}

/** Comparisons of a release with an entry that are made for one record at most. */
const MOST_COMPARISONS = 2_000_000

/** Made once for each subject: one rule asks after the other. */
const made = new WeakMap<RecordSubject, ProjectProducts | undefined>()

/** Undefined where no project is known, or where the record is not about its product. */
export function projectProducts(subject: RecordSubject): ProjectProducts | undefined {
  if (subject.world.project === undefined) return undefined
  if (!made.has(subject)) made.set(subject, make(subject))
  return made.get(subject)
}

function make({ products, world: { project, releases, assessment } }: RecordSubject): ProjectProducts | undefined {
  const named = schemeNamed(project?.scheme ?? '')
  if (project === undefined || !named.ok) return undefined
  const scheme = named.value
  const [first] = products
  // A record about one product is about this one, whatever it calls it.
  const own = (
    products.length === 1 && first !== undefined
      ? [first]
      : products.filter(({ product }) => isRegistered(product, project.product))
  ).map((view) => readAs(scheme, view))
  if (own.length === 0) return undefined
  const known = assessment?.releases.map(({ release }) => release) ?? releases?.releases ?? []
  let answers: readonly ReleaseAnswer[] | undefined
  return {
    scheme,
    products: own,
    isWholeRecord: own.length === products.length,
    get answers() {
      answers ??= answersOf(own, known)
      return answers
    },
  }
}

/** Entries whose `versionType` means no order that is known are read in the project's own. */
function readAs(scheme: Scheme, view: ProductView): ProductView {
  if (scheme.order === 'none' || !view.entries.some(({ scheme: own }) => own.order === 'none')) return view
  const entries = view.entries.map((each): EntryView => {
    if (each.scheme.order !== 'none') return each
    const entry = { ...each.entry, versionType: scheme.name }
    const { isRange, upperText } = each
    return {
      ...each,
      entry,
      scheme,
      lower: isRange && entry.version === '0' ? undefined : versionOf(scheme, entry.version),
      upper: upperText === undefined || upperText.endsWith('*') ? undefined : versionOf(scheme, upperText),
    }
  })
  const product: AffectedProduct = { ...view.product, versions: entries.map(({ entry }) => entry) }
  return { ...view, product, entries }
}

export function versionOf(scheme: Scheme, text: string): Version | undefined {
  const read = scheme.parse(text)
  return read.ok ? read.value : undefined
}

function answersOf(products: readonly ProductView[], releases: readonly Release[]): readonly ReleaseAnswer[] {
  const entries = products.reduce((sum, { product }) => sum + countEntries(product), 0)
  if (entries * releases.length > MOST_COMPARISONS) return []
  const readers = products.map((view) => ({ view, read: statusReader(view.product) }))
  return releases.map((release) => {
    let best: ReleaseAnswer | undefined
    for (const { view, read } of readers) {
      const { status, by } = read(release.version.text)
      const answer: ReleaseAnswer = {
        release,
        status: by.kind === 'undecidable' ? 'undecided' : status,
        product: view,
        entry: by.kind === 'default' ? undefined : view.entries[by.entry],
      }
      if (best === undefined || WEIGHT[answer.status] > WEIGHT[best.status]) best = answer
    }
    if (best === undefined) throw new Error('a release was asked of no product')
    return best
  })
}

function countEntries({ versions = [] }: AffectedProduct): number {
  return versions.reduce((sum, { changes = [] }) => sum + 1 + changes.length, 0)
}

const WEIGHT: Readonly<Record<ReleaseAnswer['status'], number>> = {
  affected: 3,
  undecided: 2,
  unknown: 1,
  unaffected: 0,
}

/** Where an answer comes from: the end of a range, a single version, or the status of whatever is not listed. */
export function placeOf({ product, entry }: ReleaseAnswer): string {
  return entry === undefined ? `${product.at}/defaultStatus` : endOf(entry)
}

/** JSON Pointer of the upper bound of an entry; of the version where it has none. */
export function endOf({ entry, at }: EntryView): string {
  if (entry.lessThan !== undefined) return `${at}/lessThan`
  return entry.lessThanOrEqual === undefined ? `${at}/version` : `${at}/lessThanOrEqual`
}

/** Versions for a sentence: all of a few, the ends of many. */
export function versionList(versions: readonly string[]): string {
  const [first] = versions
  const last = versions.at(-1)
  if (first === undefined || last === undefined) return ''
  if (versions.length === 1) return first
  if (versions.length > 4) return `${first} to ${last} (${versions.length} releases)`
  return `${versions.slice(0, -1).join(', ')} and ${last}`
}
