import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { ProjectSummary } from '#desk/projects'
import { Reading } from '../../data/reading.tsx'
import { type Page, useRead } from '../../data/reads.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { useRowKeys } from '../../keys/row-keys.ts'
import { ButtonLink } from '../../pieces/button.tsx'
import { EmptyState, SkeletonTable } from '../../pieces/states.tsx'
import { PageHead } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { countInWords } from '../../words/numbers.ts'
import { CloneState } from '../project/clone-state.tsx'

export function Projects(): ReactNode {
  useTitle('Projects')
  const may = useMay()
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, 'tbody th a')
  const add = may('project.create') && (
    <ButtonLink to="/projects/new" kind="primary" icon="add">
      Add a project
    </ButtonLink>
  )
  return (
    <>
      <PageHead
        title={projects.data === undefined ? 'Projects' : countInWords(projects.data.items.length, 'project')}
        lede="A repository with its branches, releases and team. Rights end at the project."
        actions={add}
      />
      <div className="sec bare" ref={list}>
        <Reading of={projects} what="the projects" shape={<SkeletonTable rows={3} />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState
                title="No project yet"
                about="Give the address of a repository: its tags, branches and version scheme are read and proposed to you."
                actions={add}
              />
            ) : (
              <Table
                label="Projects"
                columns={[
                  'Project',
                  'Repository',
                  'Clone',
                  { words: 'Open', right: true },
                  { words: 'Public records', right: true },
                ]}
              >
                {items.map((project) => (
                  <tr key={project.slug} className="mid">
                    <th scope="row">
                      <Link className="plain" to="/projects/$slug" params={{ slug: project.slug }}>
                        {project.title}
                      </Link>
                    </th>
                    <td className="mono soft url">
                      {project.repository ?? <span className="muted">on this machine</span>}
                    </td>
                    <td>
                      <CloneState clone={project.clone} />
                    </td>
                    <td className="right num" data-is="open">
                      {project.counts.open}
                    </td>
                    <td className="right num" data-is="public">
                      {project.counts.published}
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Reading>
      </div>
    </>
  )
}
