import { type ReactNode, useEffect } from 'react'
import type { ProjectDetail, ProjectSummary } from '#desk/projects'
import { useRead } from '../../data/reads.ts'
import { SelectField } from '../../pieces/field.tsx'
import type { DraftFieldProps } from './new-draft.ts'

interface Projects {
  readonly items: readonly ProjectSummary[]
}

/** The project, and the template with which the rest begins. */
export function ProjectField({ draft, change }: DraftFieldProps): ReactNode {
  const projects = useRead<Projects>('/projects')
  const project = useRead<ProjectDetail>(draft.project === '' ? undefined : `/projects/${draft.project}`)
  const first = projects.data?.items[0]?.slug
  useEffect(() => {
    if (draft.project === '' && first !== undefined) change({ project: first })
  })
  const templates = project.data?.templates ?? []
  const standard = templates.find(({ isDefault }) => isDefault)
  const options = (projects.data?.items ?? []).map(
    ({ slug, title }) =>
      [
        slug,
        slug === draft.project && standard !== undefined ? `${title}, with its template “${standard.name}”` : title,
      ] as const,
  )
  return (
    <>
      <SelectField
        label="Project"
        value={draft.project}
        options={options}
        onChange={(slug) => change({ project: slug, template: '', accepted: [] })}
        help="Fills in vendor, product, package names and the version scheme."
      />
      {templates.length > 1 && (
        <SelectField
          label="Template"
          optional
          value={draft.template}
          options={[
            ['', standard === undefined ? 'None' : standard.name],
            ...templates.filter(({ id }) => id !== standard?.id).map(({ id, name }) => [id, name] as const),
          ]}
          onChange={(template) => change({ template })}
          help={templates.find(({ id }) => id === draft.template)?.about ?? standard?.about}
        />
      )}
    </>
  )
}
