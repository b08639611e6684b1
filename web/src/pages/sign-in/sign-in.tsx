import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { CeremonyView, SessionView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Problem } from '../../data/problem.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send, withQuery } from '../../data/request.ts'
import { keepSession } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button } from '../../pieces/button.tsx'
import { TextField } from '../../pieces/field.tsx'
import { Skeleton } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { Door } from './door.tsx'

/** What the identity provider's way back says, in words. */
const FAULTS: Readonly<Record<string, string>> = {
  PROVIDER_UNKNOWN_PERSON:
    'The identity provider knows you, this desk does not. Ask an administrator for an invitation.',
  PROVIDER_REFUSED: 'The identity provider did not let you in.',
  PROVIDER_UNREACHABLE: 'The identity provider does not answer. Try again, or use a passkey or your passphrase.',
}

/** Passkey, passphrase, or the identity provider where one is configured. */
export function SignIn(): ReactNode {
  useTitle('Sign in')
  const session = useRead<SessionView>('/session')
  return (
    <Door title="Sign in">
      <Reading of={session} what="how to come in" shape={<Skeleton width="100%" height="40px" />}>
        {({ ways }) => <Ways ways={ways} />}
      </Reading>
    </Door>
  )
}

function Ways({ ways }: { readonly ways: SessionView['ways'] }): ReactNode {
  const navigate = useNavigate()
  const { to = '/', fault } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string | undefined>(
    fault === undefined ? undefined : (FAULTS[fault] ?? `Signing in did not work (${fault}).`),
  )
  const enter = {
    done: (session: SessionView) => {
      keepSession(session)
      void navigate({ to, replace: true })
    },
  }
  const failed = (each: Problem): void => setProblem(each.sentence)
  const passphrase = useChange(
    () => send<SessionView>('POST', '/session', { email: email.trim(), passphrase: words }),
    { ...enter, failed },
  )
  const hasPasskey = ways.passkey && 'credentials' in navigator
  const hasOther = hasPasskey || ways.provider !== undefined
  const passkey = useChange(signInByPasskey, { ...enter, failed })
  return (
    <>
      {problem !== undefined && (
        <div role="alert" className="stack-2">
          <Note tone="bad">{problem}</Note>
        </div>
      )}
      <div className="stack-2">
        {hasPasskey && (
          <Button
            size="lg"
            kind="primary"
            icon="key"
            busy={passkey.isPending}
            onClick={() => {
              setProblem(undefined)
              passkey.mutate(undefined)
            }}
          >
            {passkey.isPending ? 'Waiting for your passkey' : 'Use a passkey'}
          </Button>
        )}
        {ways.provider !== undefined && (
          <a className="btn lg" href={withQuery('/api/v1/session/oidc/start', { to })}>
            Use {ways.provider}
          </a>
        )}
      </div>
      {ways.passphrase && (
        <>
          {hasOther && <p className="or">or</p>}
          <form
            onSubmit={(event) => {
              event.preventDefault()
              setProblem(undefined)
              if (!passphrase.isPending) passphrase.mutate(undefined)
            }}
          >
            <TextField
              label="Mail address"
              type="email"
              name="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              maxLength={254}
            />
            <TextField
              label="Passphrase"
              type="password"
              name="passphrase"
              autoComplete="current-password"
              value={words}
              onChange={setWords}
              maxLength={256}
            />
            <Button
              size="lg"
              type="submit"
              {...(!hasOther && { kind: 'primary' as const })}
              busy={passphrase.isPending}
              unavailable={email.trim() === '' || words === '' ? 'Write your address and passphrase first.' : undefined}
            >
              Sign in
            </Button>
          </form>
          <p className="help">A lost passphrase is replaced by a new one-time link from an administrator.</p>
        </>
      )}
    </>
  )
}

/** Asks the browser for a passkey of this desk. */
async function signInByPasskey(): Promise<SessionView> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { ceremony, options } = await send<CeremonyView>('POST', '/session/passkey/options')
  const answer = await startAuthentication({ optionsJSON: options as never }).catch((thrown: unknown) => {
    throw new Problem(0, {
      code: 'PASSKEY_NOT_USED',
      detail: thrown instanceof Error && thrown.name === 'NotAllowedError' ? 'no passkey was used' : String(thrown),
    })
  })
  return send<SessionView>('POST', '/session/passkey', { ceremony, answer })
}
