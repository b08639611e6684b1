import type { ReactNode } from 'react'
import type { Stage } from '#desk/advisories'
import { Badge } from './labels.tsx'

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  draft: 'Draft',
  review: 'In review',
  approved: 'Approved',
  scheduled: 'Scheduled',
  published: 'Published',
  rejected: 'Rejected',
}

/** How far a vulnerability has come on the desk. */
export function StageBadge({ stage }: { readonly stage: Stage }): ReactNode {
  const words = STAGE_WORDS[stage]
  switch (stage) {
    case 'draft':
      return <Badge>{words}</Badge>
    case 'review':
      return (
        <Badge tone="accent" icon="comment">
          {words}
        </Badge>
      )
    case 'approved':
      return (
        <Badge tone="good" icon="check">
          {words}
        </Badge>
      )
    case 'scheduled':
      return (
        <Badge tone="warn" icon="clock">
          {words}
        </Badge>
      )
    case 'published':
      return (
        <Badge tone="good" shape="fixed">
          {words}
        </Badge>
      )
    case 'rejected':
      return <Badge icon="close">{words}</Badge>
  }
}

/** Only the people on its list know of it yet. */
export function EmbargoBadge(): ReactNode {
  return (
    <Badge tone="ink" icon="lock">
      Embargoed
    </Badge>
  )
}
