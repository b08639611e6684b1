import './charts.css'
import * as Plot from '@observablehq/plot'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Statistics } from '#desk/home'
import { useRead } from '../../data/reads.ts'
import { ErrorState } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { shortDate } from '../../words/time.ts'
import { PlotFigure } from './plot-figure.tsx'

/** The numbers that people ask for; loaded after the page stands. */
export function Charts({ onReady }: { readonly onReady: () => void }): ReactNode {
  const statistics = useRead<Statistics>('/statistics')
  useEffect(onReady, [onReady])
  if (statistics.isError) {
    return (
      <Section bare title="How we are doing">
        <ErrorState
          error={statistics.error}
          title="Cannot show the numbers"
          onRetry={() => void statistics.refetch()}
        />
      </Section>
    )
  }
  return (
    <Section bare title="How we are doing" about="Numbers people ask for, with the table behind each.">
      {statistics.data !== undefined && <Figures of={statistics.data} />}
    </Section>
  )
}

function Figures({ of }: { readonly of: Statistics }): ReactNode {
  return (
    <div className="charts">
      <BySeverity of={of.bySeverity} />
      <ReportToRecord of={of.reportToRecord} />
      <Weaknesses of={of.weaknesses} />
      <Waiting of={of.waiting} />
      <DaysWrong of={of.daysWrong} />
    </div>
  )
}

const LEVELS = ['none', 'low', 'medium', 'high', 'critical'] as const
const LEVEL_COLOURS = ['var(--mute-line)', 'var(--sev-1)', 'var(--sev-2)', 'var(--sev-3)', 'var(--sev-4)']

function BySeverity({ of }: { readonly of: Statistics['bySeverity'] }): ReactNode {
  const draw = useMemo(() => {
    if (of.years.every((year) => LEVELS.every((level) => year[level] === 0))) return undefined
    // A year is a name here: Plot draws a warning into the picture of bars that stand at numbers.
    const nameOf = ({ year }: { readonly year: number | string }): string => String(year)
    const parts = of.years.flatMap((year) => LEVELS.map((level) => ({ year: nameOf(year), level, count: year[level] })))
    const sums = of.years.map((year) => ({
      year: nameOf(year),
      sum: LEVELS.reduce((sum, level) => sum + year[level], 0),
    }))
    return (): Plot.PlotOptions => ({
      marginLeft: 24,
      marginTop: 20,
      x: { label: null, type: 'band', tickSize: 0, padding: of.years.length < 4 ? 0.6 : 0.35 },
      y: { label: null, ticks: 3, tickSize: 0, tickFormat: 'd', grid: true },
      color: { domain: [...LEVELS], range: LEVEL_COLOURS },
      marks: [
        Plot.barY(parts, { x: 'year', y: 'count', fill: 'level', order: [...LEVELS], inset: 0.5 }),
        Plot.text(sums, { x: 'year', y: 'sum', text: 'sum', dy: -8, className: 'lab' }),
      ],
    })
  }, [of.years])
  return (
    <PlotFigure
      title="Published by year"
      lead={of.words}
      draw={draw}
      columns={['Year', 'Low', 'Medium', 'High', 'Critical', 'No score']}
      rows={of.years.map((year) => [year.year, year.low, year.medium, year.high, year.critical, year.none])}
    />
  )
}

function ReportToRecord({ of }: { readonly of: Statistics['reportToRecord'] }): ReactNode {
  const draw = useMemo(() => {
    const known = of.quarters.filter(({ toFix, toRecord }) => toFix !== undefined || toRecord !== undefined)
    if (known.length === 0) return undefined
    const parts = known.flatMap(({ quarter, toFix = 0, toRecord = 0 }) => [
      { quarter, part: 'to fix', days: toFix },
      { quarter, part: 'fix to record', days: toRecord },
    ])
    const sums = known.map(({ quarter, toFix = 0, toRecord = 0 }) => ({ quarter, days: toFix + toRecord }))
    return (): Plot.PlotOptions => ({
      height: 24 + known.length * 28,
      marginLeft: 56,
      marginRight: 40,
      marginBottom: 8,
      x: { label: null, axis: null },
      y: { label: null, tickSize: 0, padding: 0.35, domain: known.map(({ quarter }) => quarter) },
      color: { domain: ['to fix', 'fix to record'], range: ['var(--accent-line)', 'var(--accent-fill)'] },
      marks: [
        Plot.barX(parts, { y: 'quarter', x: 'days', fill: 'part', order: ['to fix', 'fix to record'], inset: 0.5 }),
        Plot.text(sums, {
          y: 'quarter',
          x: 'days',
          text: ({ days }: { readonly days: number }) => `${Math.round(days)} d`,
          dx: 6,
          textAnchor: 'start',
          className: 'lab',
        }),
      ],
    })
  }, [of.quarters])
  return (
    <PlotFigure
      title="From report to record"
      lead={of.words}
      draw={draw}
      columns={['Quarter', 'Records', 'Days to fix', 'Days from fix to record']}
      rows={of.quarters.map(({ quarter, records, toFix, toRecord }) => [
        quarter,
        records,
        toFix ?? 'unknown',
        toRecord ?? 'unknown',
      ])}
    />
  )
}

