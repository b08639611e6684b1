import type { VersionEntry } from '#cve'
import { quote } from '#fault'
import type { Json } from '#json'
import { compareVersions, type Interval } from '#versions'
import { intervalOf, isBelow, isEmpty, type Segment, segmentsOf } from '../entry-segments.ts'
import { affecting } from '../example-record.ts'
import type { Fix, RecordRule, Remark, Report } from '../rule.ts'
import { startOfSeries } from '../series-start.ts'
import type { EntryView, ProductView } from '../subject.ts'

export const overlappingEntries: RecordRule = {
  code: 'STW209',
  name: 'overlapping-entries',
  on: 'record',
  level: 'error',
  what: 'No version is in two entries of a product. It is a warning where both say the same, and an error where they differ, or where the end of one range lies inside another.',
  why: 'The first entry that matches wins, so that the meaning hangs on the order of the list, which many tools do not keep. A fix that lies inside another affected range is still affected.',
  cnaRules: ['affected-versions'],
  fixes: true,
  example: {
    wrong: {
      container: affecting(
        { version: '3.12.0', lessThan: '3.12.9', status: 'affected', versionType: 'python' },
        { version: '3.12.4', lessThan: '3.12.13', status: 'affected', versionType: 'python' },
      ),
    },
    right: {
      container: affecting({ version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }),
    },
  },

  check({ products }, report) {
    for (const view of products) {
      if (view.entries.length < 2) continue
      checkSameTexts(view, report)
      checkOrdered(view, report)
    }
  },
}

/** Where no order is known, entries with the same texts are about the same versions all the same. */
function checkSameTexts({ entries }: ProductView, report: Report): void {
  const seen = new Map<string, EntryView>()
  for (const view of entries) {
    if (view.scheme.order === 'total') continue
    const { version, versionType = '', lessThan = '', lessThanOrEqual = '' } = view.entry
    const key = [version, versionType, lessThan, lessThanOrEqual].join('\n')
    const first = seen.get(key)
    if (first === undefined) seen.set(key, view)
    else if (first.entry.status !== view.entry.status) report(contradiction(first, view, quote(version)))
  }
}

/** A stretch of one entry, on its way along the line of versions. */
interface Stretch extends Segment {
  readonly view: EntryView
  /** The number of the entry in the list. */
  readonly i: number
}

function checkOrdered(product: ProductView, report: Report): void {
  if (isAscending(product.entries)) return
  const overlaps = overlapsOf(product.entries)
  const merged = overlaps.length > 0 && overlaps.every(isRepetition) ? mergeAll(product) : undefined
  for (const overlap of overlaps) {
    const { first, second, start, swallowed } = overlap
    const [winner, loser] = first.i < second.i ? [first, second] : [second, first]
    if (first.status !== second.status) {
      report(contradiction(winner.view, loser.view, start, winner.status, loser.status))
    } else if (swallowed !== undefined) {
      report({
        at: swallowed.inner.at,
        message: `${quote(swallowed.end)}, where this range ends, is inside ${shortName(swallowed.outer)}: it stays ${first.status}`,
        hint: 'begin the range of each branch at the first version of the branch',
      })
    } else if (!isSame(first.view.entry, second.view.entry)) {
      report({
        at: loser.view.at,
        level: 'warning',
        message: `${start} is in two entries that say the same: ${shortName(winner.view)} and this one`,
        ...(merged !== undefined && { fix: merged }),
      })
    }
  }
}

/** What most products look like: bounded ranges, one above the other. */
function isAscending(entries: readonly EntryView[]): boolean {
  return entries.every(({ scheme, lower, upper, upperIncluded, entry }, i) => {
    if (scheme.order !== 'total' || upper === undefined || upperIncluded || entry.changes !== undefined) return false
    if (lower === undefined) return i === 0 && entry.version === '0'
    if ((compareVersions(lower, upper) ?? 0) >= 0) return false
    const before = entries[i - 1]
    return before?.upper === undefined || (before.scheme === scheme && (compareVersions(before.upper, lower) ?? 1) <= 0)
  })
}

/** The schema wants each entry once, and says so. */
function isSame(a: VersionEntry, b: VersionEntry): boolean {
  return (
    a.version === b.version &&
    a.versionType === b.versionType &&
    a.lessThan === b.lessThan &&
    a.lessThanOrEqual === b.lessThanOrEqual &&
    a.changes === b.changes
  )
}

function contradiction(
  winner: EntryView,
  loser: EntryView,
  start: string,
  winning: string = winner.entry.status,
  losing: string = loser.entry.status,
): Remark {
  return {
    at: loser.at,
    message: `${start} is in two entries: ${shortName(winner)} says ${winning} and wins as the first, this one says ${losing}`,
    hint: 'bound the ranges so that each version is in one entry',
  }
}

/** `versions/3` */
function shortName({ at }: EntryView): string {
  return at.slice(at.lastIndexOf('/versions/') + 1)
}

interface Overlap {
  readonly first: Stretch
  readonly second: Stretch
  /** Where the overlap begins, in words. */
  readonly start: string
  readonly swallowed?: Swallowed
}

/**
 * Overlaps, one for each entry that is to be told of, the worst there is; in the order of the list.
 *
 * Stretches are met in the order of their beginnings. Of those met before it is enough to remember, for each status, the one that reaches
 * farthest: if a stretch overlaps any of them, it overlaps that one.
 */
