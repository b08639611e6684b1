import { type ReactNode, useState } from 'react'
import type { PersonLine, Role, RoleGrants, RoleView } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { type Page, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { GrantsForm } from './grants-form.tsx'

/** The roles of a person: for the foundation and in each project. */
export function RolesDialog({
  person,
  onClose,
}: {
  readonly person: PersonLine
  readonly onClose: () => void
}): ReactNode {
  const table = useRead<readonly RoleView[]>('/roles')
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const [foundation, setFoundation] = useState<readonly Role[]>(person.foundation)
  const [byProject, setByProject] = useState<Readonly<Record<string, readonly Role[]>>>(person.projects)
  const grants: RoleGrants = { foundation, projects: byProject }
  const save = useChange(
    (wish: RoleGrants) => send<PersonLine>('PUT', `/people/${person.id}/roles`, wish, person.version),
    { touches: ['/people', '/session'], said: { title: `The roles of ${person.name} are saved` }, done: onClose },
  )
  return (
    <Dialog
      open
      wide
      title={`Roles of ${person.name}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" busy={save.isPending} onClick={() => save.mutate(grants)}>
            Save
          </Button>
        </>
      }
    >
      <Reading of={table} what="the roles">
        {(rows) => (
          <GrantsForm
            table={rows}
            projects={projects.data?.items ?? []}
            grants={grants}
            onChange={(next) => {
              setFoundation(next.foundation)
              setByProject(next.projects)
            }}
          />
        )}
      </Reading>
    </Dialog>
  )
}
