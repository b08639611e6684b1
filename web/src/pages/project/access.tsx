import type { ReactNode } from 'react'
import type { ProjectDetail } from '#desk/projects'
import { Credentials } from './credentials.tsx'
import { Team } from './team.tsx'

/** Who may do what here, and with which keys the project speaks to CVE Services. */
export function Access({ project }: { readonly project: ProjectDetail }): ReactNode {
  return (
    <>
      <Team project={project} />
      <Credentials project={project} />
    </>
  )
}
