import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function NewProject(): ReactNode {
  useTitle('Add a project')
  return <PageHead title="Add a project" />
}
