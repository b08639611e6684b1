import * as Plot from '@observablehq/plot'
import { type ReactNode, useEffect } from 'react'
import { useWidth } from '../../pieces/use-width.ts'

interface PlotFigureProps {
  readonly title: string
  /** One sentence that says what the chart shows. */
  readonly lead: string
  /** Draws it for a width in pixels; undefined when there is nothing to draw. */
  readonly draw: ((width: number) => Plot.PlotOptions) | undefined
  /** The same figures as rows, for people who do not see the picture or want the numbers. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A chart with its sentence above and its table behind. */
export function PlotFigure({ title, lead, draw, columns, rows }: PlotFigureProps): ReactNode {
  const [place, width] = useWidth()
  useEffect(() => {
    if (place.current === null || draw === undefined || width === 0) return
    const svg = Plot.plot({ height: 168, ...draw(width), width, ariaLabel: `${title}. ${lead}` })
    // Plot writes its few rules into the picture; the security policy takes styles only from files, so home.css has them.
    svg.querySelector('style')?.remove()
    // It is one picture with a name; what Plot calls its parts is for styles only.
    for (const part of svg.querySelectorAll('[aria-label]')) {
      part.classList.add(part.getAttribute('aria-label')?.replaceAll(' ', '-') ?? '')
      part.removeAttribute('aria-label')
    }
    svg.setAttribute('role', 'img')
    svg.setAttribute('class', 'chart')
    place.current.replaceChildren(svg)
  }, [draw, place, width, title, lead])
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <p className="lead">{lead}</p>
      <div ref={place} className="drawing">
        {draw === undefined && <p className="small muted nothing">Nothing to draw yet.</p>}
      </div>
      {rows.length > 0 && (
        <details className="fold">
          <summary>Show as table</summary>
          <table>
            <caption className="sr">{title}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([head, ...cells]) => (
                <tr key={String(head)}>
                  <th scope="row">{head}</th>
                  {cells.map((cell, index) => (
                    <td key={columns[index + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  )
}
