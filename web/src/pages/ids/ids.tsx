import './ids.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { IdentifiersView } from '#desk/identifiers'
import type { ProjectSummary } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { type Page, usePages, useRead } from '../../data/reads.ts'
import { useTarget } from '../../frame/target.ts'
import { useTitle } from '../../frame/title.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { NoProject } from '../../pieces/no-project.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { ErrorState, Loading, SkeletonTable } from '../../pieces/states.tsx'
import { Card, PageHead } from '../../pieces/surfaces.tsx'
import { TARGETS, type TargetName } from '../../pieces/target.tsx'
import { countInWords } from '../../words/numbers.ts'
import { Accounts } from './accounts.tsx'
import { exportList } from './export-list.ts'
import { IdentifierList } from './identifier-list.tsx'
import { QuotaCard } from './quota-card.tsx'
import { ReserveCard } from './reserve-card.tsx'

/** CVE IDs at the target: reserve, use, reject, transfer; the quota; the accounts of the organisation there. */
export function Ids(): ReactNode {
  useTitle('ID desk')
  const projects = useRead<Page<ProjectSummary>>('/projects')
  return (
    <Reading of={projects} whole what="the ID desk">
      {({ items }) =>
        items.length === 0 ? (
          <>
            <PageHead title="ID desk" />
            <div className="sec bare">
              <NoProject about="IDs are reserved with the credentials of a project. Add one first; its sandbox works at once." />
            </div>
          </>
        ) : (
          <Desk projects={items} />
        )
      }
    </Reading>
  )
}

/** Whom the desk speaks to: every request of the ID desk names both. */
export interface Counter {
  readonly project: string
  readonly target: TargetName
}

function Desk({ projects }: { readonly projects: readonly ProjectSummary[] }): ReactNode {
  const target = useTarget()
  const navigate = useNavigate()
  const wanted = useSearch({ from: '/desk/ids' })
  const project = wanted.project ?? projects[0]?.slug ?? ''
  const counter: Counter = { project, target }
  const pages = usePages<IdentifiersView>('/ids', { ...wanted, ...counter })
  const view = pages.data?.pages[0]
  const exporting = useChange(() => exportList(counter))
  const set = (change: Partial<Record<keyof typeof wanted, string>>): void => {
    const next = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/ids', search: Object.fromEntries(next), replace: true })
  }
  return (
    <>
      <PageHead
        title={view === undefined ? 'ID desk' : `${countInWords(view.counts.free, 'ID')} reserved and free`}
        lede={view === undefined ? undefined : pace(view)}
        actions={
          <>
            <Button
              icon="download"
              busy={exporting.isPending}
              unavailable={view === undefined ? 'The list is not there yet.' : undefined}
              onClick={() => exporting.mutate(undefined)}
            >
              Export list
            </Button>
            {projects.length > 1 && (
              <Pick
                label="Project whose credentials are used"
                value={project}
                options={projects.map(({ slug, title }) => [slug, `As ${title}`] as const)}
                onChange={(slug) => set({ project: slug })}
              />
            )}
          </>
        }
      />
      {view === undefined ? (
        pages.isError ? (
          <div className="sec bare stack-4">
            <ErrorState
              error={pages.error}
              title={`${TARGETS[target].words} cannot be asked for its IDs`}
              onRetry={() => void pages.refetch()}
            />
            <p className="small muted">
              <ButtonLink to="/projects/$slug/$tab" params={{ slug: project, tab: 'access' }}>
                Credentials of <ProjectName slug={project} />
              </ButtonLink>
            </p>
          </div>
        ) : (
          <Loading
            words={`Loading the IDs of ${TARGETS[target].words.toLowerCase()}`}
            slow="CVE Services gives its list in pages of 500; a long list takes a few seconds."
          >
            <div className="cols">
              <SkeletonTable rows={8} />
              <SkeletonTable rows={3} />
            </div>
          </Loading>
        )
      ) : (
        <div className="cols">
          <div>
            <IdentifierList pages={pages} view={view} counter={counter} wanted={wanted} onFilter={set} />
            <Accounts counter={counter} />
          </div>
          <aside className="stack-4" aria-label="Reserve and quota">
            <ReserveCard counter={counter} />
            <QuotaCard view={view} />
            <Card title="Speaks as">
              <dl className="kv">
                <dt>Service</dt>
                <dd className="mono">{view.counter.url}</dd>
                <dt>Organisation</dt>
                <dd className="mono">{view.counter.org}</dd>
                <dt>User</dt>
                <dd className="mono">{view.counter.user}</dd>
              </dl>
            </Card>
          </aside>
        </div>
      )}
    </>
  )
}

/** How long the free ones last at the pace of the last weeks. */
function pace({ counts, weeklyUse }: IdentifiersView): string {
  if (counts.free === 0) return 'Reserve some ahead, or let each new vulnerability reserve its own.'
  if (weeklyUse === 0) return 'None was used in the last weeks.'
  const weeks = Math.floor(counts.free / weeklyUse)
  return weeks === 0
    ? 'At the pace of the last weeks that is less than a week.'
    : `At the pace of the last weeks that lasts about ${weeks} ${weeks === 1 ? 'week' : 'weeks'}.`
}
