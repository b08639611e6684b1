import type { ReactNode } from 'react'

/** The sign of the desk. */
export function Mark(): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent-fill)" />
      <path
        d="M16.2 8.2c-.7-1.5-2.2-2.2-4.2-2.2-2.4 0-4 1.1-4 2.9 0 4 8.2 2.2 8.2 6.2 0 1.8-1.7 2.9-4.2 2.9-2.1 0-3.7-.8-4.4-2.3"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
