import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Board(): ReactNode {
  useTitle('Release board')
  return <PageHead title="Release board" />
}
