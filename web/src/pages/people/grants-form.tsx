import { type ReactNode, useState } from 'react'
import type { RoleGrants, RoleView } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { SelectField } from '../../pieces/field.tsx'
import { RolePicker } from '../../pieces/role-picker.tsx'

interface GrantsFormProps {
  readonly table: readonly RoleView[]
  readonly projects: readonly ProjectSummary[]
  readonly grants: RoleGrants
  readonly onChange: (grants: RoleGrants) => void
}

/** Roles where they hold: the whole foundation first, then one project at a time. */
export function GrantsForm({ table, projects, grants, onChange }: GrantsFormProps): ReactNode {
  const [place, setPlace] = useState('')
  const chosen = place === '' ? grants.foundation : (grants.projects[place] ?? [])
  const given = (slug: string): string => {
    const count = grants.projects[slug]?.length ?? 0
    return count === 0 ? '' : ` (${count})`
  }
  return (
    <div className="stack-4">
      {projects.length > 0 && (
        <SelectField
          label="Where"
          value={place}
          options={[
            ['', 'The whole foundation'],
            ...projects.map(({ slug, title }) => [slug, `Only ${title}${given(slug)}`] as const),
          ]}
          onChange={setPlace}
        />
      )}
      <RolePicker
        table={table}
        chosen={chosen}
        onChange={(roles) =>
          onChange(
            place === ''
              ? { ...grants, foundation: roles }
              : { ...grants, projects: { ...grants.projects, [place]: roles } },
          )
        }
      />
    </div>
  )
}
