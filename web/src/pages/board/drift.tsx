import type { ReactNode } from 'react'
import type { BoardPage } from '#desk/board'
import { Section } from '../../pieces/surfaces.tsx'
import { ScrollBox } from '../../pieces/table.tsx'
import { useNow } from '../../pieces/time.tsx'
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

/** Units of the drawing. */
const WIDTH = 720
const LEFT = 8
const RIGHT = 520
const TOP = 18
const BOTTOM = 76

function DriftChart({ steps, now }: { readonly steps: readonly Step[]; readonly now: number }): ReactNode {
  const first = steps[0]!
  const last = steps.at(-1)!
  const end = Math.max(now, last.at + 1)
  const most = Math.max(...steps.map(({ wrong }) => wrong), 1)
  const x = (at: number): number => LEFT + ((at - first.at) / Math.max(1, end - first.at)) * (RIGHT - LEFT)
  const y = (wrong: number): number => BOTTOM - (wrong / most) * (BOTTOM - TOP)
  const path = steps.map(
    ({ at, wrong }, i) =>
      `${i === 0 ? `M${x(at).toFixed(1)} ${BOTTOM}V` : `H${x(at).toFixed(1)}V`}${y(wrong).toFixed(1)}`,
  )
  const line = `${path.join('')}H${RIGHT}`
  const words = `${count(first.wrong, 'record')} wrong at ${dateTime(new Date(first.at))}, ${last.wrong} now`
  return (
    <ScrollBox label="Drift since the tag">
      <svg className="chart drift-chart" viewBox={`0 0 ${WIDTH} 96`} role="img" aria-label={words}>
        <line className="axis" x1="0" x2={WIDTH} y1={BOTTOM} y2={BOTTOM} />
        <path d={`${line}V${BOTTOM}z`} fill="var(--bad-soft)" />
        <path d={line} fill="none" stroke="var(--bad-solid)" strokeWidth="1.75" />
        {last.wrong > 0 && (
          <path
            d={`M${RIGHT} ${y(last.wrong).toFixed(1)}H${RIGHT + 104}V${BOTTOM}`}
            fill="none"
            stroke="var(--good-solid)"
            strokeWidth="1.75"
            strokeDasharray="4 4"
          />
        )}
        <line className="axis" x1={RIGHT} x2={RIGHT} y1={TOP} y2={BOTTOM} strokeDasharray="2 3" />
        <text className="lab" x={LEFT + 6} y="12">
          {count(most, 'record')} wrong
        </text>
        <text x={LEFT} y="92">
          tag
        </text>
        <text x={RIGHT} y="92" textAnchor="middle">
          now
        </text>
        {last.wrong > 0 && (
          <>
            <text className="lab" x={RIGHT + 8} y={Math.max(12, y(last.wrong) - 6)}>
              {last.wrong}
            </text>
            <text x={RIGHT + 104} y="92" textAnchor="middle">
              when you are done
            </text>
          </>
        )}
      </svg>
    </ScrollBox>
  )
}
