import type { AffectedProduct, CveRecord, ProductStatus } from './record.ts'
import { makeOrders, type Outcome, readEntry } from './status-entry.ts'

export interface StatusOptions {
  /**
   * Reads as consumers do, and not as the format says: where the `versionType` of an entry cannot order the versions, the usual
   * orders are tried, and `>= 2.0.0, < 2.0.6` in `version` is a range. Good for looking at the records of others.
   */
  readonly lenient?: boolean
}

/** What a product's block says of one version. Entries and changes are numbers in their lists, from 0. */
export interface StatusAnswer {
  /** `unknown` where nothing decides. */
  readonly status: ProductStatus
  readonly by: Decider
  /** Later entries that match as well and say otherwise: with the entries in another order the answer would be another. */
  readonly overruled: readonly number[]
}

export type Decider =
  | { readonly kind: 'entry'; readonly entry: number }
  | { readonly kind: 'change'; readonly entry: number; readonly change: number }
  | { readonly kind: 'default' }
  /** The entry cannot be compared with the version, and what comes after it does not make up for that. */
  | { readonly kind: 'undecidable'; readonly entry: number; readonly reason: string }

/**
 * The status of one version, by the algorithm of the format: entries in their order, the first that matches wins, then its
 * changes up to the version, sorted by their versions; else `defaultStatus`, which is `unknown` where it is missing.
 *
 * In a range, `0` as `version` is no lower bound, `*` as upper bound is infinity, and `1.*` the end of the branch 1.x. A single
 * version matches the same text, or an equal version of its `versionType`.
 *
 * The algorithm supposes an order. Where an entry has none (`custom`, `git` without its repository, an unknown type, a text
 * that is no version of the type), equality is all that counts, and a range that depends on more is undecidable: so is the
 * answer, unless everything that could come out is the same.
 *
 * Source: CVE_Record_Format.json 5.2.0, `#/definitions/product/properties/versions/items`.
 */
export function statusOf(product: AffectedProduct, version: string, options: StatusOptions = {}): StatusAnswer {
  return statusReader(product, options)(version)
}

/** One row of {@link affectedVersions}: an answer for each product of the record's CNA, in their order. */
export interface VersionRow {
  readonly version: string
  readonly answers: readonly StatusAnswer[]
}

/** What the CNA of a record says of each of the versions. A rejected record has no products, and no answers. */
export function affectedVersions(
  record: CveRecord,
  versions: readonly string[],
  options: StatusOptions = {},
): readonly VersionRow[] {
  const readers = (record.containers.cna.affected ?? []).map((product) => statusReader(product, options))
  return versions.map((version) => ({ version, answers: readers.map((read) => read(version)) }))
}

/** {@link statusOf} for many versions of one product, whose bounds are then read only once. */
export function statusReader(product: AffectedProduct, options: StatusOptions = {}): (version: string) => StatusAnswer {
  const orderOf = makeOrders()
  const entries = (product.versions ?? []).map((entry) => readEntry(entry, orderOf, options.lenient === true))
  return (version) =>
    decide(
      entries.map((ask) => ask(version)),
      product.defaultStatus ?? 'unknown',
    )
}

function decide(outcomes: readonly Outcome[], defaultStatus: ProductStatus): StatusAnswer {
  const found = outcomes.findIndex(({ matches }) => matches === true)
  const match = outcomes[found]
  const status = match?.statuses[0] ?? defaultStatus
  const overruled = outcomes.flatMap((outcome, i) =>
    found >= 0 && i > found && outcome.matches === true && outcome.statuses[0] !== status ? [i] : [],
  )
  const asked = match === undefined ? outcomes : outcomes.slice(0, found + 1)
  const open = asked.findIndex(({ reason, statuses }) => reason !== '' && statuses.some((each) => each !== status))
  if (open >= 0) {
    return { status: 'unknown', by: { kind: 'undecidable', entry: open, reason: outcomes[open]!.reason }, overruled }
  }
  if (match === undefined) return { status, by: { kind: 'default' }, overruled }
  if (match.change === undefined) return { status, by: { kind: 'entry', entry: found }, overruled }
  return { status, by: { kind: 'change', entry: found, change: match.change }, overruled }
}
