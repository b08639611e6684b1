import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function People(): ReactNode {
  useTitle('People and roles')
  return <PageHead title="People and roles" />
}
