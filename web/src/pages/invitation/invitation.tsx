import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { InvitedView, SessionView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import type { Problem } from '../../data/problem.ts'
import { send } from '../../data/request.ts'
import { keepSession } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button } from '../../pieces/button.tsx'
import { ErrorState, Loading, Skeleton } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { Door } from '../sign-in/door.tsx'
import { NewPassphrase, passphraseFault } from '../sign-in/new-passphrase.tsx'

/** A one-time link: who it is for, and the passphrase they choose. The secret stands after `#` and reaches no log. */
export function Invitation(): ReactNode {
  useTitle('Invitation')
  const [secret] = useState(() => location.hash.slice(1))
  const [problem, setProblem] = useState<Problem>()
  const look = useChange(() => send<InvitedView>('POST', '/invitations/look', { secret }), { failed: setProblem })
  const { mutate } = look
  useEffect(() => mutate(undefined), [mutate])
  if (problem !== undefined) {
    return (
      <Door title="Invitation">
        <ErrorState error={problem} title="This link does not work" />
      </Door>
    )
  }
  if (look.data === undefined) {
    return (
      <Door title="Invitation">
        <Loading words="Looking at the invitation">
          <Skeleton width="80%" height="40px" />
        </Loading>
      </Door>
    )
  }
  return (
    <Door
      title={`Welcome, ${look.data.name}`}
      about={`You are invited to the security desk of ${look.data.organisation} as ${look.data.email}.`}
    >
      <Accept secret={secret} invited={look.data} />
    </Door>
  )
}

function Accept({ secret, invited }: { readonly secret: string; readonly invited: InvitedView }): ReactNode {
  const navigate = useNavigate()
  const [passphrase, setPassphrase] = useState('')
  const [problem, setProblem] = useState<string>()
  const accept = useChange(() => send<SessionView>('POST', '/invitations/accept', { secret, passphrase }), {
    done: (session) => {
      keepSession(session)
      void navigate({ to: '/', replace: true })
    },
    failed: (each) => setProblem(each.sentence),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (passphraseFault(passphrase) === undefined && !accept.isPending) accept.mutate(undefined)
      }}
    >
      {problem !== undefined && (
        <div role="alert">
          <Note tone="bad">{problem}</Note>
        </div>
      )}
      <input type="email" name="email" autoComplete="username" value={invited.email} readOnly hidden />
      <NewPassphrase value={passphrase} onChange={setPassphrase} />
      <Button size="lg" kind="primary" type="submit" busy={accept.isPending} unavailable={passphraseFault(passphrase)}>
        Come in
      </Button>
      <p className="help">You can add a passkey in My account and then sign in without typing.</p>
    </form>
  )
}
