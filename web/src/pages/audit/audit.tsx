import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Audit(): ReactNode {
  useTitle('Audit trail')
  return <PageHead title="Audit trail" />
}
