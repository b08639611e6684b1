import type { ReactNode } from 'react'

const dot = (cx: number, cy: number, r: number): ReactNode => (
  <circle cx={cx} cy={cy} r={r} fill="currentColor" stroke="none" />
)

/** Drawn on 16 x 16 with a line of 1.5. An icon never stands alone for a meaning: a word or a label goes with it. */
const DRAWINGS = {
  add: <path d="M8 3v10M3 8h10" />,
  arrow: <path d="M3 8h10M9 4l4 4-4 4" />,
  audit: <path d="M4 2.5h8v11H4zM6.3 5.5h3.4M6.3 8h3.4M6.3 10.5h2" />,
  board: <path d="M2.5 3.5h3v9h-3zM6.5 3.5h3v5h-3zM10.5 3.5h3v7h-3z" />,
  case: <path d="M2 9.5h3l1 2h4l1-2h3M2 9.5 4 3h8l2 6.5V13H2z" />,
  chain: (
    <>
      <rect x="2" y="5.5" width="6" height="5" rx="2.5" />
      <rect x="8" y="5.5" width="6" height="5" rx="2.5" />
    </>
  ),
  check: <path d="m3.2 8.4 3.2 3.2 6.4-7" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  comment: <path d="M2.5 3.5h11v8h-6l-3 2.5v-2.5h-2z" />,
  commit: (
    <>
      <circle cx="8" cy="8" r="2.3" />
      <path d="M8 1.8v3.9M8 10.3v3.9" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  download: <path d="M8 3v8M4.5 7.8 8 11.3l3.5-3.5M3 13.5h10" />,
  error: (
    <>
      <path d="M5.3 2h5.4L14 5.3v5.4L10.7 14H5.3L2 10.7V5.3zM8 5v3.6" />
      {dot(8, 10.9, 0.7)}
    </>
  ),
  fewer: <path d="m4 10 4-4 4 4" />,
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  globe: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M2.3 8h11.4M8 2.3c3.4 3.4 3.4 8 0 11.4M8 2.3c-3.4 3.4-3.4 8 0 11.4" />
    </>
  ),
  hash: <path d="M6.2 2.5 4.8 13.5M11.2 2.5 9.8 13.5M2.8 5.8h10.8M2.2 10.2H13" />,
  home: <path d="M2.5 7 8 2.5 13.5 7v6.5h-4V10h-3v3.5h-4z" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 7.4v3.3" />
      {dot(8, 5.2, 0.7)}
    </>
  ),
  key: (
    <>
      <circle cx="5.2" cy="8" r="2.7" />
      <path d="M7.9 8h6M11 8v2.4M13.4 8v1.8" />
    </>
  ),
  link: (
    <path d="M6.7 9.3a2.8 2.8 0 0 0 4 0l2-2a2.8 2.8 0 0 0-4-4l-.8.8M9.3 6.7a2.8 2.8 0 0 0-4 0l-2 2a2.8 2.8 0 0 0 4 4l.8-.8" />
  ),
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.5" rx="1.5" />
      <path d="M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  more: (
    <>
      {dot(3.5, 8, 1.2)}
      {dot(8, 8, 1.2)}
      {dot(12.5, 8, 1.2)}
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.7" />
      <path d="M2.8 13.5c.6-2.6 2.6-4 5.2-4s4.6 1.4 5.2 4" />
    </>
  ),
  project: (
    <>
      <path d="M2.5 2.5h5.3l5.7 5.7-5.3 5.3-5.7-5.7z" />
      {dot(5.3, 5.3, 0.9)}
    </>
  ),
  redo: <path d="m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8h3" />,
  sandbox: <path d="m8 2 5.5 3v6L8 14l-5.5-3V5zM2.7 5.1 8 8l5.3-2.9M8 8v6" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.3 10.3 3.2 3.2" />
    </>
  ),
  test: <path d="M6.3 2.5h3.4M7 2.5v4L3.2 12.6a.9.9 0 0 0 .8 1.4h8a.9.9 0 0 0 .8-1.4L9 6.5v-4M5 10.5h6" />,
  theme: (
    <>
      <path d="M8 2.2a5.8 5.8 0 1 0 0 11.6z" fill="currentColor" />
      <circle cx="8" cy="8" r="5.8" />
    </>
  ),
  undo: <path d="M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8h-3" />,
  vulnerability: <path d="M8 2 2.8 4v4c0 3 2.2 5.2 5.2 6.2 3-1 5.2-3.2 5.2-6.2V4z" />,
  warning: (
    <>
      <path d="M8 2.6 14 13H2zM8 6.6v3" />
      {dot(8, 11.2, 0.7)}
    </>
  ),
} as const

export type IconName = keyof typeof DRAWINGS

export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  )
}
