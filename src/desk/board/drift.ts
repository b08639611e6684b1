import type { DriftRow } from './ports.ts'
import type { Drift } from './view.ts'

const DAY = 24 * 60 * 60 * 1000

/** One version about which a public record is wrong at this moment, and since when it can have been. */
export interface WrongVersion {
  readonly vulnerability: string
  readonly version: string
  readonly since: string
}

/**
 * What changes in the account of drift: versions that are wrong now and were not, and those that were and are right again. Each
 * stretch is kept with its two moments, so that every number of days is computed from them.
 */
export function driftChanges(
  project: string,
  known: readonly DriftRow[],
  wrong: readonly WrongVersion[],
  rightSince: (vulnerability: string) => string,
): readonly DriftRow[] {
  const name = (row: { readonly vulnerability: string; readonly version: string }): string =>
    `${row.vulnerability} ${row.version}`
  const open = new Map(known.filter(({ until }) => until === undefined).map((row) => [name(row), row]))
  const now = new Map(wrong.map((row) => [name(row), row]))
  const closed = [...open.values()]
    .filter((row) => !now.has(name(row)))
    .map((row): DriftRow => ({ ...row, until: later(row.since, rightSince(row.vulnerability)) }))
  const opened = [...now.values()]
    .filter((row) => !open.has(name(row)))
    .map(({ vulnerability, version, since }): DriftRow => ({ project, vulnerability, version, since }))
  return [...closed, ...opened]
}

/** The account as numbers, at the moment `now`. */
export function driftOf(rows: readonly DriftRow[], now: string): Drift {
  const open = rows.filter(({ until }) => until === undefined)
  return {
    records: new Set(open.map(({ vulnerability }) => vulnerability)).size,
    versions: open.length,
    recordDays: days(recordStretches(rows, now)),
    versionDays: days(rows.map((row) => stretchOf(row, now))),
  }
}

/** Days in which records were wrong, by the Monday of the week they fall in; a record counts once however many versions are wrong. */
export function driftByWeek(rows: readonly DriftRow[], now: string): ReadonlyMap<string, number> {
  const weeks = new Map<string, number>()
  for (const { from, to } of recordStretches(rows, now)) {
    for (let at = from; at < to; ) {
      const monday = mondayOf(at)
      const end = Math.min(to, monday + 7 * DAY)
      const week = new Date(monday).toISOString().slice(0, 10)
      weeks.set(week, (weeks.get(week) ?? 0) + (end - at) / DAY)
      at = end
    }
  }
  return weeks
}

/** Milliseconds since 1970. */
interface Stretch {
  readonly from: number
  readonly to: number
}

function stretchOf({ since, until }: DriftRow, now: string): Stretch {
  const from = Date.parse(since)
  return { from, to: Math.max(from, Date.parse(until ?? now)) }
}

/** The stretches of each record, those that overlap joined. */
function recordStretches(rows: readonly DriftRow[], now: string): readonly Stretch[] {
  return [...Map.groupBy(rows, ({ vulnerability }) => vulnerability).values()].flatMap((own) => {
    const joined: { from: number; to: number }[] = []
    for (const { from, to } of own.map((row) => stretchOf(row, now)).toSorted((a, b) => a.from - b.from)) {
      const last = joined.at(-1)
      if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
      else joined.push({ from, to })
    }
    return joined
  })
}

function days(stretches: readonly Stretch[]): number {
  return Math.round((stretches.reduce((sum, { from, to }) => sum + (to - from), 0) / DAY) * 10) / 10
}

/** 1970-01-01 was a Thursday. */
function mondayOf(at: number): number {
  const day = Math.floor(at / DAY)
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b
}
