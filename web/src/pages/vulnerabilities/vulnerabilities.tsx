import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { VulnerabilitySummary } from '#desk/advisories'
import type { ProjectSummary } from '#desk/projects'
import { type Page, usePages, useRead } from '../../data/reads.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { useRowKeys } from '../../keys/row-keys.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { MoreRows } from '../../pieces/more-rows.tsx'
import { EmptyState, ErrorState, Loading, SkeletonTable } from '../../pieces/states.tsx'
import { PageHead } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { count, countInWords } from '../../words/numbers.ts'
import { Filters, type Wanted } from './filters.tsx'
import { PublishApproved } from './publish-approved.tsx'
import { Row } from './row.tsx'

interface VulnerabilityPage extends Page<VulnerabilitySummary> {
  /** Rows that fit and that this person may know of. */
  readonly total: number
}

/** Every vulnerability that this person may know of, filtered by what the address says. */
export function Vulnerabilities(): ReactNode {
  useTitle('Vulnerabilities')
  const may = useMay()
  const navigate = useNavigate()
  const wanted = useSearch({ from: '/desk/vulnerabilities' })
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const pages = usePages<VulnerabilityPage>('/vulnerabilities', { ...wanted })
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, 'tbody th a')

  const rows = pages.data?.pages.flatMap(({ items }) => items)
  const total = pages.data?.pages[0]?.total
  const change = (next: Wanted): void => void navigate({ to: '/vulnerabilities', search: next, replace: true })
  const isFiltered = Object.values(wanted).some((value) => value !== undefined)
  return (
    <>
      <PageHead
        title={total === undefined ? 'Vulnerabilities' : title(wanted, total)}
        lede={
          isFiltered ? undefined : 'Drafts, what is in review, and every public record. What is embargoed shows a lock.'
        }
        actions={
          <>
            <PublishApproved />
            {may('vulnerability.create') && (
              <ButtonLink to="/vulnerabilities/new" kind="primary" icon="add" keys="N">
                New vulnerability
              </ButtonLink>
            )}
          </>
        }
      />
      <Filters wanted={wanted} projects={projects.data?.items ?? []} onChange={change} />
      <div ref={list} className={pages.isPlaceholderData ? 'stale' : undefined}>
        {rows === undefined ? (
          pages.isError ? (
            <ErrorState
              error={pages.error}
              title="Cannot show the vulnerabilities"
              onRetry={() => void pages.refetch()}
            />
          ) : (
            <Loading words="Loading the vulnerabilities">
              <SkeletonTable rows={10} />
            </Loading>
          )
        ) : rows.length === 0 ? (
          <Nothing isFiltered={isFiltered} onClear={() => change({})} />
        ) : (
          <>
            <Table
              label="Vulnerabilities"
              columns={['ID', 'Title', 'Project', 'State', 'Severity', { words: 'Changed', right: true }]}
            >
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </Table>
            <MoreRows of={pages} words={`${rows.length} of ${total ?? rows.length}`} />
          </>
        )}
      </div>
    </>
  )
}

function title({ q, behind, embargoed, stage }: Wanted, total: number): string {
  const many = countInWords(total, 'vulnerability', 'vulnerabilities')
  if (q !== undefined) return `${many} ${total === 1 ? 'fits' : 'fit'} “${q}”`
  if (behind !== undefined) return `${count(total, 'public record')} behind ${total === 1 ? 'its' : 'their'} releases`
  if (embargoed === 'true') return `${many} under embargo`
  if (stage === 'open') return `${many} not published yet`
  return many
}

function Nothing(props: { readonly isFiltered: boolean; readonly onClear: () => void }): ReactNode {
  const may = useMay()
  if (props.isFiltered) {
    return (
      <EmptyState
        title="Nothing fits these filters"
        about="Embargoed vulnerabilities are listed only for the people on their lists."
        actions={<Button onClick={props.onClear}>Show all</Button>}
      />
    )
  }
  return (
    <EmptyState
      title="No vulnerability yet"
      about="One begins with a link to its fix: Steward finds the backports, the releases and the references. Records that exist already can be imported from a project's page."
      actions={
        may('vulnerability.create') && (
          <ButtonLink to="/vulnerabilities/new" kind="primary">
            New vulnerability
          </ButtonLink>
        )
      }
    />
  )
}
