import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function SetUp(): ReactNode {
  useTitle('Set up')
  return <PageHead title="Set up" />
}
