import { type ReactNode, useState } from 'react'
import type { IdentifierRow } from '#desk/identifiers'
import type { NewRejection } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { TextField } from '../../pieces/field.tsx'
import { TargetDialog } from '../../pieces/target-dialog.tsx'
import type { Counter } from './ids.tsx'

interface RejectDialogProps {
  readonly row: IdentifierRow
  readonly counter: Counter
  readonly onClose: () => void
}

/** Rejecting is public and for good: the dialog says what follows. */
export function RejectDialog({ row, counter, onClose }: RejectDialogProps): ReactNode {
  const [reason, setReason] = useState('')
  const [replaced, setReplaced] = useState('')
  const reject = useChange(
    (wish: NewRejection) => send('POST', withQuery(`/ids/${row.cve}/rejection`, { ...counter }), wish),
    { touches: ['/ids', '/vulnerabilities', '/home'], said: { title: `${row.cve} is rejected` }, done: onClose },
  )
  const isPublic = row.state === 'PUBLISHED'
  const hasReason = reason.trim() !== ''
  const others = replaced.split(/[\s,]+/u).filter((each) => each !== '')
  return (
    <TargetDialog
      danger
      target={counter.target}
      title={`Reject ${row.cve}?`}
      means={
        <>
          {hasReason
            ? 'The ID becomes public as rejected, with this reason.'
            : 'Without a reason only the state of the ID changes. With one, a public record says why it must not be used.'}{' '}
          It can never name a vulnerability again.
        </>
      }
      leave="Keep it"
      verb="Reject the ID"
      word={row.cve}
      lacks={isPublic && !hasReason ? 'A public record is rejected with a reason.' : undefined}
      busy={reject.isPending}
      onClose={onClose}
      onAct={(confirm) =>
        reject.mutate({
          ...(hasReason && { reason: reason.trim() }),
          ...(others.length > 0 && { replacedBy: others }),
          ...(confirm !== undefined && { confirm }),
        })
      }
    >
      <TextField
        label="Reason, shown to the public"
        optional={!isPublic}
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
    </TargetDialog>
  )
}
