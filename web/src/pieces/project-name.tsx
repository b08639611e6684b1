import type { ReactNode } from 'react'
import type { ProjectSummary } from '#desk/projects'
import { type Page, useRead } from '../data/reads.ts'

/** What people call a project; its short name until that is known, or where it is not for them to see. */
export function useProjectTitle(slug: string): string {
  const { data } = useRead<Page<ProjectSummary>>('/projects')
  return data?.items.find((project) => project.slug === slug)?.title ?? slug
}

export function ProjectName({ slug }: { readonly slug: string }): ReactNode {
  return useProjectTitle(slug)
}
