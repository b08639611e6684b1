import { type ReactNode, useState } from 'react'
import { Check, TextField } from '../../pieces/field.tsx'

/** The shortest passphrase that the desk takes; it also refuses those that are easy to guess. */
const SHORTEST = 12

export function passphraseFault(text: string): string | undefined {
  return text.length >= SHORTEST ? undefined : `At least ${SHORTEST} characters; a few words are best.`
}

/** A field for a passphrase that is chosen: it can be shown, so that it need not be typed twice. */
export function NewPassphrase(props: {
  readonly label?: string
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactNode {
  const [shown, setShown] = useState(false)
  return (
    <div className="stack">
      <TextField
        label={props.label ?? 'Passphrase'}
        type={shown ? 'text' : 'password'}
        name="new-passphrase"
        autoComplete="new-password"
        value={props.value}
        onChange={props.onChange}
        maxLength={256}
        error={passphraseFault(props.value)}
        help={`At least ${SHORTEST} characters. Four or five words that nobody would put together are easy to keep in mind.`}
      />
      <Check checked={shown} onChange={setShown}>
        Show it
      </Check>
    </div>
  )
}
