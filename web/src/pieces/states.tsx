import { type ReactNode, useEffect, useState } from 'react'
import { Problem } from '../data/problem.ts'
import { Icon } from '../icons/icon.tsx'
import { Button } from './button.tsx'

interface EmptyStateProps {
  readonly title: string
  /** Where such things come from, or what to do to get one. */
  readonly about?: ReactNode
  readonly actions?: ReactNode
}

export function EmptyState({ title, about, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="card empty">
      <svg width="96" height="56" viewBox="0 0 96 56" aria-hidden="true">
        <rect x=".5" y="8.5" width="95" height="39" rx="7.5" fill="none" stroke="var(--line-2)" strokeDasharray="4 4" />
        <path d="M24 20 32 28 24 36 16 28z" fill="var(--mute-soft)" stroke="var(--line-2)" />
        <circle cx="48" cy="28" r="8" fill="var(--mute-soft)" stroke="var(--line-2)" />
        <circle cx="72" cy="28" r="8" fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeDasharray="3 2.5" />
        <path d="M72 24.5v7M68.5 28h7" stroke="var(--accent)" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      <h2>{title}</h2>
      {about !== undefined && <p className="small muted">{about}</p>}
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  )
}

interface ErrorStateProps {
  readonly error: unknown
  /** What was being done: `The releases cannot be shown`. */
  readonly title: string
  readonly onRetry?: () => void
}

/** What happened, what can be done, and what a bug report needs. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps): ReactNode {
  const problem = Problem.of(error)
  return (
    <div className="card failure" role="alert">
      <span className="sign">
        <Icon name="error" />
      </span>
      <div className="grow">
        <h2>{title}</h2>
        <p className="small soft">{problem.sentence}</p>
        {problem.hint !== undefined && (
          <p className="small">
            <strong>What you can do.</strong> {sentence(problem.hint)}
          </p>
        )}
        {onRetry !== undefined && (
          <div className="row">
            <Button onClick={onRetry}>Try again</Button>
          </div>
        )}
        <details className="fold">
          <summary className="small soft">For a bug report</summary>
          <dl className="kv mono tiny">
            <dt>code</dt>
            <dd>{problem.code}</dd>
            <dt>status</dt>
            <dd>{problem.status === 0 ? 'no answer' : problem.status}</dd>
            {problem.at !== undefined && (
              <>
                <dt>at</dt>
                <dd>{problem.at}</dd>
              </>
            )}
            {problem.instance !== undefined && (
              <>
                <dt>request</dt>
                <dd>{problem.instance}</dd>
              </>
            )}
          </dl>
        </details>
      </div>
    </div>
  )
}

/** The faults of the desk are written without capital and full stop; on a page they are sentences. */
export function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?:]$/u.test(start) ? start : `${start}.`
}

interface LoadingProps {
  /** What is awaited; read out. */
  readonly words: string
  /** Said after two seconds: what is going on. */
  readonly slow?: string
  /** The shape of what comes. */
  readonly children?: ReactNode
}

/** Keeps the shape of what comes; never a spinner. */
export function Loading({ words, slow, children }: LoadingProps): ReactNode {
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 2_000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true" className="loading">
      <span className="sr" role="status">
        {words}
      </span>
      {children ?? <SkeletonLines />}
      {long && <p className="tiny muted">{slow ?? `${words} takes longer than usual.`}</p>}
    </div>
  )
}

/** One grey bar; width and height in CSS units. */
export function Skeleton(props: { readonly width: string; readonly height?: string }): ReactNode {
  return <span className="sk" style={{ width: props.width, ...(props.height && { height: props.height }) }} />
}

const WIDTHS = ['96%', '88%', '74%', '91%', '67%', '82%', '59%', '79%', '93%', '71%'] as const

export function SkeletonLines({ lines = 3 }: { readonly lines?: number }): ReactNode {
  return (
    <div className="stack">
      {WIDTHS.slice(0, lines).map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}

export function SkeletonTable({ rows = 6 }: { readonly rows?: number }): ReactNode {
  return (
    <div className="card sk-table">
      {WIDTHS.slice(0, rows).map((width) => (
        <div key={width} className="row nowrap">
          <Skeleton width="112px" />
          <span className="grow">
            <Skeleton width={`calc(${width} - 30%)`} />
          </span>
          <Skeleton width="72px" />
        </div>
      ))}
    </div>
  )
}
