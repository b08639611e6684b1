import type { Owner } from '#desk/people'
import { grantsOf, type PersonTables } from './person.ts'

/** What is selected beside a session or a token of a person: a row for each role, and one without where there is none. */
export const OWNER_COLUMNS = [
  'person.name as owner_name',
  'person.state as owner_state',
  'person_role.project as grant_project',
  'person_role.role as grant_role',
] as const

interface OwnedRow {
  readonly person: string
  readonly owner_name: string
  readonly owner_state: PersonTables['person']['state']
  readonly grant_project: string | null
  readonly grant_role: string | null
}

/** Whose the rows are: `first` is one of them. */
export function ownerOf(first: OwnedRow, rows: readonly OwnedRow[]): Owner {
  const grants = rows.flatMap(({ person, grant_project: project, grant_role: role }) =>
    project === null || role === null ? [] : [{ person, project, role }],
  )
  return { name: first.owner_name, state: first.owner_state as Owner['state'], grants: grantsOf(grants) }
}
