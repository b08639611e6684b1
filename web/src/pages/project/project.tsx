import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Project(): ReactNode {
  useTitle('Project')
  return <PageHead title="Project" />
}
