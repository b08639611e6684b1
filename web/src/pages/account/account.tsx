import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Account(): ReactNode {
  useTitle('My account')
  return <PageHead title="My account" />
}
