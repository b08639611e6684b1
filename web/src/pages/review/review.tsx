import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Review(): ReactNode {
  useTitle('Review')
  return <PageHead title="Review" />
}
