import type { ReactNode } from 'react'
import { Field } from '../../pieces/field.tsx'

interface DayFieldProps {
  readonly label: string
  readonly help?: string
  /** YYYY-MM-DD; the first day that it can be. */
  readonly from?: string
  readonly value: string
  readonly onChange: (day: string) => void
}

/** A day on which something came or was done, today at the latest. */
export function DayField({ label, help, from, value, onChange }: DayFieldProps): ReactNode {
  return (
    <Field label={label} {...(help !== undefined && { help })}>
      {(ties) => (
        <input
          {...ties}
          className="input"
          type="date"
          min={from}
          max={today()}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** In UTC, as all days of the desk. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** The moment that is meant by a day: now where it is today, which a request says by leaving it out; else its noon. */
export function momentOf(day: string): string | undefined {
  return day === '' || day === today() ? undefined : `${day}T12:00:00Z`
}
