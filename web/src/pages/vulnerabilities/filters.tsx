import type { ReactNode } from 'react'
import type { ProjectSummary } from '#desk/projects'
import { Button } from '../../pieces/button.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { Segments } from '../../pieces/segments.tsx'
import { useTyped } from '../../pieces/use-typed.ts'

/** The filters as the address has them. */
export interface Wanted {
  readonly q?: string
  readonly project?: string
  readonly stage?: string
  readonly severity?: string
  readonly year?: string
  readonly embargoed?: string
  readonly behind?: string
  readonly sort?: string
}

interface FiltersProps {
  readonly wanted: Wanted
  readonly projects: readonly ProjectSummary[]
  readonly onChange: (wanted: Wanted) => void
}

const SEVERITIES = [
  ['', 'Any severity'],
  ['critical', 'Critical'],
  ['high', 'High'],
  ['medium', 'Medium'],
  ['low', 'Low'],
  ['none', 'None'],
  ['unscored', 'No score'],
] as const

const SORTS = [
  ['', 'Changed last'],
  ['created', 'Newest'],
  ['cve', 'CVE ID'],
  ['severity', 'Severity'],
  ['embargo', 'End of embargo'],
  ['title', 'Title'],
] as const

export function Filters({ wanted, projects, onChange }: FiltersProps): ReactNode {
  const set = (change: { readonly [Name in keyof Wanted]: string | undefined }): void => {
    const next = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== undefined && value !== '')
    onChange(Object.fromEntries(next))
  }
  const [text, setText] = useTyped(wanted.q ?? '', (q) => set({ q: q.trim() }))
  return (
    <search className="filters">
      <SearchBox
        label="Search vulnerabilities"
        placeholder="ID or words of the title"
        value={text}
        onChange={setText}
        keys="/"
      />
      <Segments
        label="State"
        value={wanted.stage ?? ''}
        options={[
          ['', 'All'],
          ['open', 'Open'],
          ['review', 'In review'],
          ['published', 'Published'],
          ['rejected', 'Rejected'],
        ]}
        onChoose={(stage) => set({ stage })}
      />
      {projects.length > 1 && (
        <Pick
          label="Project"
          value={wanted.project ?? ''}
          options={[['', 'Every project'], ...projects.map(({ slug, title }) => [slug, title] as const)]}
          onChange={(project) => set({ project })}
        />
      )}
      <Pick
        label="Severity"
        value={wanted.severity ?? ''}
        options={SEVERITIES}
        onChange={(severity) => set({ severity })}
      />
      <Pick label="Order" value={wanted.sort ?? ''} options={SORTS} onChange={(sort) => set({ sort })} />
      <Button
        aria-pressed={wanted.embargoed === 'true'}
        icon="lock"
        onClick={() => set({ embargoed: wanted.embargoed === 'true' ? undefined : 'true' })}
      >
        Embargoed
      </Button>
      <Button
        aria-pressed={wanted.behind === 'true'}
        icon="clock"
        onClick={() => set({ behind: wanted.behind === 'true' ? undefined : 'true' })}
      >
        Behind
      </Button>
    </search>
  )
}
