import { type ReactNode, useMemo, useState } from 'react'
import type { ProjectDetail, TimelineView } from '#desk/projects'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { Badge, Tag } from '../../pieces/labels.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { EmptyState, SkeletonTable } from '../../pieces/states.tsx'
import { Note, Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { count } from '../../words/numbers.ts'
import { shortDate } from '../../words/time.ts'

/** What is drawn at once; a filter finds the rest. */
const SHOWN = 200

/** Every release that the tags of the repository name, newest branch first, and the tags that name none. */
export function Releases({ project }: { readonly project: ProjectDetail }): ReactNode {
  const timeline = useRead<TimelineView>(`/projects/${project.slug}/timeline`)
  return (
    <Reading of={timeline} what="the releases" shape={<SkeletonTable rows={10} />}>
      {(view) => <List view={view} />}
    </Reading>
  )
}

function List({ view }: { readonly view: TimelineView }): ReactNode {
  const [text, setText] = useState('')
  const rows = useMemo(
    () =>
      view.branches
        .toReversed()
        .flatMap((branch) => branch.releases.toReversed().map((release) => ({ ...release, branch: branch.name }))),
    [view.branches],
  )
  const wanted = text.trim().toLowerCase()
  const fitting = rows.filter(
    ({ version, branch, tag }) =>
      version.toLowerCase().includes(wanted) || branch === wanted || (tag?.toLowerCase().includes(wanted) ?? false),
  )
  return (
    <>
      <Section title="Releases" about={`${count(view.releases, 'release')} by their tags.`}>
        <search className="filters">
          <SearchBox label="Search releases" placeholder="Version, branch or tag" value={text} onChange={setText} />
        </search>
        {fitting.length === 0 ? (
          <EmptyState
            title={rows.length === 0 ? 'No release is known' : 'No release fits'}
            about={rows.length === 0 ? 'Releases are read from the tags of the repository.' : 'Search for less.'}
          />
        ) : (
          <Table label="Releases" columns={['Version', 'Branch', 'Day', 'Tag', 'Notes']}>
            {fitting.slice(0, SHOWN).map((release) => (
              <tr key={`${release.branch} ${release.version}`}>
                <th scope="row" className="ver">
                  {release.version}
                </th>
                <td className="mono soft">{release.branch}</td>
                <td className="soft nowrap">{release.date === undefined ? '' : shortDate(release.date)}</td>
                <td className="mono muted">{release.tag ?? <span className="muted">stated by hand</span>}</td>
                <td>
                  <span className="row tight">
                    {release.prerelease && <Tag>prerelease</Tag>}
                    {release.sourceOnly && <Tag>source only</Tag>}
                    {release.yanked !== undefined && (
                      <Badge tone="warn" icon="warning">
                        Withdrawn: {release.yanked}
                      </Badge>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </Table>
        )}
        {fitting.length > SHOWN && (
          <p className="small muted list-end">
            {SHOWN} of {fitting.length}. Search for a version to see the others.
          </p>
        )}
      </Section>
      {view.ignored.length > 0 && (
        <Section title="Tags that are no releases" about="So that nothing is passed over in silence.">
          <Note>A tag belongs here when a rule in the settings says so, or when none reads it as a version.</Note>
          <ul className="ignored">
            {view.ignored.map(({ tag, why }) => (
              <li key={tag} className="small">
                <span className="mono">{tag}</span> <span className="muted">{why}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
