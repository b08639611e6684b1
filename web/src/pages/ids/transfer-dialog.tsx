import { type ReactNode, useState } from 'react'
import type { IdentifierRow } from '#desk/identifiers'
import type { NewTransfer } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextField } from '../../pieces/field.tsx'
import type { Counter } from './ids.tsx'

interface TransferDialogProps {
  readonly row: IdentifierRow
  readonly counter: Counter
  readonly onClose: () => void
}

/** Gives an ID to another organisation; only they can give it back. */
export function TransferDialog({ row, counter, onClose }: TransferDialogProps): ReactNode {
  const [org, setOrg] = useState('')
  const [typed, setTyped] = useState('')
  const transfer = useChange(
    (wish: NewTransfer) => send('POST', withQuery(`/ids/${row.cve}/transfer`, { ...counter }), wish),
    { touches: ['/ids'], said: { title: `${row.cve} belongs to ${org.trim()} now` }, done: onClose },
  )
  const isProduction = counter.target === 'production'
  const missing =
    org.trim().length < 2
      ? 'Name the organisation first.'
      : isProduction && typed.trim() !== row.cve
        ? 'Type the ID first.'
        : undefined
  return (
    <Dialog
      open
      target={counter.target}
      title={`Transfer ${row.cve}?`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Keep it
          </Button>
          <Button
            kind="danger"
            busy={transfer.isPending}
            unavailable={missing}
            onClick={() => transfer.mutate({ org: org.trim(), ...(isProduction && { confirm: typed.trim() }) })}
          >
            Transfer the ID
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <p className="small">The other organisation owns it from then on, and only they can give it back.</p>
        <TextField
          label="Short name of the organisation"
          mono
          value={org}
          onChange={setOrg}
          maxLength={32}
          help="As CVE Services knows it. Ask them first: some do not take transfers."
        />
        {isProduction && (
          <TextField
            label="Type the ID"
            mono
            value={typed}
            onChange={setTyped}
            placeholder={row.cve}
            autoComplete="off"
          />
        )}
      </div>
    </Dialog>
  )
}
