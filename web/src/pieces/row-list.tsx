import type { ReactNode } from 'react'
import { Button } from './button.tsx'

interface RowListProps<Row> {
  readonly legend: string
  readonly rows: readonly Row[]
  readonly onChange: (rows: readonly Row[]) => void
  /** What the button says that adds one: `Add a branch`. */
  readonly add: string
  /** A new row. */
  readonly fresh: () => Row
  /** What the row is removed by: `the statement on 3.11`. */
  readonly nameOf: (row: Row) => string
  /** The class that says how wide the fields of a row are. */
  readonly className: string
  /** The fields of one row. */
  readonly children: (row: Row, change: (part: Partial<Row>) => void) => ReactNode
}

/** Rows of a form, of which there may be any number. */
export function RowList<Row extends object>(props: RowListProps<Row>): ReactNode {
  const { legend, rows, onChange, add, fresh, nameOf, className, children } = props
  return (
    <fieldset className="stack">
      <legend>{legend}</legend>
      {rows.map((row, at) => (
        <div key={`${at + 1} of ${rows.length}`} className={`row-fields ${className}`}>
          {children(row, (part) => onChange(rows.map((each, i) => (i === at ? { ...each, ...part } : each))))}
          <Button
            kind="ghost"
            icon="close"
            aria-label={`Remove ${nameOf(row)}`}
            onClick={() => onChange(rows.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon="add" onClick={() => onChange([...rows, fresh()])}>
          {add}
        </Button>
      </div>
    </fieldset>
  )
}
