import './cases.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CaseView } from '#desk/cases'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { useTitle } from '../../frame/title.ts'
import { Badge } from '../../pieces/labels.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { Loading, Skeleton, SkeletonLines } from '../../pieces/states.tsx'
import { Card, Crumbs, PageHead, Section } from '../../pieces/surfaces.tsx'
import { Ago } from '../../pieces/time.tsx'
import { CaseDispute } from './case-dispute.tsx'
import { CaseMoves } from './case-moves.tsx'
import { CasePeople } from './case-people.tsx'
import { CaseReporter } from './case-reporter.tsx'
import { CaseStateBadge } from './case-state.tsx'
import { CaseTalk } from './case-talk.tsx'
import { CaseVulnerability } from './case-vulnerability.tsx'
import { ClockLine } from './clock-line.tsx'

/** One report: what it says, what was said since, what has to happen next and until when. */
export function Case(): ReactNode {
  const { id } = useParams({ from: '/desk/cases/$id' })
  const answer = useRead<CaseView>(`/cases/${id}`)
  useTitle(answer.data === undefined ? 'Case' : `${answer.data.number} ${answer.data.title}`)
  return (
    <Reading of={answer} whole what="the case" shape={<CaseShape />}>
      {(view) => <CaseBody view={view} />}
    </Reading>
  )
}

function CaseBody({ view }: { readonly view: CaseView }): ReactNode {
  return (
    <>
      <Crumbs>
        <Link to="/cases">Cases</Link>
        <span className="mono">{view.number}</span>
      </Crumbs>
      <PageHead
        meta={
          <>
            <CaseStateBadge state={view.state} />
            <Badge tone="ink" icon="lock">
              {view.access.length === 1 ? '1 person may know' : `${view.access.length} people may know`}
            </Badge>
            {view.dispute !== undefined && (
              <Badge icon="comment">
                Dispute of <span className="mono">{view.dispute.cve}</span>
              </Badge>
            )}
            {view.exploited && (
              <Badge tone="bad" icon="error">
                Exploited
              </Badge>
            )}
          </>
        }
        title={view.title}
        lede={
          view.dispute === undefined ? (
            <>
              Reported to <ProjectName slug={view.project} /> by {view.reporter}, <Ago at={view.received} />.
            </>
          ) : (
            <>
              A record of <ProjectName slug={view.project} /> is disputed by {view.dispute.by},{' '}
              <Ago at={view.dispute.received} />.
            </>
          )
        }
        actions={<CaseMoves view={view} />}
      />
      <div className="cols">
        <div>
          {view.dispute !== undefined && <Letter title="Claim" text={view.dispute.claim} />}
          {view.dispute?.claim !== view.report && <Letter title="Report" text={view.report} />}
          <CaseTalk view={view} />
        </div>
        <aside className="stack-4 case-side" aria-label="About this case">
          <Card title="Clocks">
            {view.clocks.length === 0 ? (
              <p className="small muted">No clock runs.</p>
            ) : (
              <ul className="clock-list">
                {view.clocks.map((clock) => (
                  <li key={clock.kind}>
                    <ClockLine clock={clock} />
                  </li>
                ))}
              </ul>
            )}
            {view.dispute !== undefined && view.clocks.length > 0 && (
              <p className="tiny muted clock-rule">
                Business days, Monday to Friday, public holidays among them: 3 to acknowledge, 5 more to decide, 15 more
                where more time is taken.
              </p>
            )}
          </Card>
          {view.dispute !== undefined && <CaseDispute view={view} dispute={view.dispute} />}
          <CaseVulnerability view={view} />
          <CaseReporter key={view.version} view={view} />
          <CasePeople view={view} />
        </aside>
      </div>
    </>
  )
}

/** What came, as it came. */
function Letter({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <Section title={title} about="As it came.">
      {text.trim() === '' ? (
        <p className="muted">Nothing was written down.</p>
      ) : (
        <div className="card">
          {/* The box takes the focus, so that the keyboard can scroll a long letter. */}
          <section className="pad letter as-written" aria-label={`Text of the ${title.toLowerCase()}`}>
            {text}
          </section>
        </div>
      )}
    </Section>
  )
}

function CaseShape(): ReactNode {
  return (
    <Loading words="Loading the case">
      <div className="stack-5">
        <Skeleton width="52%" height="28px" />
        <div className="cols">
          <SkeletonLines lines={6} />
          <SkeletonLines lines={3} />
        </div>
      </div>
    </Loading>
  )
}
