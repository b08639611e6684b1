import type { ReactNode } from 'react'
import type { Clock } from '#desk/cases'
import { ClockRing } from '../../pieces/clock.tsx'
import { useNow } from '../../pieces/time.tsx'
import { span } from '../../words/time.ts'

/** A clock of a case: how long is left, and of what. */
export function ClockLine({ clock }: { readonly clock: Clock }): ReactNode {
  const moment = useNow()
  const left = Date.parse(clock.due) - moment
  const whole = Date.parse(clock.due) - Date.parse(clock.since)
  const tone = left < 4 * 3_600_000 ? 'hot' : left < 86_400_000 ? 'soon' : 'calm'
  return (
    <span className={`clock-line ${tone}`}>
      <ClockRing left={whole > 0 ? left / whole : 0} />
      <span>
        {span(left)} {left < 0 ? 'late' : 'left'}
        <small>{clock.words}</small>
      </span>
    </span>
  )
}
