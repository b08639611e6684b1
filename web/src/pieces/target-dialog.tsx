import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import type { TargetName } from './target.tsx'

interface TargetDialogProps {
  readonly target: TargetName
  readonly title: string
  readonly wide?: boolean
  /** What it means for everybody else. */
  readonly means: ReactNode
  /** The safe choice: `Keep it`. */
  readonly leave: string
  readonly verb: string
  /** It cannot be taken back, wherever it is done. In production nothing can. */
  readonly danger?: boolean
  /** What production wants to see typed. */
  readonly word: string
  /** Why it cannot be done yet. */
  readonly lacks?: string | undefined
  readonly busy: boolean
  readonly onClose: () => void
  /** With what was typed, in production. */
  readonly onAct: (confirm: string | undefined) => void
  readonly children?: ReactNode
}

/** Something that is done at a CVE service. The safe choice comes first and has the focus; production wants a word typed. */
export function TargetDialog(props: TargetDialogProps): ReactNode {
  const { target, title, wide, means, leave, verb, danger, word, lacks, busy, onClose, onAct, children } = props
  const [typed, setTyped] = useState('')
  const form = useId()
  const isProduction = target === 'production'
  const why = lacks ?? (isProduction && typed.trim() !== word ? `Type ${word} first.` : undefined)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (why === undefined && !busy) onAct(isProduction ? typed.trim() : undefined)
  }
  return (
    <Dialog
      open
      title={title}
      target={target}
      onClose={onClose}
      {...(wide && { wide })}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            {leave}
          </Button>
          <Button
            kind={danger || isProduction ? 'danger' : 'primary'}
            type="submit"
            form={form}
            unavailable={why}
            busy={busy}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form id={form} className="stack-4" onSubmit={submit}>
        <p className="soft">{means}</p>
        {children}
        {isProduction && <ConfirmField word={word} value={typed} onChange={setTyped} />}
      </form>
    </Dialog>
  )
}

interface ConfirmFieldProps {
  readonly word: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A word that is typed, so that nobody does it by a slip. */
export function ConfirmField({ word, value, onChange }: ConfirmFieldProps): ReactNode {
  return (
    <Field
      label={
        <span>
          Type <span className="mono">{word}</span> to confirm
        </span>
      }
    >
      {(ties) => (
        <input
          {...ties}
          className="input mono"
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
