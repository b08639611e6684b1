import '../../style/difference.css'
import './audit.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AuditEntryView } from '#desk/audit'
import type { PersonLine } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { type Page, usePages, useRead } from '../../data/reads.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Icon } from '../../icons/icon.tsx'
import { MoreRows } from '../../pieces/more-rows.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { EmptyState, ErrorState, Loading, SkeletonTable } from '../../pieces/states.tsx'
import { Note, PageHead } from '../../pieces/surfaces.tsx'
import { count } from '../../words/numbers.ts'
import { Chain } from './chain.tsx'
import { EntryTable } from './entry-table.tsx'

/** Who did what, when and why, sealed entry by entry. */
export function Audit(): ReactNode {
  useTitle('Audit trail')
  const may = useMay()
  const mayRead = may('audit.read')
  return (
    <>
      <PageHead
        title="Audit trail"
        lede="Every change, and every reading of what is embargoed. Entries are added, never edited; each seals the one before it."
        actions={
          may('audit.export') && (
            <a className="btn" href="/api/v1/audit/export" download="audit.jsonl">
              <Icon name="download" />
              Export
            </a>
          )
        }
      />
      {mayRead ? (
        <Trail />
      ) : (
        <div className="sec bare">
          <Note icon="lock">
            The trail is read by administrators. Your own changes stand in the history of each page.
          </Note>
        </div>
      )}
    </>
  )
}

function Trail(): ReactNode {
  const may = useMay()
  const navigate = useNavigate()
  const wanted = useSearch({ from: '/desk/audit' })
  const { entry, until, ...filter } = wanted
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const people = useRead<readonly PersonLine[]>('/people')
  const pages = usePages<Page<AuditEntryView>>('/audit', {
    ...filter,
    ...(until !== undefined && { until: `${until}T23:59:59.999Z` }),
  })
  const set = (change: Partial<Record<keyof typeof wanted, string | undefined>>): void => {
    const next = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/audit', search: Object.fromEntries(next), replace: true })
  }
  const rows = pages.data?.pages.flatMap(({ items }) => items)
  return (
    <>
      {may('audit.export') && <Chain />}
      <search className="filters">
        <Pick
          label="Person"
          value={wanted.actor ?? ''}
          options={[['', 'Everybody'], ...(people.data ?? []).map(({ id, name }) => [id, name] as const)]}
          onChange={(actor) => set({ actor, entry: undefined })}
        />
        <Pick
          label="Project"
          value={wanted.project ?? ''}
          options={[
            ['', 'Every project'],
            ...(projects.data?.items ?? []).map(({ slug, title }) => [slug, title] as const),
          ]}
          onChange={(project) => set({ project, entry: undefined })}
        />
        <label className="row tight small soft">
          Until
          <input
            className="input sm day"
            type="date"
            value={until ?? ''}
            onChange={(event) => set({ until: event.target.value, entry: undefined })}
          />
        </label>
        <span className="push small muted">Times are UTC</span>
      </search>
      {rows === undefined ? (
        pages.isError ? (
          <ErrorState error={pages.error} title="Cannot show the trail" onRetry={() => void pages.refetch()} />
        ) : (
          <Loading words="Loading the trail">
            <SkeletonTable rows={10} />
          </Loading>
        )
      ) : rows.length === 0 ? (
        <EmptyState title="No entry fits" about="Choose another person, project or day." />
      ) : (
        <div className={pages.isPlaceholderData ? 'stale' : undefined}>
          <EntryTable rows={rows} open={entry} onOpen={(seq) => set({ entry: seq })} />
          <MoreRows of={pages} words={`${count(rows.length, 'entry', 'entries')} shown`} />
        </div>
      )}
    </>
  )
}
