import type { ReactNode } from 'react'

interface PickProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChange: (value: string) => void
}

/** A filter with its label for screen readers only: the first option says what it is. */
export function Pick({ label, value, options, onChange }: PickProps): ReactNode {
  return (
    <select
      className="select sm pick-one"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  )
}
