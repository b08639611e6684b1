import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'

export interface MenuItem {
  readonly words: string
  readonly run: () => void
  readonly icon?: IconName
  readonly tone?: 'bad'
  /** For a menu that chooses: which one is taken. */
  readonly chosen?: boolean
}

interface MenuProps {
  /** Read out for the list, and for the button where it shows three dots. */
  readonly label: string
  readonly items: readonly MenuItem[]
  /** What the button shows; three dots when nothing is given. */
  readonly children?: ReactNode
  readonly className?: string
}

/** A button that opens a short list of things to do. A popover of the browser's: it closes on Escape and on a press outside. */
export function Menu({ label, items, children, className = 'btn ghost icon sm' }: MenuProps): ReactNode {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  const place = (): void => {
    if (button.current === null || list.current === null) return
    const at = button.current.getBoundingClientRect()
    const { offsetWidth, offsetHeight } = list.current
    const below = at.bottom + 4 + offsetHeight <= innerHeight
    list.current.style.left = `${Math.max(8, Math.min(at.left, innerWidth - offsetWidth - 8))}px`
    list.current.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - offsetHeight)}px`
  }
  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]
  const move = (event: KeyboardEvent): void => {
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    all.at(next % all.length)?.focus()
  }
  const close = (): void => {
    list.current?.hidePopover()
    button.current?.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        {...(children === undefined && { 'aria-label': label })}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
      >
        {children ?? <Icon name="more" />}
      </button>
      <div
        ref={list}
        id={id}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        popover="auto"
        className="popover"
        onKeyDown={move}
        onToggle={(event) => {
          setOpen(event.newState === 'open')
          if (event.newState !== 'open') return
          place()
          entries()[0]?.focus()
        }}
      >
        {items.map((item) => (
          <button
            key={item.words}
            type="button"
            role={item.chosen === undefined ? 'menuitem' : 'menuitemradio'}
            {...(item.chosen !== undefined && { 'aria-checked': item.chosen })}
            className={item.tone}
            onClick={() => {
              close()
              item.run()
            }}
          >
            {item.icon !== undefined && <Icon name={item.icon} />}
            {item.words}
            {item.chosen === true && (
              <span className="push">
                <Icon name="check" />
              </span>
            )}
          </button>
        ))}
      </div>
    </>
  )
}
