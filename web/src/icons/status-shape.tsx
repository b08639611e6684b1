import type { ReactNode } from 'react'

/** What a release is to a vulnerability, each with a shape of its own: colour alone would not reach everybody. */
export type ReleaseShape = 'affected' | 'fixed' | 'planned' | 'unaffected' | 'unknown'

const TICK = 'm4.4 7.2 1.8 1.8 3.5-3.9'

const SHAPES: Readonly<Record<ReleaseShape, ReactNode>> = {
  affected: <path d="M7 .8 13.2 7 7 13.2.8 7z" fill="var(--bad-solid)" />,
  fixed: (
    <>
      <circle cx="7" cy="7" r="6.2" fill="var(--good-solid)" />
      <path d="m4 7.2 2.1 2.1 4-4.4" fill="none" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  planned: (
    <>
      <circle
        cx="7"
        cy="7"
        r="5.6"
        fill="none"
        stroke="var(--good-solid)"
        strokeWidth="1.3"
        strokeDasharray="2.6 1.8"
      />
      <path d={TICK} fill="none" stroke="var(--good-solid)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  unaffected: <circle cx="7" cy="7" r="4.4" fill="none" stroke="var(--mute)" strokeWidth="1.5" />,
  unknown: (
    <>
      <rect
        x="1"
        y="1"
        width="12"
        height="12"
        rx="2.5"
        fill="none"
        stroke="var(--warn)"
        strokeWidth="1.3"
        strokeDasharray="2.4 1.6"
      />
      <path
        d="M5.3 5.4c.1-1 .8-1.6 1.8-1.6s1.7.6 1.7 1.5c0 1.2-1.7 1.2-1.7 2.5"
        fill="none"
        stroke="var(--warn)"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
      <circle cx="7.1" cy="10" r=".9" fill="var(--warn)" />
    </>
  ),
}

export function StatusShape({ shape }: { readonly shape: ReleaseShape }): ReactNode {
  return (
    <svg className="s" viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[shape]}
    </svg>
  )
}
