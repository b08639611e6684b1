import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'
import { Button } from './button.tsx'

export interface Toast {
  readonly title: string
  readonly detail?: string
  readonly tone?: 'good' | 'bad'
  readonly icon?: IconName
  /** What can be done about it, usually Undo. */
  readonly action?: { readonly words: string; readonly run: () => void }
}

/** How long a toast stays when nobody points at it, in milliseconds. */
const STAYS = 8_000

interface Shown extends Toast {
  readonly key: number
}

let shown: readonly Shown[] = []
let last = 0
const listeners = new Set<() => void>()

function replace(next: readonly Shown[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Says in a corner what happened. At most three are kept; what must not be missed does not belong in a toast. */
export function say(toast: Toast): void {
  last += 1
  replace([...shown, { ...toast, key: last }].slice(-3))
}

const dismiss = (key: number): void => replace(shown.filter((each) => each.key !== key))

export function Toasts(): ReactNode {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <section className="toasts" aria-label="Messages" aria-live="polite">
      {toasts.map((toast) => (
        <ToastBox key={toast.key} toast={toast} />
      ))}
    </section>
  )
}

function ToastBox({ toast }: { readonly toast: Shown }): ReactNode {
  const [held, setHeld] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(toast.key), STAYS)
    return () => clearTimeout(timer)
  }, [held, toast.key])
  const action = toast.action
  return (
    <div
      ref={box}
      className="toast"
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={toast.tone === 'bad' ? 'sign bad' : 'sign'}>
        <Icon name={toast.icon ?? (toast.tone === 'bad' ? 'error' : 'check')} />
      </span>
      <div className="grow">
        <strong>{toast.title}</strong>
        {toast.detail !== undefined && <span className="dim">{toast.detail}</span>}
      </div>
      {action !== undefined && (
        <Button
          size="sm"
          onClick={() => {
            dismiss(toast.key)
            action.run()
          }}
        >
          {action.words}
        </Button>
      )}
      <Button size="sm" icon="close" aria-label="Dismiss" className="bare" onClick={() => dismiss(toast.key)} />
    </div>
  )
}
