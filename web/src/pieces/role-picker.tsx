import type { ReactNode } from 'react'
import type { Role, RoleView } from '#desk/people'
import { Check } from './field.tsx'

/** The roles with what each means, to tick. */
export function RolePicker(props: {
  readonly table: readonly RoleView[]
  readonly chosen: readonly Role[]
  readonly onChange: (roles: readonly Role[]) => void
}): ReactNode {
  const { table, chosen, onChange } = props
  return (
    <fieldset className="stack">
      <legend>Roles</legend>
      {table.map(({ role, words }) => (
        <Check
          key={role}
          checked={chosen.includes(role)}
          onChange={(on) => onChange(on ? [...chosen, role] : chosen.filter((each) => each !== role))}
          help={words}
        >
          {role}
        </Check>
      ))}
    </fieldset>
  )
}
