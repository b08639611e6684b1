import type { ReactNode } from 'react'

export interface Share {
  readonly tone: 'good' | 'accent' | 'bad' | 'warn' | 'mute'
  readonly part: number
}

/** Shares of a whole as one bar. The words beside it say the same: `words` is what is read out. */
export function Progress(props: {
  readonly words: string
  readonly of: number
  readonly shares: readonly Share[]
}): ReactNode {
  return (
    <div className="bar-track" role="img" aria-label={props.words}>
      {props.shares.map(({ tone, part }) => (
        <i key={tone} className={`c-${tone}`} style={{ width: `${props.of === 0 ? 0 : (100 * part) / props.of}%` }} />
      ))}
    </div>
  )
}
