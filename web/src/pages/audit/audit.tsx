import '../../style/difference.css'
import './audit.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AuditEntryView } from '#desk/audit'
import { type Page, usePages } from '../../data/reads.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Icon } from '../../icons/icon.tsx'
import { Button } from '../../pieces/button.tsx'
import { MoreRows } from '../../pieces/more-rows.tsx'
import { EmptyState, ErrorState, Loading, SkeletonTable } from '../../pieces/states.tsx'
import { Note, PageHead } from '../../pieces/surfaces.tsx'
import { count } from '../../words/numbers.ts'
import { AuditFilters, queryOf } from './audit-filters.tsx'
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
  const { entry, ...filter } = wanted
  const pages = usePages<Page<AuditEntryView>>('/audit', queryOf(filter))
  const set = (change: Partial<Record<keyof typeof wanted, string | undefined>>): void => {
    const next = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/audit', search: Object.fromEntries(next), replace: true })
  }
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const rows = pages.data?.pages.flatMap(({ items }) => items)
  return (
    <>
      {may('audit.export') && <Chain />}
      <AuditFilters wanted={filter} onChange={(change) => set({ ...change, entry: undefined })} />
      {rows === undefined ? (
        pages.isError ? (
          <ErrorState error={pages.error} title="Cannot show the trail" onRetry={() => void pages.refetch()} />
        ) : (
          <Loading words="Loading the trail">
            <SkeletonTable rows={10} />
          </Loading>
        )
      ) : rows.length === 0 ? (
        <EmptyState
          title={isFiltered ? 'No entry fits' : 'Nothing was done yet'}
          about="Entries about what is under embargo are found only by the people on its list."
          actions={
            isFiltered && (
              <Button onClick={() => void navigate({ to: '/audit', search: {}, replace: true })}>Show all</Button>
            )
          }
        />
      ) : (
        <div className={pages.isPlaceholderData ? 'stale' : undefined}>
          <EntryTable rows={rows} open={entry} onOpen={(seq) => set({ entry: seq })} />
          <MoreRows of={pages} words={`${count(rows.length, 'entry', 'entries')} shown. Times are UTC.`} />
        </div>
      )}
    </>
  )
}
