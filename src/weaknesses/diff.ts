import type { AttackPattern, Listing, Weakness } from './catalogue.ts'
import type { Mapping } from './mapping.ts'

/** What a newer listing says that the older one did not. Entries in the order of the newer listing. */
export interface ListingDiff<Entry> {
  readonly added: readonly Entry[]
  /** In the older listing only; empty where the newer one is not whole. */
  readonly removed: readonly Entry[]
  readonly renamed: readonly Change<Entry, string>[]
  readonly deprecated: readonly Entry[]
  readonly remapped: readonly Change<Entry, Mapping>[]
  /** Entries with another difference: description, hierarchy, suggestions and the like. */
  readonly reworded: readonly Entry[]
}

export interface Change<Entry, Value> {
  readonly entry: Entry
  readonly before: Value
  readonly after: Value
}

/** Compares two listings of one catalogue. A name that has lost its capitals differs only in more than capitals. */
export function diffListings<Id, Entry extends Weakness | AttackPattern>(
  before: Listing<Id, Entry>,
  after: Listing<Id, Entry>,
): ListingDiff<Entry> {
  const added: Entry[] = []
  const renamed: Change<Entry, string>[] = []
  const deprecated: Entry[] = []
  const remapped: Change<Entry, Mapping>[] = []
  const reworded: Entry[] = []
  for (const [id, entry] of after.entries) {
    const old = before.entries.get(id)
    if (old === undefined) {
      added.push(entry)
      continue
    }
    if (!isSameName(old, entry)) renamed.push({ entry, before: old.name, after: entry.name })
    if (entry.deprecated && !old.deprecated) deprecated.push(entry)
    const mappings = [old, entry].map((each) => ('mapping' in each ? each.mapping : undefined))
    const [was, is] = mappings
    if (was !== undefined && is !== undefined && !isSameMapping(was, is, before.whole)) {
      remapped.push({ entry, before: was, after: is })
    } else if (before.whole && restOf(old) !== restOf(entry)) reworded.push(entry)
  }
  const removed = after.whole
    ? [...before.entries].filter(([id]) => !after.entries.has(id)).map(([, entry]) => entry)
    : []
  return { added, removed, renamed, deprecated, remapped, reworded }
}

/** Whether two listings say the same. */
export function isSameListing(diff: ListingDiff<unknown>): boolean {
  return Object.values(diff).every((list: readonly unknown[]) => list.length === 0)
}

/**
 * Whether the newer listing seems to be a part of a catalogue, of which MITRE offers several in the same form: what has an
 * identifier keeps it, deprecated at worst, so only an older version may lack what is known.
 */
export function seemsPartial(
  before: Listing<unknown, unknown>,
  after: Listing<unknown, unknown>,
  { removed }: ListingDiff<unknown>,
): boolean {
  return removed.length > 0 && !isOlder(after.version, before.version)
}

function isOlder(version: string | undefined, than: string | undefined): boolean {
  if (version === undefined || than === undefined) return false
  const [a, b] = [version, than].map((text) => text.split('.').map(Number))
  for (let i = 0; i < 4; i++) {
    const order = (a?.[i] ?? 0) - (b?.[i] ?? 0)
    if (order !== 0) return order < 0
  }
  return false
}

function isSameName(a: Weakness | AttackPattern, b: Weakness | AttackPattern): boolean {
  if (a.nameCase === 'official' && b.nameCase === 'official') return a.name === b.name
  return a.name.toLowerCase() === b.name.toLowerCase()
}

/** A source that tells less is not contradicted by one that tells more. */
function isSameMapping(before: Mapping, after: Mapping, beforeIsWhole: boolean): boolean {
  if (before === 'discouraged-or-prohibited')
    return after === 'discouraged' || after === 'prohibited' || after === before
  if (!beforeIsWhole && before === 'allowed') return after === 'allowed' || after === 'allowed-with-review'
  return before === after
}

/** Everything that has no list of its own, as text to compare. */
function restOf(entry: Weakness | AttackPattern): string {
  const { name: _name, nameCase: _case, deprecated: _deprecated, ...rest } = entry
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
}
