import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { VulnerabilitySummary } from '#desk/advisories'
import { Icon } from '../../icons/icon.tsx'
import { Badge, Severity, severityLevel } from '../../pieces/labels.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { StageBadge } from '../../pieces/stage.tsx'
import { Ago } from '../../pieces/time.tsx'
import { count } from '../../words/numbers.ts'

export function Row({ row }: { readonly row: VulnerabilitySummary }): ReactNode {
  return (
    <tr className="mid">
      <th scope="row" className="id">
        <Link className="plain" to="/vulnerabilities/$id" params={{ id: row.id }}>
          {row.cve ?? row.id}
        </Link>
        {row.embargoed && (
          <span className="seal">
            <Icon name="lock" />
            <span className="sr">embargoed</span>
          </span>
        )}
      </th>
      <td className="url">
        <Link className="plain" to="/vulnerabilities/$id" params={{ id: row.id }} tabIndex={-1}>
          {row.title === '' ? <span className="muted">No title yet</span> : row.title}
        </Link>
      </td>
      <td className="soft nowrap">
        <ProjectName slug={row.project} />
      </td>
      <td>
        <span className="row tight">
          <StageBadge stage={row.stage} />
          {row.behind > 0 && (
            <Badge tone="bad" icon="clock">
              {count(row.behind, 'release')} behind
            </Badge>
          )}
        </span>
      </td>
      <td>
        <Severity
          level={severityLevel(row.severity?.severity)}
          {...(row.severity !== undefined && { score: row.severity.score })}
        />
      </td>
      <td className="right num muted nowrap when">
        <Ago at={row.updated} />
      </td>
    </tr>
  )
}
