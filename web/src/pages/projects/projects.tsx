import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Projects(): ReactNode {
  useTitle('Projects')
  return <PageHead title="Projects" />
}
