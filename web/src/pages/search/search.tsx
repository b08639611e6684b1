import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Search(): ReactNode {
  useTitle('Search')
  return <PageHead title="Search" />
}
