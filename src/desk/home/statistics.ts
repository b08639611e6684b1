import type { Stage } from '#desk/advisories'
import { type DriftRow, driftByWeek } from '#desk/board'
import { nameWeakness } from '#weaknesses'
import type { Statistics } from './view.ts'

/** What the numbers are made of: one public or open vulnerability. Moments are RFC 3339, UTC. */
export interface Counted {
  readonly stage: Stage
  /** When its record became public. */
  readonly published?: string
  /** `CRITICAL`, `HIGH`, `MEDIUM`, `LOW`, `NONE`; absent where nobody scored it. */
  readonly severity?: string
  readonly weaknesses: readonly string[]
  /** When it was reported, and when its first fix was there. */
  readonly reported?: string
  readonly fixed?: string
}

const DAY = 24 * 60 * 60 * 1000

/** Years, quarters, months and weeks that are told. */
const YEARS = 6
const QUARTERS = 8
const WEAKNESS_MONTHS = 24
const WEEKS = 8
const SHOWN_WEAKNESSES = 8

/** The numbers people ask for, each with one sentence that says what it shows. */
export function statisticsOf(counted: readonly Counted[], drift: readonly DriftRow[], now: string): Statistics {
  const out = counted.filter(({ published }) => published !== undefined)
  return {
    bySeverity: bySeverity(out, now),
    reportToRecord: reportToRecord(out, now),
    weaknesses: weaknesses(out, now),
    waiting: waiting(counted),
    daysWrong: daysWrong(drift, now),
  }
}

function bySeverity(out: readonly Counted[], now: string): Statistics['bySeverity'] {
  const last = Number(now.slice(0, 4))
  const years = Array.from({ length: YEARS }, (_, i) => String(last - YEARS + 1 + i)).map((year) => {
    const own = out.filter(({ published }) => published?.startsWith(year) === true)
    const count = (word: string): number => own.filter(({ severity }) => severity === word).length
    const [low, medium, high, critical] = [count('LOW'), count('MEDIUM'), count('HIGH'), count('CRITICAL')]
    return { year, low, medium, high, critical, none: own.length - low - medium - high - critical }
  })
  const { low, medium, high, critical, none } = years.at(-1)!
  const all = low + medium + high + critical + none
  const worst = critical === 0 ? 'none critical' : `${critical} critical`
  return { words: all === 0 ? 'Nothing was published this year.' : `${all} so far this year, ${worst}.`, years }
}

function reportToRecord(out: readonly Counted[], now: string): Statistics['reportToRecord'] {
  const quarters = lastQuarters(now).map((quarter) => {
    const own = out.filter(({ published }) => published !== undefined && quarterOf(published) === quarter)
    const toFix = median(own.map(({ reported, fixed }) => daysBetween(reported, fixed)))
    const toRecord = median(own.map(({ fixed, published }) => daysBetween(fixed, published)))
    return {
      quarter,
      records: own.length,
      ...(toFix !== undefined && { toFix }),
      ...(toRecord !== undefined && { toRecord }),
    }
  })
  const last = quarters.findLast(({ toFix }) => toFix !== undefined)
  const words =
    last?.toFix === undefined
      ? 'No record says yet when it was reported and when it was fixed.'
      : `Medians of ${last.quarter}: ${inDays(last.toFix)} from the report to the fix${last.toRecord === undefined ? '' : `, ${inDays(last.toRecord)} from the fix to the record`}.`
  return { words, quarters }
}

function weaknesses(out: readonly Counted[], now: string): Statistics['weaknesses'] {
  const from = new Date(Date.parse(now))
  from.setUTCMonth(from.getUTCMonth() - WEAKNESS_MONTHS)
  const recent = out.filter(({ published = '' }) => Date.parse(published) >= from.getTime())
  const counts = new Map<string, number>()
  for (const each of recent) for (const cwe of new Set(each.weaknesses)) counts.set(cwe, (counts.get(cwe) ?? 0) + 1)
  const rows = [...counts]
    .toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .slice(0, SHOWN_WEAKNESSES)
    .map(([cwe, count]) => ({ cwe, name: nameOf(cwe), count }))
  const first = rows[0]
  const of = recent.length === 1 ? '1 record' : `${recent.length} records`
  const words =
    first === undefined
      ? 'No record of two years names a weakness.'
      : `${of} in ${WEAKNESS_MONTHS} months. The most frequent weakness is ${first.cwe}, in ${first.count} of them.`
  return { words, rows }
}

/** The name without its number, which stands beside it. */
function nameOf(cwe: string): string {
  return nameWeakness(cwe).replace(/^CWE-[0-9]+:? */, '')
}

const WAITING: readonly (readonly [stage: Stage, words: string])[] = [
  ['draft', 'Being written'],
  ['review', 'In review'],
  ['approved', 'Approved'],
  ['scheduled', 'Scheduled'],
]

function waiting(counted: readonly Counted[]): Statistics['waiting'] {
  const rows = WAITING.map(([stage, state]) => ({
    state,
    count: counted.filter((each) => each.stage === stage).length,
  }))
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  return {
    words: all === 0 ? 'Nothing waits.' : `${all === 1 ? 'One record waits' : `${all} records wait`} to be published.`,
    rows,
  }
}

function daysWrong(drift: readonly DriftRow[], now: string): Statistics['daysWrong'] {
  const byWeek = driftByWeek(drift, now)
  const monday = new Date(Date.parse(now) - ((new Date(now).getUTCDay() + 6) % 7) * DAY)
  const weeks = Array.from({ length: WEEKS }, (_, i) => {
    const week = new Date(monday.getTime() - (WEEKS - 1 - i) * 7 * DAY).toISOString().slice(0, 10)
    return { week, days: Math.round((byWeek.get(week) ?? 0) * 10) / 10 }
  })
  const sum = Math.round(weeks.reduce((all, { days }) => all + days, 0) * 10) / 10
  return {
    words:
      sum === 0
        ? `No public range was untrue in ${WEEKS} weeks.`
        : `${sum} record-days in ${WEEKS} weeks on which a public range was not true.`,
    weeks,
  }
}

/** `Q1 30` */
function quarterOf(moment: string): string {
  return `Q${Math.floor((Number(moment.slice(5, 7)) - 1) / 3) + 1} ${moment.slice(2, 4)}`
}

function lastQuarters(now: string): readonly string[] {
  const at = Number(now.slice(0, 4)) * 4 + Math.floor((Number(now.slice(5, 7)) - 1) / 3)
  return Array.from({ length: QUARTERS }, (_, i) => {
    const quarter = at - QUARTERS + 1 + i
    return `Q${(quarter % 4) + 1} ${String(Math.floor(quarter / 4)).slice(2)}`
  })
}

function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined
  const days = (Date.parse(to) - Date.parse(from)) / DAY
  return Number.isNaN(days) || days < 0 ? undefined : days
}

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}

/** Rounded to whole days; undefined for nothing. */
function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined).toSorted((a, b) => a - b)
  if (known.length === 0) return undefined
  const [low, high] = [known[Math.floor((known.length - 1) / 2)]!, known[Math.floor(known.length / 2)]!]
  return Math.round((low + high) / 2)
}
