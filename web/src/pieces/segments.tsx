import type { ReactNode } from 'react'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [value: Value, words: ReactNode])[]
  readonly onChoose: (value: Value) => void
}

/** A short choice of which one is always taken: filters, views, metrics. */
export function Segments<Value extends string>(props: SegmentsProps<Value>): ReactNode {
  return (
    <fieldset className="seg" aria-label={props.label}>
      {props.options.map(([value, words]) => (
        <button
          key={value}
          type="button"
          className="btn sm"
          aria-pressed={value === props.value}
          onClick={() => props.onChoose(value)}
        >
          {words}
        </button>
      ))}
    </fieldset>
  )
}
