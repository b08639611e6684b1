import type { ReactNode } from 'react'
import type { TimelineBranch, TimelineView } from '#desk/projects'
import { StatusShape } from '../../icons/status-shape.tsx'
import { useWidth } from '../../pieces/use-width.ts'
import { date } from '../../words/time.ts'

/** The drawing, in pixels: names on the left, then the time from left to right, as wide as its place. */
const LEFT = 104
/** The same where there is little room. */
const LEFT_NARROW = 64
const NARROW = 480
/** Room after the last day: the mark of what is planned stands behind today. */
const RIGHT = 20
/** A year wants so much room for its number. */
const YEAR = 44
const ROW = 44
const BAR = 26
const TOP = 32

type Scale = (day: string) => number

/** Branches along the time: how long each is cared for, its releases as strokes, and today. The table below says the same. */
export function TimelinePlot({ view, title }: { readonly view: TimelineView; readonly title: string }): ReactNode {
  const [place, width] = useWidth()
  const left = width < NARROW ? LEFT_NARROW : LEFT
  const from = Date.parse(view.from)
  const to = Math.max(Date.parse(view.to), from + 86_400_000)
  const x: Scale = (day) => {
    const share = (Date.parse(day) - from) / (to - from)
    return left + Math.max(0, Math.min(1, share)) * (width - left - RIGHT)
  }
  const branches = view.branches.toReversed()
  const height = TOP + branches.length * ROW + 24
  const years = yearsOf(view, Math.max(1, Math.floor((width - left - RIGHT) / YEAR)))
  return (
    <div className="card">
      <div className="pad">
        <div ref={place}>
          {width > 0 && (
            <svg className="plot" width={width} height={height} role="img" aria-label={sentence(view, title)}>
              <defs>
                <pattern
                  id="prerelease"
                  width="6"
                  height="6"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect width="6" height="6" fill="var(--accent-soft)" />
                  <rect width="2" height="6" fill="var(--accent-line)" />
                </pattern>
              </defs>
              {years.map((year) => (
                <g key={year}>
                  <line
                    x1={x(`${year}-01-01`)}
                    x2={x(`${year}-01-01`)}
                    y1={TOP - 8}
                    y2={height - 20}
                    stroke="var(--line)"
                  />
                  <text className="q" x={x(`${year}-01-01`) + 4} y={TOP - 14}>
                    {year}
                  </text>
                </g>
              ))}
              {branches.map((branch, row) => (
                <Branch key={branch.name} branch={branch} y={TOP + row * ROW} x={x} view={view} />
              ))}
              <line
                x1={x(view.today)}
                x2={x(view.today)}
                y1={TOP - 8}
                y2={height - 20}
                stroke="var(--ink)"
                strokeWidth="1.5"
              />
              <text
                className="today"
                x={x(view.today)}
                y={height - 6}
                textAnchor={x(view.today) > width - 60 ? 'end' : x(view.today) < 60 ? 'start' : 'middle'}
              >
                {date(view.today)}
              </text>
            </svg>
          )}
        </div>
      </div>
      <Legend />
    </div>
  )
}

interface BranchProps {
  readonly branch: TimelineBranch
  readonly y: number
  readonly x: Scale
  readonly view: TimelineView
}

function Branch({ branch, y, x, view }: BranchProps): ReactNode {
  const dated = branch.releases.filter((release) => release.date !== undefined)
  const starts = branch.starts ?? dated[0]?.date
  const firstFinal = dated.find(({ prerelease }) => !prerelease)?.date
  const ended = branch.lifecycle === 'end-of-life'
  const ends = branch.endOfLife ?? (ended ? (dated.at(-1)?.date ?? view.today) : view.to)
  const top = y + (ROW - BAR) / 2
  const fill = branch.lifecycle === 'security' ? 'var(--accent-line)' : 'var(--accent-fill)'
  const stroke = branch.lifecycle === 'security' ? 'var(--accent)' : 'var(--on-accent)'
  return (
    <g>
      <text className="m" x="0" y={y + ROW / 2 + 4}>
        {branch.name}
      </text>
      {starts !== undefined && (
        <>
          <rect
            x={x(starts)}
            y={top}
            width={Math.max(2, x(firstFinal ?? ends) - x(starts))}
            height={BAR}
            fill="url(#prerelease)"
          />
          {firstFinal !== undefined && (
            <rect
              x={x(firstFinal)}
              y={top + (ended ? 0.5 : 0)}
              width={Math.max(2, x(ends) - x(firstFinal))}
              height={ended ? BAR - 1 : BAR}
              fill={ended ? 'none' : fill}
              {...(ended && { stroke: 'var(--field-line)', strokeDasharray: '3 3' })}
            />
          )}
          {branch.lifecycle === undefined && (
            <title>{`The settings do not state the lifecycle of ${branch.name}`}</title>
          )}
        </>
      )}
      {dated.map((release) => (
        <line
          key={release.version}
          x1={x(release.date ?? '')}
          x2={x(release.date ?? '')}
          y1={top + 5}
          y2={top + BAR - 5}
          stroke={release.prerelease || ended ? 'var(--accent)' : stroke}
          strokeWidth="1.5"
        >
          <title>{`${release.version}, ${date(release.date ?? '')}`}</title>
        </line>
      ))}
      {branch.next !== undefined && !ended && (
        <circle
          cx={x(view.today) + 9}
          cy={y + ROW / 2}
          r="4.5"
          fill="var(--surface)"
          stroke="var(--good-solid)"
          strokeWidth="1.5"
          strokeDasharray="2.4 1.6"
        >
          <title>{`Next planned: ${branch.next}`}</title>
        </circle>
      )}
    </g>
  )
}

function Legend(): ReactNode {
  return (
    <div className="why">
      <div className="legend">
        <span>
          <i className="key prerelease" />
          prereleases
        </span>
        <span>
          <i className="key bugfix" />
          bugfix
        </span>
        <span>
          <i className="key security" />
          security only
        </span>
        <span>
          <i className="key ended" />
          end of life
        </span>
        <span>
          <i className="key stroke" />
          release
        </span>
        <span>
          <StatusShape shape="planned" />
          next planned
        </span>
      </div>
    </div>
  )
}

/** The years whose beginning is seen, thinned to at most so many. */
function yearsOf({ from, to }: TimelineView, most: number): readonly number[] {
  const first = Number(from.slice(0, 4)) + (from.slice(5) === '01-01' ? 0 : 1)
  const last = Number(to.slice(0, 4))
  const step = Math.max(1, Math.ceil((last - first + 1) / most))
  const years: number[] = []
  for (let year = first; year <= last; year += step) years.push(year)
  return years
}

function sentence({ branches, from, to }: TimelineView, title: string): string {
  const names = branches.map(({ name, lifecycle }) => `${name} ${lifecycle ?? ''}`.trim())
  return `${title} from ${from.slice(0, 4)} to ${to.slice(0, 4)}: ${names.join(', ')}`
}
