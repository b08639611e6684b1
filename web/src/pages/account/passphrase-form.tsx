import { type ReactNode, useState } from 'react'
import type { AccountView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { TextField } from '../../pieces/field.tsx'
import { Note, Section } from '../../pieces/surfaces.tsx'
import { NewPassphrase, passphraseFault } from '../sign-in/new-passphrase.tsx'

/** Changing it ends every other session. */
export function PassphraseForm({ account }: { readonly account: AccountView }): ReactNode {
  const [open, setOpen] = useState(false)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [problem, setProblem] = useState<string>()
  const change = useChange(() => send('PUT', '/me/passphrase', { ...(account.hasPassphrase && { current }), next }), {
    touches: ['/me'],
    said: { title: 'The passphrase is changed', detail: 'Your other sessions have ended.' },
    done: () => {
      setOpen(false)
      setCurrent('')
      setNext('')
      setProblem(undefined)
    },
    failed: (each) => setProblem(each.sentence),
  })
  const missing = account.hasPassphrase && current === '' ? 'Write the present one first.' : passphraseFault(next)
  return (
    <Section
      title="Passphrase"
      about={account.hasPassphrase ? 'For browsers without your passkey.' : 'You have none: you come in another way.'}
      action={
        !open && (
          <Button size="sm" onClick={() => setOpen(true)}>
            {account.hasPassphrase ? 'Change' : 'Set one'}
          </Button>
        )
      }
    >
      {open && (
        <form
          className="form narrow"
          onSubmit={(event) => {
            event.preventDefault()
            if (missing === undefined && !change.isPending) change.mutate(undefined)
          }}
        >
          {problem !== undefined && (
            <div role="alert">
              <Note tone="bad">{problem}</Note>
            </div>
          )}
          <input type="email" name="email" autoComplete="username" value={account.email} readOnly hidden />
          {account.hasPassphrase && (
            <TextField
              label="Present passphrase"
              type="password"
              autoComplete="current-password"
              value={current}
              onChange={setCurrent}
              maxLength={256}
            />
          )}
          <NewPassphrase label="New passphrase" value={next} onChange={setNext} />
          <div className="row">
            <Button kind="primary" type="submit" busy={change.isPending} unavailable={missing}>
              Change it
            </Button>
            <Button kind="ghost" onClick={() => setOpen(false)}>
              Leave it
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
