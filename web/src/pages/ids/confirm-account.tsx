import type { ReactNode } from 'react'
import type { TargetName } from '../../pieces/target.tsx'
import { TargetDialog } from '../../pieces/target-dialog.tsx'

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
  readonly onConfirm: (confirm: string | undefined) => void
}

export function ConfirmAccount(props: ConfirmAccountProps): ReactNode {
  const { what, username, target, busy, onClose, onConfirm } = props
  const [verb, about] = WORDS[what]
  return (
    <TargetDialog
      danger={what === 'secret' || what === 'deactivate'}
      target={target}
      title={`${verb}: ${username}`}
      means={about}
      leave="Leave it"
      verb={verb}
      word={username}
      busy={busy}
      onClose={onClose}
      onAct={onConfirm}
    />
  )
}
