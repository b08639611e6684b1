import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function BoardTag(): ReactNode {
  useTitle('Release')
  return <PageHead title="Release" />
}
