import { canonical } from './canonical.ts'
import { type CveChange, type CveChangeKind, change, type Placed, pairInTurn, placed } from './change.ts'
import type { Editions } from './diff-fields.ts'
import type { AffectedProduct, VersionEntry } from './record.ts'
import { makeOrders, type OrderOf } from './status-entry.ts'
import { schemeOfVersionType } from './version-type.ts'

/**
 * What changed in the version entries of one product. An entry is recognised by its lower bound, else by its upper bound, else
 * by the series of its lower bound; their order counts only where entries overlap and say different things.
 */
export function diffVersions(editions: Editions<AffectedProduct>): readonly CveChange[] {
  const orderOf = makeOrders()
  const before = placed(editions.before.versions, `${editions.atBefore}/versions`)
  const after = placed(editions.after.versions, `${editions.atAfter}/versions`)
  const { both, removed, added } = pairInTurn(before, after, canonical, sameStart, sameEnd, sameSeries)
  const say = (message: string): string => editions.label + message
  return [
    ...both.flatMap(([then, now]) => diffEntry(then, now, orderOf, say)),
    ...removed.map(({ item, at }) => change('range-removed', at, say(`${name(item)}: removed`), item, undefined)),
    ...added.map(({ item, at }) => change('range-added', at, say(`${name(item)}: added`), undefined, item)),
    ...(isReordered(both, orderOf)
      ? [
          change(
            'range-changed',
            `${editions.atAfter}/versions`,
            say('version entries that overlap stand in another order'),
            editions.before.versions,
            editions.after.versions,
          ),
        ]
      : []),
  ]
}

function sameStart(entry: VersionEntry): string {
  return `${isRange(entry) ? 'from' : 'only'} ${entry.version}`
}

function sameEnd(entry: VersionEntry): string | undefined {
  return isRange(entry) && !isOpen(entry) ? end(entry) : undefined
}

function sameSeries(entry: VersionEntry): string | undefined {
  const scheme = schemeOfVersionType(entry.versionType)
  const lower = scheme.parse(entry.version)
  return isRange(entry) && lower.ok ? scheme.series(lower.value) || undefined : undefined
}

function diffEntry(
  { item: before }: Placed<VersionEntry>,
  { item: after, at }: Placed<VersionEntry>,
  orderOf: OrderOf,
  say: (message: string) => string,
): readonly CveChange[] {
  const changes: CveChange[] = []
  const add = (kind: CveChangeKind, message: string): void => {
    changes.push(change(kind, at, say(message), before, after))
  }
  const lowerMoved = before.version !== after.version
  const upperMoved = end(before) !== end(after)
  if (lowerMoved && upperMoved) add(moveOf(before, after, orderOf), `${name(before)} -> ${extent(after)}`)
  else if (lowerMoved) {
    const message = `range ${end(after)}: lower bound ${before.version} -> ${after.version}`
    add(moveOf(before, after, orderOf), message)
  } else if (upperMoved) {
    const message = `range ${after.version}: upper bound ${upper(before)} -> ${upper(after)}`
    add(moveOf(before, after, orderOf), message)
  }
  if (before.status !== after.status) add('range-changed', `${name(after)}: ${before.status} -> ${after.status}`)
  if (before.versionType !== after.versionType) {
    const types = `${before.versionType ?? 'none'} -> ${after.versionType ?? 'none'}`
    add('range-changed', `${name(after)}: versionType ${types}`)
  }
  if (canonical(before.changes) !== canonical(after.changes)) {
    add('range-changed', `${name(after)}: its status changes are others now`)
  }
  return changes
}

