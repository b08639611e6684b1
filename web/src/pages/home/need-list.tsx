import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { Need } from '#desk/home'
import { useRowKeys } from '../../keys/row-keys.ts'
import { ClockRing } from '../../pieces/clock.tsx'
import { EmptyState } from '../../pieces/states.tsx'
import { span } from '../../words/time.ts'

const HOUR = 3_600_000

/** One line for each thing, sorted by clock. */
export function NeedList({ needs, moment }: { readonly needs: readonly Need[]; readonly moment: number }): ReactNode {
  const list = useRef<HTMLUListElement>(null)
  useRowKeys(list, 'h3 a')
  return (
    <section aria-labelledby="now">
      <div className="row section-head">
        <h2 id="now">Needs you now</h2>
        {needs.length > 1 && <span className="muted small push">Sorted by clock</span>}
      </div>
      {needs.length === 0 ? (
        <EmptyState
          title="All clear"
          about="Reviews, clocks of cases, ends of embargoes and changes of releases appear here when they want you."
        />
      ) : (
        <ul className="todo" ref={list}>
          {needs.map((need, index) => (
            <NeedLine key={`${need.kind} ${need.href} ${need.title}`} need={need} moment={moment} first={index === 0} />
          ))}
        </ul>
      )}
    </section>
  )
}

function NeedLine(props: { readonly need: Need; readonly moment: number; readonly first: boolean }): ReactNode {
  const { need, moment, first } = props
  return (
    <li>
      <NeedClock need={need} moment={moment} />
      <div>
        <h3>
          <Link to={need.href}>{need.title}</Link>
        </h3>
        <p>{need.words}</p>
      </div>
      <Link className={first ? 'btn primary' : 'btn'} to={need.href} aria-label={`${need.verb}: ${need.title}`}>
        {need.verb}
      </Link>
    </li>
  )
}

/** Red from four hours, amber from one day; after its end the clock says how late it is. */
function NeedClock({ need: { since, due }, moment }: { readonly need: Need; readonly moment: number }): ReactNode {
  if (due === undefined) {
    return (
      <div className="clock calm">
        <span className="no-ring" />
        <span>
          {since === undefined ? 'No clock' : soFar(moment - Date.parse(since))}
          {since !== undefined && moment - Date.parse(since) >= 60_000 && <small>so far</small>}
        </span>
      </div>
    )
  }
  const left = Date.parse(due) - moment
  const whole = since === undefined ? undefined : Date.parse(due) - Date.parse(since)
  const tone = left < 4 * HOUR ? 'hot' : left < 24 * HOUR ? 'soon' : 'calm'
  return (
    <div className={`clock ${tone}`}>
      <ClockRing left={whole === undefined || whole <= 0 ? 0 : left / whole} />
      <span>
        {span(left)}
        <small>{left < 0 ? 'late' : whole === undefined ? 'left' : `of ${wholeSpan(whole)}`}</small>
      </span>
    </div>
  )
}

/** The whole time that a clock had, in its largest unit. */
function wholeSpan(milliseconds: number): string {
  const hours = Math.round(milliseconds / HOUR)
  if (hours <= 48) return `${hours} h left`
  return `${Math.round(hours / 24)} d left`
}

/** How long it has waited; what has just come is new. */
function soFar(milliseconds: number): string {
  return milliseconds < 60_000 ? 'Just now' : span(milliseconds)
}
