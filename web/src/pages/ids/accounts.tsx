import { type ReactNode, useState } from 'react'
import type { AccountRow, OrganisationView } from '#desk/identifiers'
import type { AccountChange, AccountSecret } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send, withQuery } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { Menu } from '../../pieces/menu.tsx'
import { SkeletonTable } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'
import { ConfirmAccount } from './confirm-account.tsx'
import type { Counter } from './ids.tsx'
import { NewAccountDialog } from './new-account-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'

/** The accounts of the organisation at CVE Services, as the service lists them. */
export function Accounts({ counter }: { readonly counter: Counter }): ReactNode {
  const may = useMay()
  const mayChange = may('ids.organisation', counter.project)
  const organisation = useRead<OrganisationView>(withQuery('/ids/organisation', { ...counter }))
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<AccountSecret>()
  return (
    <Section
      title="People at the CVE service"
      about={
        organisation.data === undefined ? undefined : (
          <>
            Accounts of <code>{organisation.data.org.short_name}</code>, as the service lists them.
          </>
        )
      }
      action={
        mayChange && (
          <Button size="sm" icon="add" onClick={() => setAdding(true)}>
            Add a user
          </Button>
        )
      }
    >
      <Reading of={organisation} what="the accounts" shape={<SkeletonTable rows={3} />}>
        {({ users }) => (
          <Table
            label="Accounts at the CVE service"
            columns={['User', 'Role there', 'Last seen here', 'State', ['Actions']]}
          >
            {users.map((user) => (
              <Line key={user.username} user={user} counter={counter} mayChange={mayChange} onSecret={setSecret} />
            ))}
          </Table>
        )}
      </Reading>
      {adding && <NewAccountDialog counter={counter} onClose={() => setAdding(false)} onSecret={setSecret} />}
      {secret !== undefined && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </Section>
  )
}

interface LineProps {
  readonly user: AccountRow
  readonly counter: Counter
  readonly mayChange: boolean
  readonly onSecret: (secret: AccountSecret) => void
}

type Doing = 'secret' | 'deactivate' | 'activate' | 'admin' | 'no-admin'

function Line({ user, counter, mayChange, onSecret }: LineProps): ReactNode {
  const [doing, setDoing] = useState<Doing>()
  const path = `/ids/users/${encodeURIComponent(user.username)}`
  const change = useChange((wish: AccountChange) => send('PATCH', withQuery(path, { ...counter }), wish), {
    touches: ['/ids/organisation'],
    said: { title: `${user.username} was changed` },
    done: () => setDoing(undefined),
  })
  const renew = useChange(
    (confirm: string | undefined) =>
      send<AccountSecret>(
        'POST',
        withQuery(`${path}/secret`, { ...counter }),
        confirm === undefined ? {} : { confirm },
      ),
    {
      touches: ['/ids/organisation'],
      done: (secret) => {
        setDoing(undefined)
        onSecret(secret)
      },
    },
  )
  const isAdmin = user.authority?.active_roles.includes('ADMIN') ?? false
  const isActive = user.active !== false
  const run = (what: Doing, confirm?: string): void => {
    const said = confirm === undefined ? {} : { confirm }
    if (what === 'secret') renew.mutate(confirm)
    else if (what === 'admin' || what === 'no-admin') change.mutate({ admin: what === 'admin', ...said })
    else change.mutate({ active: what === 'activate', ...said })
  }
  return (
    <tr className="mid">
      <th scope="row">
        {nameOf(user)}
        {nameOf(user) !== user.username && <span className="muted mono tiny block-line">{user.username}</span>}
      </th>
      <td>{isAdmin ? 'administrator' : 'user'}</td>
      <td className="muted">{user.lastActive === undefined ? 'unknown' : <Ago at={user.lastActive} />}</td>
      <td>{isActive ? <span className="soft">active</span> : <Badge icon="close">deactivated</Badge>}</td>
      <td className="right">
        {mayChange && (
          <Menu
            label={`More for ${user.username}`}
            items={[
              { words: 'Renew the secret…', icon: 'key', run: () => setDoing('secret') },
              isAdmin
                ? { words: 'Take the administrator role…', icon: 'person', run: () => setDoing('no-admin') }
                : { words: 'Make administrator…', icon: 'person', run: () => setDoing('admin') },
              isActive
                ? { words: 'Deactivate…', icon: 'close', tone: 'bad', run: () => setDoing('deactivate') }
                : { words: 'Activate…', icon: 'check', run: () => setDoing('activate') },
            ]}
          />
        )}
        {doing !== undefined && (
          <ConfirmAccount
            what={doing}
            username={user.username}
            target={counter.target}
            busy={change.isPending || renew.isPending}
            onClose={() => setDoing(undefined)}
            onConfirm={(confirm) => run(doing, confirm)}
          />
        )}
      </td>
    </tr>
  )
}

function nameOf({ name, username }: AccountRow): string {
  const words = [name?.first, name?.middle, name?.last, name?.suffix].filter(
    (part) => part !== undefined && part !== '',
  )
  return words.length === 0 ? username : words.join(' ')
}
