import type { ReactNode } from 'react'

const LENGTH = 2 * Math.PI * 7.5

/** A ring that empties as time runs out; `left` is the share of the time that remains, 0 to 1. */
export function ClockRing({ left }: { readonly left: number }): ReactNode {
  const filled = Math.max(0, Math.min(1, left)) * LENGTH
  return (
    <svg className="clockface" viewBox="0 0 20 20" aria-hidden="true">
      <circle className="t" cx="10" cy="10" r="7.5" />
      <circle className="v" cx="10" cy="10" r="7.5" strokeDasharray={`${filled.toFixed(1)} ${LENGTH.toFixed(1)}`} />
    </svg>
  )
}
