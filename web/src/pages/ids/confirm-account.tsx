import { type ReactNode, useState } from 'react'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextField } from '../../pieces/field.tsx'
import type { TargetName } from '../../pieces/target.tsx'

const WORDS = {
  secret: ['Renew the secret', 'The old secret stops working at once, wherever it is used. The new one is shown once.'],
  deactivate: ['Deactivate', 'The account cannot do anything at the service until it is activated again.'],
  activate: ['Activate', 'The account works again, with the secret it had.'],
  admin: ['Make administrator', 'The account can change the organisation and its users at the service.'],
  'no-admin': ['Take the role', 'The account can still reserve and publish, and no longer change other users.'],
} as const

interface ConfirmAccountProps {
  readonly what: keyof typeof WORDS
  readonly username: string
  readonly target: TargetName
  readonly busy: boolean
  readonly onClose: () => void
  /** With what was typed, in production. */
  readonly onConfirm: (confirm?: string) => void
}

export function ConfirmAccount(props: ConfirmAccountProps): ReactNode {
  const { what, username, target, busy, onClose, onConfirm } = props
  const [typed, setTyped] = useState('')
  const [verb, about] = WORDS[what]
  const isProduction = target === 'production'
  return (
    <Dialog
      open
      target={target}
      title={`${verb}: ${username}`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Leave it
          </Button>
          <Button
            kind={what === 'secret' || what === 'deactivate' ? 'danger' : 'primary'}
            busy={busy}
            unavailable={isProduction && typed.trim() !== username ? 'Type the user name first.' : undefined}
            onClick={() => (isProduction ? onConfirm(typed.trim()) : onConfirm())}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <p className="small">{about}</p>
        {isProduction && (
          <TextField label="Type the user name" mono value={typed} onChange={setTyped} placeholder={username} />
        )}
      </div>
    </Dialog>
  )
}
