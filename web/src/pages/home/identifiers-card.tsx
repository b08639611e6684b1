import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { IdentifiersView } from '#desk/identifiers'
import type { ProjectSummary } from '#desk/projects'
import { type Page, useRead } from '../../data/reads.ts'
import { withQuery } from '../../data/request.ts'
import { useTarget } from '../../frame/target.ts'
import { Progress } from '../../pieces/progress.tsx'
import { Skeleton } from '../../pieces/states.tsx'
import { Card } from '../../pieces/surfaces.tsx'
import { TargetBadge } from '../../pieces/target.tsx'
import { count, figure } from '../../words/numbers.ts'

/** How many CVE IDs are reserved and free at the target. */
export function IdentifiersCard(): ReactNode {
  const target = useTarget()
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const project = projects.data?.items[0]?.slug
  const ids = useRead<IdentifiersView>(
    project === undefined ? undefined : withQuery('/ids', { project, target, limit: 1 }),
  )
  return (
    <Card
      title="CVE IDs"
      action={
        <>
          <TargetBadge target={target} />
          <Link className="small" to="/ids">
            ID desk
          </Link>
        </>
      }
    >
      {ids.data !== undefined ? (
        <Figures view={ids.data} />
      ) : ids.isError || (projects.data !== undefined && project === undefined) ? (
        <p className="small muted">
          {project === undefined ? 'No project yet.' : `${TARGET_SILENT} The ID desk says why.`}
        </p>
      ) : (
        <Skeleton width="80%" height="32px" />
      )}
    </Card>
  )
}

const TARGET_SILENT = 'The numbers cannot be read at this target.'

function Figures({ view: { counts, quota, weeklyUse } }: { readonly view: IdentifiersView }): ReactNode {
  const words = `${figure(quota.total_reserved)} of ${figure(quota.id_quota)} of the quota in use`
  return (
    <>
      <div className="row">
        <span className="score">{counts.free === 0 ? 'None' : figure(counts.free)}</span>
        <span className="small muted">
          {counts.free === 0 ? 'left in the pool: reserve some at the ID desk' : 'reserved and free'}
          {weeklyUse > 0 && counts.free >= weeklyUse && (
            <>
              ,<br />
              enough for about {count(Math.floor(counts.free / weeklyUse), 'week')}
            </>
          )}
        </span>
      </div>
      <div className="quota">
        <Progress words={words} of={quota.id_quota} shares={[{ tone: 'accent', part: quota.total_reserved }]} />
        <p className="tiny muted">{words}</p>
      </div>
    </>
  )
}
