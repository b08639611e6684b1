import type { ReactNode } from 'react'
import type { HomeView } from '../../../../src/http/shapes/home.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { useTitle } from '../../frame/title.ts'
import { PageHead } from '../../pieces/surfaces.tsx'
import { countInWords } from '../../words/numbers.ts'

export function Home(): ReactNode {
  useTitle('Home')
  const home = useRead<HomeView>('/home')
  return (
    <Reading of={home} what="what needs you">
      {({ needs }) => (
        <PageHead title={`${countInWords(needs.length, 'thing')} ${needs.length === 1 ? 'needs' : 'need'} you`} />
      )}
    </Reading>
  )
}
