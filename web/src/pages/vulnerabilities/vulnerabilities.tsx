import type { ReactNode } from 'react'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'

export function Vulnerabilities(): ReactNode {
  useTitle('Vulnerabilities')
  return <PageHead title="Vulnerabilities" />
}
