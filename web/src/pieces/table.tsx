import { type ReactNode, useEffect, useRef, useState } from 'react'

/** A box that scrolls sideways when it must, and is then reachable by the keyboard. */
export function ScrollBox(props: {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = (): void => setScrolls(element.scrollWidth > element.clientWidth)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={box}
      className={`scroll ${props.className ?? ''}`}
      {...(scrolls && { role: 'region', 'aria-label': `${props.label}, scrolls sideways`, tabIndex: 0 })}
    >
      {props.children}
    </div>
  )
}

interface TableProps {
  /** What the table lists; read out. */
  readonly label: string
  /** Heads of the columns; a string in an array of one is for screen readers only: `['Actions']`. */
  readonly columns: readonly (string | readonly [hidden: string] | Column)[]
  /** Rows stay rows below 760 px and scroll sideways, for tables of figures. */
  readonly keep?: boolean
  readonly children: ReactNode
}

interface Column {
  readonly words: string
  readonly right: true
}

/** A table in a card. Below 760 px each row becomes a small stack, unless `keep`. */
export function Table({ label, columns, keep, children }: TableProps): ReactNode {
  return (
    <ScrollBox label={label} className="card">
      <table className={keep ? 't keep' : 't stacked'} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : 'words' in column ? (
                <th key={column.words} scope="col" className="right">
                  {column.words}
                </th>
              ) : (
                <th key={column[0]} scope="col">
                  <span className="sr">{column[0]}</span>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollBox>
  )
}
