import type { ReactNode } from 'react'
import type { BoardPage } from '#desk/board'
import { Section } from '../../pieces/surfaces.tsx'
import { useNow } from '../../pieces/time.tsx'
import { useWidth } from '../../pieces/use-width.ts'
import { count } from '../../words/numbers.ts'
import { dateTime } from '../../words/time.ts'
import { driftSteps, type Step } from './drift-steps.ts'

/** How long, and for how many releases, the public record has not been true. */
export function DriftSection({ page }: { readonly page: BoardPage }): ReactNode {
  const { drift } = page
  const now = useNow()
  const steps = driftSteps(page)
  return (
    <Section title="Drift" about="How long, and for how many releases, the public record has not been true.">
      <div className="drift">
        <div className="stats">
          <div>
            <b>{drift.recordDays.toFixed(1)}</b>record-days so far
          </div>
          <div>
            <b>{drift.versionDays.toFixed(1)}</b>days × releases
          </div>
          <div>
            <b>
              {drift.records} × {drift.versions}
            </b>
            records × releases now
          </div>
        </div>
        {steps.length > 0 && <DriftChart steps={steps} now={now} />}
      </div>
      {steps.length > 0 && (
        <details className="fold small gap-top">
          <summary>The same as a table</summary>
          <table className="t flush">
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Records that were wrong</th>
              </tr>
            </thead>
            <tbody>
              {steps.map(({ at, wrong }) => (
                <tr key={at}>
                  <td>{dateTime(new Date(at))}</td>
                  <td className="num">{wrong}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </Section>
  )
}

/** Heights of the drawing, in pixels. Its width is that of its place, so letters keep their size on every screen. */
const TOP = 18
const BOTTOM = 76
const LEFT = 8
/** Right of now: what is still to be done, and room for its words. */
const AHEAD = 96
const AHEAD_WORDS = 56

interface DriftChartProps {
  readonly steps: readonly Step[]
  /** Milliseconds since 1970. */
  readonly now: number
}

function DriftChart({ steps, now }: DriftChartProps): ReactNode {
  const [place, width] = useWidth()
  const first = steps[0]!
  const last = steps.at(-1)!
  const most = Math.max(...steps.map(({ wrong }) => wrong), 1)
  const right = width - (last.wrong > 0 ? AHEAD + AHEAD_WORDS : 24)
  const end = Math.max(now, last.at + 1)
  const x = (at: number): number => LEFT + ((at - first.at) / Math.max(1, end - first.at)) * (right - LEFT)
  const y = (wrong: number): number => BOTTOM - (wrong / most) * (BOTTOM - TOP)
  const path = steps.map(
    ({ at, wrong }, i) =>
      `${i === 0 ? `M${x(at).toFixed(1)} ${BOTTOM}V` : `H${x(at).toFixed(1)}V`}${y(wrong).toFixed(1)}`,
  )
  const line = `${path.join('')}H${right}`
  const words = `${count(first.wrong, 'record')} wrong at ${dateTime(new Date(first.at))}, ${last.wrong} now`
  return (
    <div ref={place}>
      {width > 0 && (
        <svg className="drift-chart" width={width} height="96" role="img" aria-label={words}>
          <line className="axis" x1="0" x2={width} y1={BOTTOM} y2={BOTTOM} />
          <path d={`${line}V${BOTTOM}z`} fill="var(--bad-soft)" />
          <path d={line} fill="none" stroke="var(--bad-solid)" strokeWidth="1.75" />
          <line className="axis" x1={right} x2={right} y1={TOP} y2={BOTTOM} strokeDasharray="2 3" />
          <text className="lab" x={LEFT + 6} y="12">
            {count(most, 'record')} wrong
          </text>
          <text x={LEFT} y="92">
            tag
          </text>
          <text x={right} y="92" textAnchor="middle">
            now
          </text>
          {last.wrong > 0 && (
            <>
              <path
                d={`M${right} ${y(last.wrong).toFixed(1)}H${right + AHEAD}V${BOTTOM}`}
                fill="none"
                stroke="var(--good-solid)"
                strokeWidth="1.75"
                strokeDasharray="4 4"
              />
              <text className="lab" x={right + 8} y={Math.max(12, y(last.wrong) - 6)}>
                {last.wrong}
              </text>
              <text x={right + AHEAD} y="92" textAnchor="middle">
                when you are done
              </text>
            </>
          )}
        </svg>
      )}
    </div>
  )
}
