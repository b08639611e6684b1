import { createLink } from '@tanstack/react-router'
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'

interface TabsProps {
  readonly label: string
  /** At the end of the line: what was saved, undo. */
  readonly end?: ReactNode
  readonly children: ReactNode
}

/** Views of one thing. Each is a page of its own, so a tab is a link. */
export function Tabs({ label, end, children }: TabsProps): ReactNode {
  const line = useRef<HTMLElement>(null)
  // On a narrow screen the line scrolls: the tab that one is on must be in sight.
  useEffect(() => {
    const current = line.current?.querySelector<HTMLElement>('[aria-current]')
    if (line.current !== null && current) line.current.scrollLeft = current.offsetLeft - 24
  })
  return (
    <nav ref={line} className="tabs" aria-label={label}>
      {children}
      {end !== undefined && <span className="saved">{end}</span>}
    </nav>
  )
}

function Anchor({ count, children, ...rest }: ComponentProps<'a'> & { readonly count?: number }): ReactNode {
  return (
    <a {...rest}>
      {children}
      {count !== undefined && <span className="n">{count}</span>}
    </a>
  )
}

/** One tab; `to` is checked against the routes, and the router marks the current one. */
export const Tab: ReturnType<typeof createLink<typeof Anchor>> = createLink(Anchor)
