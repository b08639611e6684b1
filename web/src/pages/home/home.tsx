import './home.css'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { HomeView } from '#desk/home'
import type { ProjectSummary } from '#desk/projects'
import { Reading } from '../../data/reading.tsx'
import { type Page, useRead } from '../../data/reads.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { ButtonLink } from '../../pieces/button.tsx'
import { Loading, Skeleton, SkeletonTable } from '../../pieces/states.tsx'
import { PageHead, Section } from '../../pieces/surfaces.tsx'
import { useNow } from '../../pieces/time.tsx'
import { count, countInWords } from '../../words/numbers.ts'
import { clock, now } from '../../words/time.ts'
import { ActivityFeed } from './activity-feed.tsx'
import { BoardCard } from './board-card.tsx'
import { FirstSteps } from './first-steps.tsx'
import { HomeSearch } from './home-search.tsx'
import { IdentifiersCard } from './identifiers-card.tsx'
import { NeedList } from './need-list.tsx'

const Charts = lazy(() => import('./charts.tsx').then(({ Charts: component }) => ({ default: component })))

/** What needs this person now, sorted by clock; the state of the releases; the numbers that people ask for. */
export function Home(): ReactNode {
  useTitle('Home')
  const home = useRead<HomeView>('/home', { every: 60_000 })
  return (
    <Reading of={home} whole what="what needs you" shape={<HomeShape />}>
      {(view) => <HomeBody view={view} />}
    </Reading>
  )
}

function HomeBody({ view }: { readonly view: HomeView }): ReactNode {
  const may = useMay()
  const moment = useNow()
  const projects = useRead<Page<ProjectSummary>>('/projects')
  // Without a project there is nothing to count and nothing to reserve: one thing is to be done first.
  const isNew = projects.data?.items.length === 0
  const [numbers, setNumbers] = useState(false)
  // What needs a person comes first; the library that draws is fetched a moment later.
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <p className="crumbs">{now(new Date(moment))}</p>
      <PageHead
        title={title(view, moment)}
        lede={
          isNew ? 'The desk is set up. A project comes first; everything else follows from its repository.' : lede(view)
        }
        actions={
          <>
            {!isNew && may('ids.reserve') && <ButtonLink to="/ids">Reserve IDs</ButtonLink>}
            {!isNew && may('vulnerability.create') && (
              <ButtonLink to="/vulnerabilities/new" kind="primary" icon="add" keys="N">
                New vulnerability
              </ButtonLink>
            )}
          </>
        }
      />
      <HomeSearch />
      <div className="cols">
        {isNew ? <FirstSteps /> : <NeedList needs={view.needs} moment={moment} />}
        <aside className="stack-4" aria-label="Summary">
          <BoardCard lines={view.board} />
          <IdentifiersCard />
        </aside>
      </div>
      {isNew ? undefined : idle ? (
        <Suspense fallback={<ChartsShape />}>
          <Charts onReady={() => setNumbers(true)} />
        </Suspense>
      ) : (
        <ChartsShape />
      )}
      {(numbers || isNew) && view.activity.length > 0 && (
        <Section
          bare
          title="Recent activity"
          action={
            may('audit.read') && (
              <Link className="small" to="/audit">
                Audit trail
              </Link>
            )
          }
        >
          <ActivityFeed entries={view.activity} moment={moment} />
        </Section>
      )}
    </>
  )
}

/** `Six things need you, one before 18:40`: the nearest clock within a day is named. */
function title({ needs }: HomeView, moment: number): string {
  if (needs.length === 0) return 'Nothing needs you now'
  const start = `${countInWords(needs.length, 'thing')} ${needs.length === 1 ? 'needs' : 'need'} you`
  const late = needs.filter(({ due }) => due !== undefined && Date.parse(due) < moment).length
  if (late > 0) return `${start}, ${late === needs.length ? 'late already' : `${late} late already`}`
  const soon = needs.filter(({ due }) => due !== undefined && Date.parse(due) - moment < 86_400_000)
  const first = soon[0]?.due
  return first === undefined ? start : `${start}, one before ${clock(first)}`
}

function lede({ counts, board }: HomeView): string {
  const open = board.reduce((sum, line) => sum + line.open + line.conflicts, 0)
  const records = `${count(counts.published, 'record')} ${counts.published === 1 ? 'is' : 'are'} public.`
  return open === 0
    ? `${records} None is behind its releases.`
    : `${records} ${count(open, 'change')} of releases ${open === 1 ? 'waits' : 'wait'} on the board.`
}

function HomeShape(): ReactNode {
  return (
    <div className="stack-5">
      <Skeleton width="46%" height="28px" />
      <Skeleton width="100%" height="40px" />
      <div className="cols">
        <SkeletonTable rows={5} />
        <SkeletonTable rows={3} />
      </div>
    </div>
  )
}

function ChartsShape(): ReactNode {
  return (
    <Loading words="Loading the numbers">
      <div className="charts-shape">
        <Skeleton width="100%" height="240px" />
      </div>
    </Loading>
  )
}
