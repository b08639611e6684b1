import { type ReactNode, useState } from 'react'
import type { CeremonyView, PasskeyLine, SessionView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Problem } from '../../data/problem.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextField } from '../../pieces/field.tsx'
import { SkeletonTable } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'
import { date } from '../../words/time.ts'

/** Passkeys: nothing to type, nothing to steal. */
export function Passkeys(): ReactNode {
  const passkeys = useRead<readonly PasskeyLine[]>('/me/passkeys')
  const [naming, setNaming] = useState(false)
  const remove = useChange(({ id }: PasskeyLine) => send('DELETE', `/me/passkeys/${encodeURIComponent(id)}`), {
    touches: ['/me'],
    said: (_, { name }) => ({ title: `${name} no longer opens the desk` }),
  })
  const session = useRead<SessionView>('/session')
  const canAdd = session.data?.ways.passkey === true && 'credentials' in navigator
  return (
    <Section
      title="Passkeys"
      about="Kept by your device; nothing to type, and nothing that a false page could get out of you."
      action={
        <Button
          size="sm"
          icon="add"
          unavailable={canAdd ? undefined : 'Passkeys need an address with https, or localhost.'}
          onClick={() => setNaming(true)}
        >
          Add a passkey
        </Button>
      }
    >
      <Reading of={passkeys} what="your passkeys" shape={<SkeletonTable rows={2} />}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="small muted">None yet.</p>
          ) : (
            <Table label="Passkeys" columns={['Name', 'Added', 'Last used', ['Actions']]}>
              {rows.map((passkey) => (
                <tr key={passkey.id} className="mid">
                  <th scope="row">{passkey.name}</th>
                  <td className="soft">{date(passkey.created)}</td>
                  <td className="soft">
                    {passkey.used === undefined ? <span className="muted">never</span> : <Ago at={passkey.used} />}
                  </td>
                  <td className="right">
                    <Button
                      size="sm"
                      aria-label={`Remove the passkey ${passkey.name}`}
                      onClick={() => remove.mutate(passkey)}
                    >
                      Remove
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Reading>
      {naming && <AddDialog onClose={() => setNaming(false)} />}
    </Section>
  )
}

function AddDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [name, setName] = useState('')
  const add = useChange(() => register(name.trim()), {
    touches: ['/me'],
    said: { title: `${name.trim()} opens the desk from now on` },
    done: onClose,
  })
  return (
    <Dialog
      open
      title="Add a passkey"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={add.isPending}
            unavailable={name.trim() === '' ? 'Give it a name first.' : undefined}
            onClick={() => add.mutate(undefined)}
          >
            {add.isPending ? 'Waiting for your device' : 'Continue'}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        maxLength={100}
        help="So that you know it again: the name of the device or of the key."
      />
    </Dialog>
  )
}

async function register(name: string): Promise<PasskeyLine> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { ceremony, options } = await send<CeremonyView>('POST', '/me/passkeys/options')
  const answer = await startRegistration({ optionsJSON: options as never }).catch((thrown: unknown) => {
    throw new Problem(0, {
      code: 'PASSKEY_NOT_MADE',
      detail: thrown instanceof Error && thrown.name === 'NotAllowedError' ? 'no passkey was made' : String(thrown),
    })
  })
  return send<PasskeyLine>('POST', '/me/passkeys', { ceremony, answer, name })
}
