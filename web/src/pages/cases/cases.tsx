import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Cases(): ReactNode {
  useTitle('Cases')
  return <PageHead title="Cases" />
}