/** Whether the later range holds more, or less, or neither for sure. */
function moveOf(before: VersionEntry, after: VersionEntry, orderOf: OrderOf): CveChangeKind {
  const { compare } = orderOf(schemeOfVersionType(after.versionType))
  const lower =
    before.version === after.version
      ? 0
      : after.version === '0'
        ? 1
        : before.version === '0'
          ? -1
          : compare(before.version, after.version)
  const rise = upperRise(before, after, compare)
  if (lower === undefined || rise === undefined) return 'range-moved'
  if (lower >= 0 && rise >= 0) return 'range-widened'
  return lower <= 0 && rise <= 0 ? 'range-narrowed' : 'range-moved'
}

/** Above zero where the later upper bound is higher. */
function upperRise(
  before: VersionEntry,
  after: VersionEntry,
  compare: (a: string, b: string) => number | undefined,
): number | undefined {
  if (end(before) === end(after)) return 0
  if (isOpen(after)) return 1
  if (isOpen(before)) return -1
  const [then, now] = [bound(before), bound(after)]
  const order = compare(now.text, then.text)
  return order === 0 ? Number(now.included) - Number(then.included) : order
}

/** Where the same entries stand in an order that could give another answer. */
function isReordered(
  both: readonly (readonly [Placed<VersionEntry>, Placed<VersionEntry>])[],
  orderOf: OrderOf,
): boolean {
  const entries = both
    .map(([then, now]) => ({ was: place(then), is: place(now), entry: now.item }))
    .sort((a, b) => a.is - b.is)
  const inOrder = entries.every(({ was }, i) => i === 0 || was > entries[i - 1]!.was)
  const says = new Set(entries.map(({ entry }) => canonical({ status: entry.status, changes: entry.changes ?? [] })))
  if (inOrder || says.size === 1) return false
  // Comparing each with each is for records of a usual size; beyond, the order is taken to matter.
  if (entries.length > 1000) return true
  return entries.some((a, i) =>
    entries
      .slice(i + 1)
      .some((b) => a.was > b.was && a.entry.status !== b.entry.status && mayOverlap(a.entry, b.entry, orderOf)),
  )
}

function place({ at }: Placed<VersionEntry>): number {
  return Number(at.slice(at.lastIndexOf('/') + 1))
}

function mayOverlap(a: VersionEntry, b: VersionEntry, orderOf: OrderOf): boolean {
  return a.versionType !== b.versionType || !(isBefore(a, b, orderOf) || isBefore(b, a, orderOf))
}

/** Whether all of `a` is surely below all of `b`. */
function isBefore(a: VersionEntry, b: VersionEntry, orderOf: OrderOf): boolean {
  if (isRange(b) && b.version === '0') return false
  const { text, included } = bound(a)
  const order = orderOf(schemeOfVersionType(a.versionType)).compareBound(b.version, text)
  return order !== undefined && (included ? order > 0 : order >= 0)
}

function isRange({ lessThan, lessThanOrEqual }: VersionEntry): boolean {
  return lessThan !== undefined || lessThanOrEqual !== undefined
}

function isOpen(entry: VersionEntry): boolean {
  return bound(entry).text === '*'
}

/** The upper bound; a single version is its own. */
function bound({ version, lessThan, lessThanOrEqual }: VersionEntry): {
  readonly text: string
  readonly included: boolean
} {
  if (lessThan !== undefined) return { text: lessThan, included: false }
  return { text: lessThanOrEqual ?? version, included: true }
}

function upper(entry: VersionEntry): string {
  const { text, included } = bound(entry)
  return isOpen(entry) ? 'none' : text + (included ? ' (included)' : '')
}

function end(entry: VersionEntry): string {
  const { text, included } = bound(entry)
  return isOpen(entry) ? 'and later' : included ? `to ${text}` : `to before ${text}`
}

function extent(entry: VersionEntry): string {
  return `${entry.version} ${end(entry)}`
}

/** `range 3.9.0 to before 3.9.20`, `version 8.9.0`. The status is said where it is not the usual one. */
function name(entry: VersionEntry): string {
  const what = isRange(entry) ? `range ${extent(entry)}` : `version ${entry.version}`
  return entry.status === 'affected' ? what : `${what} (${entry.status})`
}
