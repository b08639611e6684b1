import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Interface(): ReactNode {
  useTitle('Interface for programs')
  return <PageHead title="Interface for programs" />
}
