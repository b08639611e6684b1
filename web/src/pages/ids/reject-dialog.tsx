import { type ReactNode, useState } from 'react'
import type { IdentifierRow } from '#desk/identifiers'
import type { NewRejection } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextField } from '../../pieces/field.tsx'
import type { Counter } from './ids.tsx'

interface RejectDialogProps {
  readonly row: IdentifierRow
  readonly counter: Counter
  readonly onClose: () => void
}

/** Rejecting is public and for good: the dialog says what follows, and production wants the ID typed. */
export function RejectDialog({ row, counter, onClose }: RejectDialogProps): ReactNode {
  const [reason, setReason] = useState('')
  const [replaced, setReplaced] = useState('')
  const [typed, setTyped] = useState('')
  const reject = useChange(
    (wish: NewRejection) => send('POST', withQuery(`/ids/${row.cve}/rejection`, { ...counter }), wish),
    { touches: ['/ids', '/vulnerabilities', '/home'], said: { title: `${row.cve} is rejected` }, done: onClose },
  )
  const isProduction = counter.target === 'production'
  const missing =
    row.state === 'PUBLISHED' && reason.trim() === ''
      ? 'A public record is rejected with a reason.'
      : isProduction && typed.trim() !== row.cve
        ? 'Type the ID first.'
        : undefined
  const others = replaced.split(/[\s,]+/u).filter((each) => each !== '')
  return (
    <Dialog
      open
      target={counter.target}
      title={`Reject ${row.cve}?`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Keep it
          </Button>
          <Button
            kind="danger"
            busy={reject.isPending}
            unavailable={missing}
            onClick={() =>
              reject.mutate({
                ...(reason.trim() !== '' && { reason: reason.trim() }),
                ...(others.length > 0 && { replacedBy: others }),
                ...(isProduction && { confirm: typed.trim() }),
              })
            }
          >
            Reject the ID
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <p className="small">
          {reason.trim() === ''
            ? 'Without a reason only the state of the ID changes. With one, a public record says why it must not be used.'
            : 'The ID becomes public as rejected, with this reason.'}{' '}
          It can never name a vulnerability again.
        </p>
        <TextField
          label="Reason, shown to the public"
          optional={row.state !== 'PUBLISHED'}
          value={reason}
          onChange={setReason}
          maxLength={4000}
        />
        <TextField
          label="Use instead"
          optional
          mono
          value={replaced}
          onChange={setReplaced}
          help="CVE IDs, where this one was a duplicate."
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
