import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Ids(): ReactNode {
  useTitle('ID desk')
  return <PageHead title="ID desk" />
}