function Weaknesses({ of }: { readonly of: Statistics['weaknesses'] }): ReactNode {
  const draw = useMemo(
    () => (of.rows.length === 0 ? undefined : (width: number) => bars(of.rows.slice(0, 5).map(nameIn(width)))(width)),
    [of.rows],
  )
  return (
    <PlotFigure
      title="Weaknesses"
      lead={of.words}
      draw={draw}
      columns={['CWE', 'Name', 'Records']}
      rows={of.rows.map(({ cwe, name, count }) => [cwe, name, count])}
    />
  )
}

/** How wide a letter of the charts is, and the number of the weakness at the end of the line, in pixels; both rather too wide. */
const LETTER = 6.5
const NUMBER = 64

/** Names as long as there is room for. */
function nameIn(width: number): (row: Statistics['weaknesses']['rows'][number]) => Bar {
  const room = Math.max(12, Math.floor((width - NUMBER) / LETTER))
  return ({ cwe, name, count }) => ({
    name: name.length > room ? `${name.slice(0, room - 1).trimEnd()}…` : name,
    count,
    side: cwe,
  })
}

function Waiting({ of }: { readonly of: Statistics['waiting'] }): ReactNode {
  const draw = useMemo(() => {
    const waiting = of.rows.filter(({ count }) => count > 0)
    return waiting.length === 0
      ? undefined
      : bars(waiting.map(({ state, count }) => ({ name: state, count, side: String(count) })))
  }, [of.rows])
  return (
    <PlotFigure
      title="Records waiting"
      lead={of.words}
      draw={draw}
      columns={['State', 'Records']}
      rows={of.rows.map(({ state, count }) => [state, count])}
    />
  )
}

interface Bar {
  readonly name: string
  readonly count: number
  /** At the right end of the line. */
  readonly side: string
}

/** Thin bars, each below its name. */
function bars(rows: readonly Bar[]): (width: number) => Plot.PlotOptions {
  const order = rows.map(({ name }) => name)
  return () => ({
    axis: null,
    margin: 0,
    height: 8 + rows.length * 32,
    x: { domain: [0, Math.max(...rows.map(({ count }) => count))] },
    y: { domain: order, padding: 0 },
    marks: [
      Plot.barX(rows, { y: 'name', x: 'count', fill: 'var(--accent-fill)', insetTop: 19, insetBottom: 8, rx: 2.5 }),
      Plot.text(rows, { y: 'name', text: 'name', frameAnchor: 'left', dy: -7, textAnchor: 'start', className: 'lab' }),
      Plot.text(rows, { y: 'name', text: 'side', frameAnchor: 'right', dy: -7, textAnchor: 'end' }),
    ],
  })
}

function DaysWrong({ of }: { readonly of: Statistics['daysWrong'] }): ReactNode {
  const draw = useMemo(() => {
    if (of.weeks.length < 2) return undefined
    const weeks = of.weeks.map(({ week, days }) => ({ week: new Date(week), days }))
    const ends = [weeks[0], weeks.at(-1)]
    const most = Math.max(0, ...weeks.map(({ days }) => days))
    return (): Plot.PlotOptions => ({
      height: most === 0 ? 72 : 168,
      marginLeft: 8,
      marginRight: 12,
      marginTop: 20,
      x: { label: null, type: 'utc', ticks: 4, tickSize: 0 },
      y: { axis: null, domain: [0, Math.max(1, most)] },
      marks: [
        Plot.ruleY([0], { stroke: 'var(--line-2)' }),
        Plot.areaY(weeks, { x: 'week', y: 'days', fill: 'var(--accent-soft)' }),
        Plot.lineY(weeks, { x: 'week', y: 'days', stroke: 'var(--accent-fill)', strokeWidth: 1.75 }),
        Plot.dot(ends, { x: 'week', y: 'days', r: 3, fill: 'var(--accent-fill)' }),
        Plot.text(ends, { x: 'week', y: 'days', text: 'days', dy: -10, className: 'lab' }),
      ],
    })
  }, [of.weeks])
  return (
    <PlotFigure
      title="Days wrong"
      lead={of.words}
      draw={draw}
      columns={['Week from', 'Record-days']}
      rows={of.weeks.map(({ week, days }) => [isDay(week) ? shortDate(week) : week, days])}
    />
  )
}

function isDay(week: string): boolean {
  return !Number.isNaN(Date.parse(week))
}
