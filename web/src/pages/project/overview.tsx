import { type ReactNode, useState } from 'react'
import type { ProjectDetail, TimelineView } from '#desk/projects'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { Button } from '../../pieces/button.tsx'
import { EmptyState, Skeleton } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { date } from '../../words/time.ts'
import { LIFECYCLE_WORDS } from './lifecycle.ts'
import { TimelinePlot } from './timeline-plot.tsx'

/** More branches than these are folded to those that still live. */
const FOLD_FROM = 8

export function Overview({ project }: { readonly project: ProjectDetail }): ReactNode {
  const timeline = useRead<TimelineView>(`/projects/${project.slug}/timeline`)
  return (
    <>
      <Section title="Branches" about="Lifecycle, releases and the next planned version of each.">
        <Reading of={timeline} what="the branches" shape={<Skeleton width="100%" height="280px" />}>
          {(view) => <Branches view={view} title={project.title} />}
        </Reading>
      </Section>
      <Section title="Facts" about="What the settings state; records and releases follow from it.">
        <dl className="kv">
          <dt>Vendor, product</dt>
          <dd>
            {project.product.vendor}, {project.product.product}
          </dd>
          <dt>Tag to version</dt>
          <dd className="mono">{project.tagRules.join('  ')}</dd>
          <dt>Version scheme</dt>
          <dd className="mono">{project.scheme}</dd>
          {project.product.purl !== undefined && (
            <>
              <dt>Package URL</dt>
              <dd className="mono">{project.product.purl}</dd>
            </>
          )}
          {project.product.cpes.length > 0 && (
            <>
              <dt>CPE</dt>
              <dd className="mono">{project.product.cpes.join(' ')}</dd>
            </>
          )}
          <dt>OSV prefix</dt>
          <dd className="mono">{project.osvPrefix}</dd>
          {project.foundation !== undefined && (
            <>
              <dt>Foundation</dt>
              <dd>{project.foundation.name ?? project.foundation.shortName}</dd>
            </>
          )}
        </dl>
      </Section>
    </>
  )
}

function Branches({ view, title }: { readonly view: TimelineView; readonly title: string }): ReactNode {
  const [all, setAll] = useState(false)
  const live = view.branches.filter(({ lifecycle }) => lifecycle !== 'end-of-life')
  const folds = view.branches.length > FOLD_FROM && live.length < view.branches.length
  const shown = folds && !all ? live : view.branches
  if (view.branches.length === 0) {
    return (
      <EmptyState
        title="No branch is known"
        about="Branches come from the settings, and their releases from the tags of the repository."
      />
    )
  }
  return (
    <div className="stack-4">
      <TimelinePlot view={{ ...view, branches: shown }} title={title} />
      {folds && (
        <Button size="sm" onClick={() => setAll(!all)}>
          {all
            ? 'Show only live branches'
            : `Show ${view.branches.length - live.length} branches past their end as well`}
        </Button>
      )}
      <Table
        label="Branches"
        columns={[
          'Branch',
          'Lifecycle',
          'Latest',
          'Next planned',
          'Ends',
          { words: 'Open vulnerabilities', right: true },
        ]}
      >
        {shown.toReversed().map((branch) => (
          <tr key={branch.name}>
            <th scope="row" className="mono">
              {branch.name}
            </th>
            <td>
              {branch.lifecycle === undefined ? (
                <span className="muted">not stated</span>
              ) : (
                LIFECYCLE_WORDS[branch.lifecycle]
              )}
            </td>
            <td className="ver" data-is="latest">
              {branch.latest ?? <span className="muted">none</span>}
            </td>
            <td className="soft ver" data-is="next">
              {branch.next ?? <span className="muted">none</span>}
            </td>
            <td className="soft" data-is="ends">
              {branch.endOfLife === undefined ? <span className="muted">not stated</span> : date(branch.endOfLife)}
            </td>
            <td className="right num" data-is="open">
              {branch.open}
            </td>
          </tr>
        ))}
      </Table>
    </div>
  )
}
