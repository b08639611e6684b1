import { type ReactNode, useState } from 'react'
import type { AccountSecret, NewAccount } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, TextField } from '../../pieces/field.tsx'
import type { Counter } from './ids.tsx'

interface NewAccountDialogProps {
  readonly counter: Counter
  readonly onClose: () => void
  readonly onSecret: (secret: AccountSecret) => void
}

export function NewAccountDialog({ counter, onClose, onSecret }: NewAccountDialogProps): ReactNode {
  const [username, setUsername] = useState('')
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [admin, setAdmin] = useState(false)
  const [typed, setTyped] = useState('')
  const add = useChange(
    (wish: NewAccount) => send<AccountSecret>('POST', withQuery('/ids/users', { ...counter }), wish),
    {
      touches: ['/ids/organisation'],
      done: (secret) => {
        onClose()
        onSecret(secret)
      },
    },
  )
  const isSound = /^[A-Za-z0-9\-_@.]{3,128}$/u.test(username)
  const isProduction = counter.target === 'production'
  return (
    <Dialog
      open
      target={counter.target}
      title="Add a user at the CVE service"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={add.isPending}
            unavailable={
              isSound
                ? isProduction && typed.trim() !== username
                  ? 'Type the user name again first.'
                  : undefined
                : 'Write a user name first.'
            }
            onClick={() =>
              add.mutate({
                username,
                admin,
                ...((first !== '' || last !== '') && {
                  name: { ...(first !== '' && { first }), ...(last !== '' && { last }) },
                }),
                ...(isProduction && { confirm: typed.trim() }),
              })
            }
          >
            Add the user
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <TextField
          label="User name"
          mono
          value={username}
          onChange={setUsername}
          help="Usually the mail address. It cannot be empty or contain blanks."
          error={isSound || username === '' ? undefined : 'Letters, digits and - _ @ . only, at least 3.'}
        />
        <div className="two">
          <TextField label="First name" optional value={first} onChange={setFirst} maxLength={100} />
          <TextField label="Last name" optional value={last} onChange={setLast} maxLength={100} />
        </div>
        <Check checked={admin} onChange={setAdmin} help="May change the organisation and its users there.">
          Administrator
        </Check>
        {isProduction && (
          <TextField label="Type the user name again" mono value={typed} onChange={setTyped} autoComplete="off" />
        )}
      </div>
    </Dialog>
  )
}
