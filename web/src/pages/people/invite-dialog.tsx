import { type ReactNode, useState } from 'react'
import type { InvitationView, RoleGrants, RoleView } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { type Page, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextField } from '../../pieces/field.tsx'
import { GrantsForm } from './grants-form.tsx'

interface InviteDialogProps {
  readonly onClose: () => void
  readonly onInvited: (invitation: InvitationView) => void
}

export function InviteDialog({ onClose, onInvited }: InviteDialogProps): ReactNode {
  const table = useRead<readonly RoleView[]>('/roles')
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<RoleGrants>({ foundation: [], projects: {} })
  const invite = useChange(
    () => send<InvitationView>('POST', '/people', { name: name.trim(), email: email.trim(), roles }),
    {
      touches: ['/people'],
      done: (invitation) => {
        onClose()
        onInvited(invitation)
      },
    },
  )
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email.trim())
  return (
    <Dialog
      open
      wide
      title="Invite a person"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={invite.isPending}
            unavailable={
              name.trim() === '' ? 'Write the name first.' : isAddress ? undefined : 'Write the mail address first.'
            }
            onClick={() => invite.mutate(undefined)}
          >
            Make the link
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <div className="two">
          <TextField label="Name" value={name} onChange={setName} maxLength={100} />
          <TextField
            label="Mail address"
            type="email"
            value={email}
            onChange={setEmail}
            maxLength={254}
            error={isAddress || email === '' ? undefined : 'An address such as name@example.org.'}
          />
        </div>
        <Reading of={table} what="the roles">
          {(rows) => (
            <GrantsForm table={rows} projects={projects.data?.items ?? []} grants={roles} onChange={setRoles} />
          )}
        </Reading>
      </div>
    </Dialog>
  )
}
