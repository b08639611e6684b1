import { type ReactNode, useState } from 'react'
import type { PersonLine, Role, RoleView } from '#desk/people'
import type { ProjectDetail } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { SelectField } from '../../pieces/field.tsx'
import { Avatar } from '../../pieces/labels.tsx'
import { RolePicker } from '../../pieces/role-picker.tsx'
import { EmptyState, SkeletonTable } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'

/** Who has a role here, by itself or through the foundation. */
export function Team({ project }: { readonly project: ProjectDetail }): ReactNode {
  const may = useMay()
  const mayManage = may('team.manage', project.slug)
  const team = useRead<readonly PersonLine[]>(`/projects/${project.slug}/team`)
  const [changing, setChanging] = useState<PersonLine | 'somebody'>()
  return (
    <Section
      title="Team"
      about={`Rights given here end at ${project.title}.`}
      action={
        mayManage && (
          <Button size="sm" icon="add" onClick={() => setChanging('somebody')}>
            Add a person
          </Button>
        )
      }
    >
      <Reading of={team} what="the team" shape={<SkeletonTable rows={3} />}>
        {(people) =>
          people.length === 0 ? (
            <EmptyState
              title="Nobody has a role here"
              about="People of the whole foundation may still work here, as their roles say."
            />
          ) : (
            <Table label="Team" columns={['Person', 'Roles in this project', 'Roles of the foundation', ['Actions']]}>
              {people.map((person) => (
                <tr key={person.id} className="mid">
                  <th scope="row">
                    <span className="row nowrap">
                      <Avatar name={person.name} />
                      {person.name}
                    </span>
                  </th>
                  <td className="soft full" data-is="Here:">
                    {person.projects[project.slug]?.join(', ') || <span className="muted">none</span>}
                  </td>
                  <td className="soft full" data-is="Foundation:">
                    {person.foundation.join(', ') || <span className="muted">none</span>}
                  </td>
                  <td className="right">
                    {mayManage && (
                      <Button
                        size="sm"
                        aria-label={`Change the roles of ${person.name}`}
                        onClick={() => setChanging(person)}
                      >
                        Change
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Reading>
      {changing !== undefined && (
        <TeamDialog
          project={project}
          person={changing === 'somebody' ? undefined : changing}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Section>
  )
}

interface TeamDialogProps {
  readonly project: ProjectDetail
  readonly person: PersonLine | undefined
  readonly onClose: () => void
}

function TeamDialog({ project, person, onClose }: TeamDialogProps): ReactNode {
  const table = useRead<readonly RoleView[]>('/roles')
  const everybody = useRead<readonly PersonLine[]>(person === undefined ? '/people' : undefined)
  const [id, setId] = useState(person?.id ?? '')
  const [roles, setRoles] = useState<readonly Role[]>(person?.projects[project.slug] ?? [])
  const chosen = person ?? everybody.data?.find((each) => each.id === id)
  const save = useChange(
    (of: PersonLine) => send<PersonLine>('PUT', `/projects/${project.slug}/team/${of.id}`, { roles }, of.version),
    {
      touches: [`/projects/${project.slug}`, '/people'],
      said: (_, of) => ({ title: `The roles of ${of.name} are saved` }),
      done: onClose,
    },
  )
  const others = (everybody.data ?? []).filter(
    ({ state, projects }) => state !== 'inactive' && (projects[project.slug]?.length ?? 0) === 0,
  )
  return (
    <Dialog
      open
      title={person === undefined ? `Add a person to ${project.title}` : `${person.name} in ${project.title}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={save.isPending}
            unavailable={chosen === undefined ? 'Choose a person first.' : undefined}
            onClick={() => chosen !== undefined && save.mutate(chosen)}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="stack-4">
        {person === undefined && (
          <SelectField
            label="Person"
            value={id}
            options={[['', 'Choose'], ...others.map((each) => [each.id, each.name] as const)]}
            onChange={setId}
          />
        )}
        <Reading of={table} what="the roles">
          {(rows) => <RolePicker table={rows} chosen={roles} onChange={setRoles} />}
        </Reading>
      </div>
    </Dialog>
  )
}
