import {
  complement,
  type Interval,
  intersect,
  NO_VERSIONS,
  normalize,
  type Scheme,
  union,
  type VersionRange,
} from '#versions'
import { segmentsOf } from './entry-segments.ts'
import type { ProductView } from './subject.ts'

/** What the entries of a product say of all versions there could be, under one scheme. */
export interface AffectedRange {
  readonly scheme: Scheme
  readonly affected: VersionRange
  /** Of which the record says that nobody knows. */
  readonly unknown: VersionRange
}

/** Each entry is held against all before it. */
const MOST_ENTRIES = 500

/**
 * The versions that a product's entries call affected: the first entry that holds a version decides, then `defaultStatus`, which is taken
 * for `unaffected` where it is missing. Undefined without entries, with too many, and where they cannot be put into one order.
 */
export function affectedRange({ product, entries }: ProductView): AffectedRange | undefined {
  const scheme = entries[0]?.scheme
  if (scheme?.order !== 'total' || entries.length > MOST_ENTRIES) return undefined
  let decided: VersionRange = NO_VERSIONS
  const said = { affected: [] as Interval[], unknown: [] as Interval[] }
  for (const view of entries) {
    const segments = view.scheme === scheme ? segmentsOf(view) : undefined
    if (segments === undefined) return undefined
    const free = complement(decided)
    for (const { interval, status } of segments) {
      if (status !== 'unaffected') said[status].push(...intersect(normalize([interval]), free))
    }
    decided = union(decided, normalize(segments.map(({ interval }) => interval)))
  }
  const { defaultStatus = 'unaffected' } = product
  if (defaultStatus !== 'unaffected') said[defaultStatus].push(...complement(decided))
  return { scheme, affected: normalize(said.affected), unknown: normalize(said.unknown) }
}
