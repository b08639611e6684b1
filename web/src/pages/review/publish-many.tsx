import type { ReactNode } from 'react'
import { useTarget } from '../../frame/target.ts'
import { TARGETS } from '../../pieces/target.tsx'
import { TargetDialog } from '../../pieces/target-dialog.tsx'
import { count } from '../../words/numbers.ts'
import { PUBLISH_MEANS } from './publishing.ts'

interface PublishManyProps {
  /** The CVE ID of each, as far as it has one. */
  readonly cves: readonly (string | undefined)[]
  readonly busy: boolean
  readonly onClose: () => void
  readonly onPublish: (confirm: string | undefined) => void
  readonly children?: ReactNode
}

/** Sends records one after the other. Production wants to hear how many there are, or the ID of the only one. */
export function PublishMany({ cves, busy, onClose, onPublish, children }: PublishManyProps): ReactNode {
  const target = useTarget()
  return (
    <TargetDialog
      target={target}
      title={`Publish ${count(cves.length, 'record')} to ${TARGETS[target].words.toLowerCase()}`}
      wide={children !== undefined}
      means={`${PUBLISH_MEANS[target]} Each record is read back and compared; the first refusal stops the batch.`}
      leave="Not yet"
      verb="Publish"
      word={cves.length === 1 ? (cves[0] ?? '1') : String(cves.length)}
      lacks={cves.length === 0 ? 'Choose at least one.' : undefined}
      busy={busy}
      onClose={onClose}
      onAct={onPublish}
    >
      {children}
    </TargetDialog>
  )
}
