import type { ReactNode } from 'react'
import { useMay } from '../data/session.ts'
import { ButtonLink } from './button.tsx'
import { EmptyState } from './states.tsx'

interface NoProjectProps {
  /** What needs a project here, and why. */
  readonly about: string
  /** What else can be done. */
  readonly more?: ReactNode
}

/** On a desk without a project nearly everything begins with adding one. */
export function NoProject({ about, more }: NoProjectProps): ReactNode {
  const may = useMay()
  return (
    <EmptyState
      title="No project yet"
      about={about}
      actions={
        may('project.create') && (
          <>
            <ButtonLink to="/projects/new" kind="primary">
              Add a project
            </ButtonLink>
            {more}
          </>
        )
      }
    />
  )
}
