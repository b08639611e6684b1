import type { Json } from '#json'

/** One difference in meaning between two editions of a record. */
export interface CveChange {
  readonly kind: CveChangeKind
  /** JSON Pointer of what changed in the later edition; in the earlier one for what is gone. */
  readonly at: string
  /** One plain sentence, lower case, no full stop: `range 3.12.0: upper bound 3.12.5 -> 3.12.6`. */
  readonly message: string
  readonly before?: Json
  readonly after?: Json
}

export type CveChangeKind =
  | 'id-changed'
  | 'state-changed'
  | 'assigner-changed'
  | 'title-changed'
  | 'description-changed'
  | 'product-added'
  | 'product-removed'
  | 'product-changed' // its names, or what else is said of it besides versions
  | 'default-status-changed'
  | 'range-added' // a range or a single version
  | 'range-removed'
  | 'range-widened'
  | 'range-narrowed'
  | 'range-moved' // both bounds, or bounds that cannot be compared
  | 'range-changed' // status, type or changes of a range, or the order of ranges that overlap
  | 'reference-added'
  | 'reference-removed'
  | 'reference-changed' // its tags or its name
  | 'metric-added'
  | 'metric-removed'
  | 'metric-changed'
  | 'weakness-added'
  | 'weakness-removed'
  | 'credit-added'
  | 'credit-removed'
  | 'credit-changed'
  | 'adp-added'
  | 'adp-removed'
  | 'field-added'
  | 'field-removed'
  | 'field-changed'

/** An item of a list with its place. */
export interface Placed<T> {
  readonly item: T
  readonly at: string
}

export function placed<T>(items: readonly T[] | undefined, at: string): readonly Placed<T>[] {
  return (items ?? []).map((item, i) => ({ item, at: `${at}/${i}` }))
}

/** A change of one value into another, either of which may be absent. */
export function change(
  kind: CveChangeKind,
  at: string,
  message: string,
  before: Json | undefined,
  after: Json | undefined,
): CveChange {
  return { kind, at, message, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
}

export interface Pairing<T> {
  readonly both: readonly (readonly [before: Placed<T>, after: Placed<T>])[]
  readonly removed: readonly Placed<T>[]
  readonly added: readonly Placed<T>[]
}

/** Pairs the items that have the same key, in their order where several have it. */
export function pair<T>(
  before: readonly Placed<T>[],
  after: readonly Placed<T>[],
  key: (item: T) => string | undefined,
): Pairing<T> {
  const waiting = Map.groupBy(before, ({ item }) => key(item))
  const both: (readonly [Placed<T>, Placed<T>])[] = []
  const added: Placed<T>[] = []
  const taken = new Set<Placed<T>>()
  for (const now of after) {
    const name = key(now.item)
    const then = name === undefined ? undefined : waiting.get(name)?.shift()
    if (then === undefined) {
      added.push(now)
    } else {
      taken.add(then)
      both.push([then, now])
    }
  }
  return { both, removed: before.filter((each) => !taken.has(each)), added }
}

/** Pairs by one key after the other; an item that finds no partner under one tries the next. */
export function pairInTurn<T>(
  before: readonly Placed<T>[],
  after: readonly Placed<T>[],
  ...keys: readonly ((item: T) => string | undefined)[]
): Pairing<T> {
  let left: Pairing<T> = { both: [], removed: before, added: after }
  for (const key of keys) {
    const { both, removed, added } = pair(left.removed, left.added, key)
    left = { both: [...left.both, ...both], removed, added }
  }
  return left
}