function overlapsOf(entries: readonly EntryView[]): readonly Overlap[] {
  const found = new Map<number, Overlap>()
  for (const views of Map.groupBy(entries.entries(), ([, { scheme }]) => scheme.name).values()) {
    const farthest = new Map<string, Stretch>()
    for (const stretch of stretchesOf(views)) {
      for (const other of farthest.values()) {
        if (other.i === stretch.i || !reaches(other.interval, stretch.interval)) continue
        const overlap = overlapOf(other, stretch)
        const i = overlap.swallowed?.i ?? Math.max(other.i, stretch.i)
        const known = found.get(i)
        if (known === undefined || (isRepetition(known) && !isRepetition(overlap))) found.set(i, overlap)
      }
      const present = farthest.get(stretch.status)
      if (present === undefined || !endsBefore(stretch.interval, present.interval))
        farthest.set(stretch.status, stretch)
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, overlap]) => overlap)
}

function overlapOf(first: Stretch, second: Stretch): Overlap {
  const swallowed = first.status === second.status ? swallowedEnd(first, second) : undefined
  return { first, second, start: startText(second.interval), ...(swallowed !== undefined && { swallowed }) }
}

/** Whether two entries only say the same twice. */
function isRepetition({ first, second, swallowed }: Overlap): boolean {
  return first.status === second.status && swallowed === undefined
}

function stretchesOf(views: readonly (readonly [number, EntryView])[]): readonly Stretch[] {
  return views
    .flatMap(([i, view]) => (segmentsOf(view) ?? []).map((segment) => ({ ...segment, view, i })))
    .filter(({ interval }) => !isEmpty(interval))
    .sort((a, b) => byStart(a.interval, b.interval))
}

function byStart({ lower: a }: Interval, { lower: b }: Interval): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  return compareVersions(a.version, b.version) ?? 0
}

/** Whether an interval goes on to the start of one that does not start before it. */
function reaches({ upper }: Interval, { lower }: Interval): boolean {
  return upper === undefined || lower === undefined || isBelow(lower.version, upper)
}

function endsBefore({ upper: a }: Interval, { upper: b }: Interval): boolean {
  if (a === undefined || b === undefined) return a !== undefined
  const order = compareVersions(a.version, b.version) ?? 0
  return order < 0 || (order === 0 && !a.inclusive && b.inclusive)
}

function startText({ lower }: Interval): string {
  return lower === undefined ? 'the beginning of all versions' : quote(lower.version.text)
}

/** The end of a range in the middle of a branch, which another range of the same status takes in on its way to the end of another branch. */
interface Swallowed {
  readonly inner: EntryView
  /** The number of the inner entry in the list. */
  readonly i: number
  readonly outer: EntryView
  readonly end: string
}

/** 4.25.8 of `0 < 4.25.8` is swallowed by `0 < 5.29.5`. Whoever wrote that meant two branches. */
function swallowedEnd(a: Stretch, b: Stretch): Swallowed | undefined {
  if (!endsBefore(a.interval, b.interval) && !endsBefore(b.interval, a.interval)) return undefined
  const [{ view: inner, i }, { view: outer, interval }] = endsBefore(a.interval, b.interval) ? [a, b] : [b, a]
  if (!inner.isRange || inner.upper === undefined || inner.upperIncluded) return undefined
  if (inner.entry.changes !== undefined || outer.entry.changes !== undefined) return undefined
  const { scheme, upper } = inner
  if (interval.upper !== undefined && scheme.series(upper) === scheme.series(interval.upper.version)) return undefined
  const start = startOfSeries(scheme, upper)
  const isMaintenance = start !== undefined && (compareVersions(start, upper) ?? 0) < 0
  return isMaintenance ? { inner, i, outer, end: upper.text } : undefined
}

/**
 * The versions of a product with each run of entries that overlap made one, at the place of its first. Only where all entries can be read
 * under one order and none contradicts another: then it does not matter in which order they stand.
 */
function mergeAll({ entries, at }: ProductView): Fix | undefined {
  if (entries.some(({ entry }) => entry.changes !== undefined)) return undefined
  const scheme = entries[0]?.scheme
  if (entries.some((view) => view.scheme !== scheme || intervalOf(view) === undefined)) return undefined
  const groups: Stretch[][] = []
  const open = new Map<string, { readonly group: Stretch[]; end: Interval }>()
  for (const stretch of stretchesOf([...entries.entries()])) {
    const present = open.get(stretch.status)
    if (present !== undefined && reaches(present.end, stretch.interval)) {
      present.group.push(stretch)
      if (endsBefore(present.end, stretch.interval)) present.end = stretch.interval
    } else {
      const group = [stretch]
      groups.push(group)
      open.set(stretch.status, { group, end: stretch.interval })
    }
  }
  const merged = new Map<number, Json | undefined>()
  for (const group of groups) {
    if (group.length < 2) continue
    for (const { i } of group) merged.set(i, undefined)
    merged.set(
      group.reduce((least, { i }) => Math.min(least, i), Number.POSITIVE_INFINITY),
      mergedEntry(group),
    )
  }
  const value = entries.flatMap(({ entry }, i): readonly Json[] => {
    if (!merged.has(i)) return [entry]
    const one = merged.get(i)
    return one === undefined ? [] : [one]
  })
  return { does: 'makes one entry of those that overlap', edits: [{ op: 'replace', at: `${at}/versions`, value }] }
}

/** From the start of the first to the end of the one that reaches farthest. */
function mergedEntry([lowest, ...others]: readonly Stretch[]): Json {
  if (lowest === undefined) throw new RangeError('nothing to merge')
  const last = others.reduce((a, b) => (endsBefore(a.interval, b.interval) || !a.view.isRange ? b : a), lowest)
  const { version, status, versionType } = lowest.view.entry
  const { lessThan, lessThanOrEqual } = last.view.entry
  return {
    version,
    status,
    ...(versionType !== undefined && { versionType }),
    ...(lessThan !== undefined && { lessThan }),
    ...(lessThanOrEqual !== undefined && { lessThanOrEqual }),
  }
}
