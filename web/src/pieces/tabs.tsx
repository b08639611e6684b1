import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'

interface TabsProps {
  readonly label: string
  /** At the end of the line: what was saved, undo. */
  readonly end?: ReactNode
  readonly children: ReactNode
}

/** Views of one thing. Each is a page of its own, so a tab is a link. */
export function Tabs({ label, end, children }: TabsProps): ReactNode {
  return (
    <nav className="tabs" aria-label={label}>
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
