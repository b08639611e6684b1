import './cases.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { CaseSummary } from '#desk/cases'
import type { ProjectSummary } from '#desk/projects'
import { type Page, usePages, useRead } from '../../data/reads.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { useRowKeys } from '../../keys/row-keys.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { MoreRows } from '../../pieces/more-rows.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { Segments } from '../../pieces/segments.tsx'
import { EmptyState, ErrorState, Loading, SkeletonTable } from '../../pieces/states.tsx'
import { PageHead } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'
import { useTyped } from '../../pieces/use-typed.ts'
import { count, countInWords } from '../../words/numbers.ts'
import { CaseStateBadge } from './case-state.tsx'
import { ClockLine } from './clock-line.tsx'
import { outcomeWords } from './dispute-words.ts'

/** Reports on their way to a publication, or to the reason why there is none. */
export function Cases(): ReactNode {
  useTitle('Cases')
  const may = useMay()
  const navigate = useNavigate()
  const wanted = useSearch({ from: '/desk/cases' })
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const pages = usePages<Page<CaseSummary>>('/cases', { ...wanted })
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, 'tbody th a')
  const set = (change: Partial<Record<keyof typeof wanted, string>>): void => {
    const next = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/cases', search: Object.fromEntries(next), replace: true })
  }
  const [text, setText] = useTyped(wanted.q ?? '', (q) => set({ q: q.trim() }))
  const rows = pages.data?.pages.flatMap(({ items }) => items)
  const isFiltered = Object.values(wanted).some((value) => value !== undefined)
  const open = may('case.create') && (
    <ButtonLink to="/cases/new" kind="primary" icon="add">
      Open a case
    </ButtonLink>
  )
  return (
    <>
      <PageHead
        title={rows === undefined || pages.hasNextPage ? 'Cases' : title(rows)}
        lede="A report with its clocks, the talk with its reporter, and the people who may know."
        actions={open}
      />
      <search className="filters">
        <SearchBox
          label="Search cases"
          placeholder="Number, title, reporter, CVE ID"
          value={text}
          onChange={setText}
          keys="/"
        />
        <Segments
          label="State"
          value={wanted.state ?? ''}
          options={[
            ['', 'All'],
            ['open', 'Open'],
            ['new', 'New'],
            ['triage', 'In triage'],
            ['accepted', 'Accepted'],
            ['closed', 'Closed'],
          ]}
          onChoose={(state) => set({ state })}
        />
        <Pick
          label="Kind"
          value={wanted.disputes ?? ''}
          options={[
            ['', 'Reports and disputes'],
            ['true', 'Disputes'],
          ]}
          onChange={(disputes) => set({ disputes })}
        />
        {(projects.data?.items.length ?? 0) > 1 && (
          <Pick
            label="Project"
            value={wanted.project ?? ''}
            options={[
              ['', 'Every project'],
              ...(projects.data?.items ?? []).map(({ slug, title }) => [slug, title] as const),
            ]}
            onChange={(project) => set({ project })}
          />
        )}
      </search>
      <div ref={list} className={pages.isPlaceholderData ? 'stale' : undefined}>
        {rows === undefined ? (
          pages.isError ? (
            <ErrorState error={pages.error} title="Cannot show the cases" onRetry={() => void pages.refetch()} />
          ) : (
            <Loading words="Loading the cases">
              <SkeletonTable />
            </Loading>
          )
        ) : rows.length === 0 ? (
          <EmptyState
            title={isFiltered ? 'No case fits' : 'No open cases'}
            about={
              isFiltered
                ? 'Cases are listed only for the people on their lists.'
                : 'A case begins with a report: from mail, a form or a phone call. Open one and the clocks start.'
            }
            actions={isFiltered ? <Button onClick={() => set(NOTHING)}>Show all</Button> : open}
          />
        ) : (
          <>
            <Table
              label="Cases"
              columns={['Case', 'Title', 'State', 'Coordinator', 'Clock', { words: 'Received', right: true }]}
            >
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </Table>
            <MoreRows of={pages} words={count(rows.length, 'case')} />
          </>
        )}
      </div>
    </>
  )
}

const NOTHING = { q: '', project: '', state: '', disputes: '' }

function title(rows: readonly CaseSummary[]): string {
  const late = rows.filter(({ clock }) => clock?.overdue).length
  const all = countInWords(rows.length, 'case')
  return late === 0 ? all : `${all}, ${late} over its time`
}

function Row({ row }: { readonly row: CaseSummary }): ReactNode {
  return (
    <tr className="mid">
      <th scope="row" className="id">
        <Link className="plain" to="/cases/$id" params={{ id: row.id }}>
          {row.number}
        </Link>
      </th>
      <td className="url">
        <Link className="plain" to="/cases/$id" params={{ id: row.id }} tabIndex={-1}>
          {row.title}
        </Link>
        <span className="muted small block-line">
          <ProjectName slug={row.project} />,{' '}
          {row.dispute === undefined ? (
            `from ${row.reporter}`
          ) : (
            <>
              <span className="mono">{row.dispute.cve}</span> disputed by {row.dispute.by}
            </>
          )}
        </span>
      </td>
      <td>
        <span className="row tight">
          <CaseStateBadge state={row.state} />
          {row.dispute !== undefined && (
            <Badge icon="comment">
              {row.dispute.outcome === undefined ? 'Dispute' : outcomeWords(row.dispute.outcome)}
            </Badge>
          )}
          {row.exploited && (
            <Badge tone="bad" icon="error">
              Exploited
            </Badge>
          )}
        </span>
      </td>
      <td className="soft nowrap">{row.coordinator?.name ?? <span className="muted">nobody yet</span>}</td>
      <td className="nowrap">
        {row.clock === undefined ? <span className="muted">none runs</span> : <ClockLine clock={row.clock} />}
      </td>
      <td className="right muted nowrap when">
        <Ago at={row.received} />
      </td>
    </tr>
  )
}
