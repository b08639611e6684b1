import type { ReactNode } from 'react'
import type { CaseState } from '#desk/cases'
import { Badge } from '../../pieces/labels.tsx'

export const CASE_WORDS: Readonly<Record<CaseState, string>> = {
  new: 'New',
  acknowledged: 'Acknowledged',
  triage: 'In triage',
  accepted: 'Accepted',
  'not-a-vulnerability': 'No vulnerability',
  duplicate: 'Duplicate',
  'out-of-scope': 'Out of scope',
  hardening: 'Hardening',
  spam: 'Spam',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
}

export function CaseStateBadge({ state }: { readonly state: CaseState }): ReactNode {
  const words = CASE_WORDS[state]
  switch (state) {
    case 'new':
      return (
        <Badge tone="warn" icon="clock">
          {words}
        </Badge>
      )
    case 'acknowledged':
    case 'triage':
      return <Badge tone="accent">{words}</Badge>
    case 'accepted':
      return (
        <Badge tone="good" icon="check">
          {words}
        </Badge>
      )
    default:
      return <Badge>{words}</Badge>
  }
}
