import { type ReactNode, useState } from 'react'
import type { IdentifierRow } from '#desk/identifiers'
import type { NewTransfer } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { TextField } from '../../pieces/field.tsx'
import { TargetDialog } from '../../pieces/target-dialog.tsx'
import type { Counter } from './ids.tsx'

interface TransferDialogProps {
  readonly row: IdentifierRow
  readonly counter: Counter
  readonly onClose: () => void
}

/** Gives an ID to another organisation; only they can give it back. */
export function TransferDialog({ row, counter, onClose }: TransferDialogProps): ReactNode {
  const [org, setOrg] = useState('')
  const transfer = useChange(
    (wish: NewTransfer) => send('POST', withQuery(`/ids/${row.cve}/transfer`, { ...counter }), wish),
    { touches: ['/ids'], said: { title: `${row.cve} belongs to ${org.trim()} now` }, done: onClose },
  )
  return (
    <TargetDialog
      danger
      target={counter.target}
      title={`Transfer ${row.cve}?`}
      means="The other organisation owns it from then on, and only they can give it back."
      leave="Keep it"
      verb="Transfer the ID"
      word={row.cve}
      lacks={org.trim().length < 2 ? 'Name the organisation first.' : undefined}
      busy={transfer.isPending}
      onClose={onClose}
      onAct={(confirm) => transfer.mutate({ org: org.trim(), ...(confirm !== undefined && { confirm }) })}
    >
      <TextField
        label="Short name of the organisation"
        mono
        value={org}
        onChange={setOrg}
        maxLength={32}
        help="As CVE Services knows it. Ask them first: some do not take transfers."
      />
    </TargetDialog>
  )
}
