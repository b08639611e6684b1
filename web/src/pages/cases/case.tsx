import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Case(): ReactNode {
  useTitle('Case')
  return <PageHead title="Case" />
}
