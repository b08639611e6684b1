import { Children, type ReactNode, useId } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'

interface PageHeadProps {
  /** Says what is the case, not what the screen is called. */
  readonly title: ReactNode
  readonly lede?: ReactNode
  /** A line above the title: identifier, badges. */
  readonly meta?: ReactNode
  readonly actions?: ReactNode
}

/** The way here, the page itself last. */
export function Crumbs({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="crumbs">
        {Children.map(children, (step, place) => (
          <li {...(place === Children.count(children) - 1 && { 'aria-current': 'page' })}>{step}</li>
        ))}
      </ol>
    </nav>
  )
}

/** The top of a page. */
export function PageHead({ title, lede, meta, actions }: PageHeadProps): ReactNode {
  return (
    <div className="head">
      <div className="grow">
        {meta !== undefined && <div className="meta">{meta}</div>}
        <h1>{title}</h1>
        {lede !== undefined && <p className="lede">{lede}</p>}
      </div>
      {actions !== undefined && <div className="acts">{actions}</div>}
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly about?: ReactNode
  /** At the end of the head line. */
  readonly action?: ReactNode
  /** Without the hairline above, where what stands before draws one. */
  readonly bare?: boolean
  readonly children: ReactNode
}

/** A part of a page, under a hairline. */
export function Section({ title, about, action, bare, children }: SectionProps): ReactNode {
  const id = useId()
  return (
    <section className={bare ? 'sec bare' : 'sec'} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p>{about}</p>}
        {action !== undefined && <div className="push">{action}</div>}
      </header>
      {children}
    </section>
  )
}

interface CardProps {
  readonly title?: string
  readonly action?: ReactNode
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** One thing that is one thing. */
export function Card({ title, action, footer, children }: CardProps): ReactNode {
  return (
    <section className="card">
      {title !== undefined && (
        <header>
          <h2>{title}</h2>
          {action !== undefined && <div className="push row">{action}</div>}
        </header>
      )}
      <div className="pad">{children}</div>
      {footer !== undefined && <footer>{footer}</footer>}
    </section>
  )
}

const NOTE_ICONS: Readonly<Record<'good' | 'bad' | 'warn' | 'accent', IconName>> = {
  good: 'check',
  bad: 'error',
  warn: 'warning',
  accent: 'info',
}

interface NoteProps {
  readonly tone?: 'good' | 'bad' | 'warn' | 'accent'
  readonly icon?: IconName
  readonly children: ReactNode
}

/** A sentence or two that belong to what stands beside them. */
export function Note({ tone, icon, children }: NoteProps): ReactNode {
  return (
    <div className={tone === undefined ? 'note' : `note ${tone}`}>
      <Icon name={icon ?? (tone === undefined ? 'info' : NOTE_ICONS[tone])} />
      <div className="grow">{children}</div>
    </div>
  )
}
