import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function NewCase(): ReactNode {
  useTitle('A new case')
  return <PageHead title="A new case" />
}
