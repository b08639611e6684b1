import type { ReactNode } from 'react'
import type { PersonLine } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { type Page, useRead } from '../../data/reads.ts'
import { Pick } from '../../pieces/pick.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { useTyped } from '../../pieces/use-typed.ts'

/** The filters as the address has them. Days are YYYY-MM-DD, both included. */
export interface Wanted {
  readonly q?: string
  readonly kind?: string
  readonly project?: string
  readonly actor?: string
  readonly since?: string
  readonly until?: string
}

interface AuditFiltersProps {
  readonly wanted: Wanted
  readonly onChange: (change: Wanted) => void
}

const KINDS = [
  ['', 'Every kind'],
  ['facts', 'Facts'],
  ['review', 'Review'],
  ['publishing', 'Publishing'],
  ['ids', 'CVE IDs'],
  ['cases', 'Cases'],
  ['projects', 'Projects'],
  ['people', 'People'],
  ['sign-in', 'Sign-in'],
  ['reading', 'Reading under embargo'],
] as const

export function AuditFilters({ wanted, onChange }: AuditFiltersProps): ReactNode {
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const people = useRead<readonly PersonLine[]>('/people')
  const [text, setText] = useTyped(wanted.q ?? '', (q) => onChange({ q: q.trim() }))
  return (
    <search className="filters audit-filters">
      <SearchBox
        label="Search the trail"
        placeholder="Name, ID, reason or value"
        value={text}
        onChange={setText}
        keys="/"
      />
      <Pick label="Kind" value={wanted.kind ?? ''} options={KINDS} onChange={(kind) => onChange({ kind })} />
      <Pick
        label="Person"
        value={wanted.actor ?? ''}
        options={[['', 'Everybody'], ...(people.data ?? []).map(({ id, name }) => [id, name] as const)]}
        onChange={(actor) => onChange({ actor })}
      />
      <Pick
        label="Project"
        value={wanted.project ?? ''}
        options={[
          ['', 'Every project'],
          ...(projects.data?.items ?? []).map(({ slug, title }) => [slug, title] as const),
        ]}
        onChange={(project) => onChange({ project })}
      />
      <Day label="From" value={wanted.since} onChange={(since) => onChange({ since })} />
      <Day label="Until" value={wanted.until} onChange={(until) => onChange({ until })} />
    </search>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string) => void
}

function Day({ label, value, onChange }: DayProps): ReactNode {
  return (
    <label className="row tight nowrap small soft day-field">
      {label}
      <input
        className="input sm day"
        type="date"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** What is asked of the desk: days become moments. */
export function queryOf({ since, until, ...rest }: Wanted): Readonly<Record<string, string | undefined>> {
  return {
    ...rest,
    ...(since !== undefined && { since: `${since}T00:00:00.000Z` }),
    ...(until !== undefined && { until: `${until}T23:59:59.999Z` }),
  }
}
