import './project.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ProjectDetail } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button } from '../../pieces/button.tsx'
import { NothingHere } from '../../pieces/page-states.tsx'
import { Loading, Skeleton, SkeletonTable } from '../../pieces/states.tsx'
import { Crumbs, Note, PageHead } from '../../pieces/surfaces.tsx'
import { Tab, Tabs } from '../../pieces/tabs.tsx'
import { Ago } from '../../pieces/time.tsx'
import { count } from '../../words/numbers.ts'
import { Access } from './access.tsx'
import { Overview } from './overview.tsx'
import { Releases } from './releases.tsx'
import { Settings } from './settings.tsx'
import { Templates } from './templates.tsx'

const VIEWS: Readonly<Record<string, (props: { readonly project: ProjectDetail }) => ReactNode>> = {
  overview: Overview,
  releases: Releases,
  templates: Templates,
  access: Access,
  settings: Settings,
}

/** One project: its branches along the time, releases, templates, team, credentials and settings. */
export function Project(): ReactNode {
  const { slug, tab = 'overview' } = useParams({ strict: false }) as { slug: string; tab?: string }
  const answer = useRead<ProjectDetail>(`/projects/${slug}`)
  useTitle(answer.data?.title ?? slug)
  const View = VIEWS[tab]
  if (View === undefined) return <NothingHere />
  return (
    <Reading of={answer} whole what={slug} shape={<ProjectShape />}>
      {(project) => (
        <>
          <Head project={project} />
          <View project={project} />
        </>
      )}
    </Reading>
  )
}

function Head({ project }: { readonly project: ProjectDetail }): ReactNode {
  const may = useMay()
  const { slug } = project
  const fetchAgain = useChange(() => send('POST', `/projects/${slug}/fetch`), {
    touches: [`/projects/${slug}`],
    said: { title: `${project.title} is being read`, detail: 'New tags appear here and on the release board.' },
  })
  const live = project.branches.filter(({ lifecycle }) => lifecycle !== 'end-of-life').length
  return (
    <>
      <Crumbs>
        <Link to="/projects">Projects</Link>
        {project.title}
      </Crumbs>
      <PageHead
        {...(project.repository !== undefined && {
          meta: <span className="small muted mono">{project.repository}</span>,
        })}
        title={project.title}
        lede={
          <>
            {count(project.counts.published, 'public record')}, {count(live, 'live branch', 'live branches')},{' '}
            {count(project.releases, 'release')} known.
            {project.clone.readAt !== undefined && (
              <>
                {' '}
                Clone read <Ago at={project.clone.readAt} />.
              </>
            )}
          </>
        }
        actions={
          may('project.fetch', slug) && (
            <Button
              busy={fetchAgain.isPending}
              unavailable={project.clone.state === 'reading' ? 'It is being read now.' : undefined}
              onClick={() => fetchAgain.mutate(undefined)}
            >
              Read again
            </Button>
          )
        }
      />
      {project.clone.state === 'reading' && (
        <div className="sec bare">
          <Note icon="download">The repository is being read. Branches and releases appear when it is done.</Note>
        </div>
      )}
      {project.clone.problem !== undefined && (
        <div className="sec bare">
          <Note tone="bad">
            <strong>The repository cannot be read.</strong> {project.clone.problem.message}
            {project.clone.problem.hint !== undefined && <>: {project.clone.problem.hint}</>}
          </Note>
        </div>
      )}
      <Tabs label="Views of this project">
        <Tab to="/projects/$slug" params={{ slug }} activeOptions={{ exact: true }}>
          Overview
        </Tab>
        <Link to="/vulnerabilities" search={{ project: slug }}>
          Vulnerabilities
          <span className="n">{project.counts.open + project.counts.published}</span>
        </Link>
        <Tab to="/projects/$slug/$tab" params={{ slug, tab: 'releases' }} count={project.releases}>
          Releases
        </Tab>
        <Tab to="/projects/$slug/$tab" params={{ slug, tab: 'templates' }} count={project.templates.length}>
          Templates
        </Tab>
        <Tab to="/projects/$slug/$tab" params={{ slug, tab: 'access' }}>
          Team and access
        </Tab>
        {may('project.edit', slug) && (
          <Tab to="/projects/$slug/$tab" params={{ slug, tab: 'settings' }}>
            Settings
          </Tab>
        )}
      </Tabs>
    </>
  )
}

function ProjectShape(): ReactNode {
  return (
    <Loading words="Loading the project" slow="A large repository takes a few seconds to walk.">
      <div className="stack-5">
        <Skeleton width="34%" height="28px" />
        <Skeleton width="58%" />
        <Skeleton width="100%" height="260px" />
        <SkeletonTable rows={4} />
      </div>
    </Loading>
  )
}
