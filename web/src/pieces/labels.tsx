import type { ReactNode } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'
import { type ReleaseShape, StatusShape } from '../icons/status-shape.tsx'

interface BadgeProps {
  readonly tone?: 'good' | 'bad' | 'warn' | 'accent' | 'ink'
  readonly icon?: IconName
  readonly shape?: ReleaseShape
  readonly children: ReactNode
}

/** A state in a word. The icon or the shape says it again, so that the colour need not. */
export function Badge({ tone, icon, shape, children }: BadgeProps): ReactNode {
  return (
    <span className={tone === undefined ? 'badge' : `badge ${tone}`}>
      {icon !== undefined && <Icon name={icon} />}
      {shape !== undefined && <StatusShape shape={shape} />}
      {children}
    </span>
  )
}

/** A small word attached to a thing. Dashed when it was derived, not said. */
export function Tag({ derived, children }: { readonly derived?: boolean; readonly children: ReactNode }): ReactNode {
  return <span className={derived ? 'tag derived' : 'tag'}>{children}</span>
}

/** A tag that can be taken away. */
export function RemovableTag(props: { readonly words: string; readonly onRemove: () => void }): ReactNode {
  return (
    <span className="tag">
      {props.words}
      <button type="button" aria-label={`Remove ${props.words}`} onClick={props.onRemove}>
        ×
      </button>
    </span>
  )
}

const LEVELS = ['none', 'low', 'medium', 'high', 'critical'] as const

export type SeverityLevel = (typeof LEVELS)[number]

/** The level that the CVSS specification names, in whatever case it is written. */
export function severityLevel(words: string | undefined): SeverityLevel | undefined {
  return LEVELS.find((level) => level === words?.toLowerCase())
}

/** Severity as bars and a word, with the score where there is one. */
export function Severity(props: { readonly level: SeverityLevel | undefined; readonly score?: number }): ReactNode {
  const { level, score } = props
  if (level === undefined) return <span className="muted small">No score</span>
  return (
    <span className="sev" data-l={LEVELS.indexOf(level)}>
      <span className="bars" aria-hidden="true">
        <b />
        <b />
        <b />
        <b />
      </span>
      {level[0]?.toUpperCase()}
      {level.slice(1)}
      {score !== undefined && <span className="num muted">{score.toFixed(1)}</span>}
    </span>
  )
}

/** The initials of a person, beside the name or with it as a tooltip. */
export function Avatar({ name, live }: { readonly name: string; readonly live?: boolean }): ReactNode {
  return (
    <span className={live ? 'av live' : 'av'} title={name} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return `${first}${last}`.toUpperCase()
}
