import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { TargetBadge, type TargetName } from './target.tsx'

interface DialogProps {
  readonly open: boolean
  readonly title: string
  /** Escape, a press outside, or the safe choice. */
  readonly onClose: () => void
  /** Where it acts; production draws its strip across the top. */
  readonly target?: TargetName
  /** Wider, for a list to choose from; `whole` for what is compared side by side. */
  readonly wide?: boolean | 'whole'
  /** The safe choice first; give it `autoFocus`. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A dialog of the browser's own: it keeps the focus, closes on Escape and gives the focus back. */
export function Dialog({ open, title, onClose, target, wide, footer, children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // What is inside is drawn when the dialog is shown: only then can it take the focus that it asks for.
  const [shown, setShown] = useState(false)
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) {
      setShown(false)
      return
    }
    if (!element.open) element.showModal()
    setShown(true)
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={dialog}
      className={['dialog', wide && 'wide', wide === 'whole' && 'whole'].filter(Boolean).join(' ')}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      closedby="any"
    >
      {target === 'production' && <div className="strip" />}
      <div className="sheet-in">
        <header className="row">
          <h2 id={id}>{title}</h2>
          {target !== undefined && (
            <span className="push">
              <TargetBadge target={target} />
            </span>
          )}
        </header>
        <div className="body">{shown && children}</div>
        {footer !== undefined && <footer>{shown && footer}</footer>}
      </div>
    </dialog>
  )
}
