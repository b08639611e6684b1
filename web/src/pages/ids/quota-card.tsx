import type { ReactNode } from 'react'
import type { IdentifiersView } from '#desk/identifiers'
import { Progress } from '../../pieces/progress.tsx'
import { Card } from '../../pieces/surfaces.tsx'
import { figure } from '../../words/numbers.ts'

export function QuotaCard({ view: { quota } }: { readonly view: IdentifiersView }): ReactNode {
  return (
    <Card title="Quota">
      <Progress
        words={`${figure(quota.total_reserved)} of ${figure(quota.id_quota)} in use`}
        of={quota.id_quota}
        shares={[{ tone: 'accent', part: quota.total_reserved }]}
      />
      <p className="row small quota-words">
        <span>
          <strong>{figure(quota.total_reserved)}</strong> in use
        </span>
        <span className="push muted">of {figure(quota.id_quota)}</span>
      </p>
      <p className="tiny muted">What is reserved counts until it is published or rejected.</p>
    </Card>
  )
}
