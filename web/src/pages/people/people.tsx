import './people.css'
import { type ReactNode, useState } from 'react'
import type { InvitationView, PersonLine, RoleView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay, useSession } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button } from '../../pieces/button.tsx'
import { Avatar, Badge } from '../../pieces/labels.tsx'
import { Menu, type MenuItem } from '../../pieces/menu.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { ShownOnce } from '../../pieces/shown-once.tsx'
import { SkeletonTable } from '../../pieces/states.tsx'
import { PageHead, Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'
import { countInWords } from '../../words/numbers.ts'
import { date } from '../../words/time.ts'
import { Foundation } from './foundation.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { RolesDialog } from './roles-dialog.tsx'

/** Who is here, what each may do, and the foundation they work for. */
export function People(): ReactNode {
  useTitle('People and roles')
  const may = useMay()
  const people = useRead<readonly PersonLine[]>('/people')
  const roles = useRead<readonly RoleView[]>('/roles')
  const [inviting, setInviting] = useState(false)
  const [invitation, setInvitation] = useState<InvitationView>()
  const active = people.data?.filter(({ state }) => state === 'active').length
  return (
    <>
      <PageHead
        title={active === undefined ? 'People and roles' : `${countInWords(active, 'person', 'people')} may come in`}
        lede="Roles hold for the whole foundation or for one project. Nobody approves what they wrote themselves, whatever their roles."
        actions={
          may('people.manage') && (
            <Button kind="primary" icon="add" onClick={() => setInviting(true)}>
              Invite a person
            </Button>
          )
        }
      />
      <Section title="People">
        <Reading of={people} what="the people" shape={<SkeletonTable rows={4} />}>
          {(rows) => (
            <Table label="People" columns={['Person', 'Roles', 'State', { words: 'Seen', right: true }, ['Actions']]}>
              {rows.map((person) => (
                <PersonRow key={person.id} person={person} onInvitation={setInvitation} />
              ))}
            </Table>
          )}
        </Reading>
      </Section>
      <Section title="What comes with each role" about="Rights are fixed; who has which role is yours to say.">
        <Reading of={roles} what="the roles">
          {(table) => (
            <div className="card roles">
              {table.map(({ role, words, may: rights }) => (
                <details key={role} className="fold">
                  <summary>
                    <strong>{role}</strong>
                    <span className="small muted">{words}</span>
                  </summary>
                  <ul>
                    {rights.map(({ operation, about, foundationOnly }) => (
                      <li key={operation} className="small">
                        {about}
                        {foundationOnly && <span className="muted"> (for the whole foundation)</span>}
                      </li>
                    ))}
                  </ul>
                </details>
              ))}
            </div>
          )}
        </Reading>
      </Section>
      <Foundation />
      {inviting && <InviteDialog onClose={() => setInviting(false)} onInvited={setInvitation} />}
      {invitation !== undefined && (
        <ShownOnce
          title={`The link for ${invitation.person.name}`}
          about={`It works once, until ${date(invitation.expires)}. Hand it over yourself: the desk sends no mail, and cannot show it again.`}
          secret={new URL(invitation.link, location.origin).href}
          onClose={() => setInvitation(undefined)}
        />
      )}
    </>
  )
}

interface PersonRowProps {
  readonly person: PersonLine
  readonly onInvitation: (invitation: InvitationView) => void
}

function PersonRow({ person, onInvitation }: PersonRowProps): ReactNode {
  const may = useMay()
  const me = useSession()
  const [giving, setGiving] = useState(false)
  const path = `/people/${person.id}`
  const activate = useChange((active: boolean) => send<PersonLine>('PATCH', path, { active }, person.version), {
    touches: ['/people'],
    said: (_, active) =>
      active
        ? { title: `${person.name} may come in again` }
        : {
            title: `${person.name} is deactivated`,
            detail: 'Their sessions have ended.',
            action: { words: 'Undo', run: () => undo.mutate(person.version + 1) },
          },
  })
  const undo = useChange((version: number) => send<PersonLine>('PATCH', path, { active: true }, version), {
    touches: ['/people'],
  })
  const again = useChange(() => send<InvitationView>('POST', `${path}/invitation`), {
    touches: ['/people'],
    done: onInvitation,
  })
  const leave = useChange(() => send('DELETE', `${path}/sessions`), {
    said: { title: `${person.name} is signed out everywhere` },
  })
  const items: readonly MenuItem[] = [
    { words: 'Change the roles…', icon: 'person', run: () => setGiving(true) },
    ...(person.state === 'inactive'
      ? [{ words: 'Activate', icon: 'check' as const, run: () => activate.mutate(true) }]
      : [
          { words: 'New one-time link', icon: 'link' as const, run: () => again.mutate(undefined) },
          { words: 'Sign out everywhere', icon: 'arrow' as const, run: () => leave.mutate(undefined) },
        ]),
    ...(person.state !== 'inactive' && person.id !== me.id
      ? [{ words: 'Deactivate', icon: 'close' as const, tone: 'bad' as const, run: () => activate.mutate(false) }]
      : []),
  ]
  return (
    <tr className="mid">
      <th scope="row">
        <span className="row nowrap">
          <Avatar name={person.name} />
          <span>
            {person.name}
            {person.id === me.id && <span className="muted"> (you)</span>}
            <span className="muted tiny block-line">{person.email}</span>
          </span>
        </span>
      </th>
      <td className="soft full">
        {person.foundation.length > 0 && <span className="block-line">{person.foundation.join(', ')}</span>}
        {Object.entries(person.projects)
          .filter(([, roles]) => roles.length > 0)
          .map(([project, roles]) => (
            <span key={project} className="block-line small">
              <ProjectName slug={project} />: {roles.join(', ')}
            </span>
          ))}
        {person.foundation.length === 0 && Object.keys(person.projects).length === 0 && (
          <span className="muted">no role yet</span>
        )}
      </td>
      <td>
        <PersonState state={person.state} />
      </td>
      <td className="right muted nowrap" data-is="seen">
        {person.seen === undefined ? 'never' : <Ago at={person.seen} />}
      </td>
      <td className="right">
        {may('people.manage') && <Menu label={`More for ${person.name}`} items={items} />}
        {giving && <RolesDialog person={person} onClose={() => setGiving(false)} />}
      </td>
    </tr>
  )
}

function PersonState({ state }: { readonly state: PersonLine['state'] }): ReactNode {
  if (state === 'active') return <span className="soft">active</span>
  if (state === 'invited') {
    return (
      <Badge tone="warn" icon="clock">
        Invited
      </Badge>
    )
  }
  return <Badge icon="close">Deactivated</Badge>
}
