import { createLink } from '@tanstack/react-router'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'

interface Look {
  /** One primary button for each view. `danger` is for what cannot be undone. */
  readonly kind?: 'primary' | 'danger' | 'danger-quiet' | 'ghost'
  readonly size?: 'sm' | 'lg'
  readonly icon?: IconName
  /** The key that does the same, shown inside: `N`. */
  readonly keys?: string
}

function classOf({ kind, size, icon }: Look, children: ReactNode, more?: string): string {
  return ['btn', kind, size, icon !== undefined && children === undefined && 'icon', more].filter(Boolean).join(' ')
}

function Inside({ icon, keys, children }: Look & { readonly children?: ReactNode }): ReactNode {
  return (
    <>
      {icon !== undefined && <Icon name={icon} />}
      {children}
      {keys !== undefined && <kbd>{keys}</kbd>}
    </>
  )
}

interface ButtonProps extends Look, ComponentProps<'button'> {
  /** Why the button does nothing at the moment. It stays in the order of focus and says this sentence. */
  readonly unavailable?: string | undefined
  /** The work it started is under way; a second press does nothing. */
  readonly busy?: boolean
}

export function Button(props: ButtonProps): ReactNode {
  const { kind, size, icon, keys, unavailable, busy, className, children, onClick, type = 'button', ...rest } = props
  const reason = useId()
  const look = { ...(kind && { kind }), ...(size && { size }), ...(icon && { icon }), ...(keys && { keys }) }
  const idle = unavailable !== undefined || busy === true
  return (
    <>
      <button
        {...rest}
        type={type}
        className={classOf(look, children, className)}
        {...(idle && { 'aria-disabled': true })}
        {...(busy && { 'aria-busy': true })}
        {...(unavailable !== undefined && { 'aria-describedby': reason, title: unavailable })}
        onClick={(event) => (idle ? event.preventDefault() : onClick?.(event))}
      >
        <Inside {...look}>{children}</Inside>
      </button>
      {unavailable !== undefined && (
        <span id={reason} className="sr">
          {unavailable}
        </span>
      )}
    </>
  )
}

function Anchor({ kind, size, icon, keys, className, children, ...rest }: Look & ComponentProps<'a'>): ReactNode {
  const look = { ...(kind && { kind }), ...(size && { size }), ...(icon && { icon }), ...(keys && { keys }) }
  return (
    <a {...rest} className={classOf(look, children, className)}>
      <Inside {...look}>{children}</Inside>
    </a>
  )
}

/** A link to a page of the desk that looks like a button; `to` is checked against the routes. */
export const ButtonLink: ReturnType<typeof createLink<typeof Anchor>> = createLink(Anchor)
