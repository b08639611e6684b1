import { type ReactNode, useState } from 'react'
import type { CaseView } from '#desk/cases'
import type { NewDispute } from '../../../../src/http/shapes/cases.ts'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextArea, TextField } from '../../pieces/field.tsx'
import { DayField, momentOf } from './day-field.tsx'

interface DisputeDialogProps {
  readonly view: CaseView
  readonly onClose: () => void
}

/** Says of a case that it disputes a published record: from there on it has the clocks of a dispute. */
export function DisputeDialog({ view, onClose }: DisputeDialogProps): ReactNode {
  const [disputes, setDisputes] = useState(view.vulnerability ?? '')
  const [by, setBy] = useState(view.reporter)
  const [claim, setClaim] = useState('')
  const [day, setDay] = useState(view.received.slice(0, 10))
  const [fault, setFault] = useState<string>()
  const save = useChange((wish: NewDispute) => send<CaseView>('PUT', `/cases/${view.id}/dispute`, wish, view.version), {
    touches: ['/cases', '/home'],
    said: ({ dispute }) => ({ title: `${view.number} is a dispute of ${dispute?.cve}` }),
    done: onClose,
    failed: ({ sentence }) => setFault(sentence),
  })
  const missing =
    disputes.trim() === '' ? 'Name the record first.' : by.trim() === '' ? 'Say who disputes it first.' : undefined
  // The day on which the report came stands for its moment.
  const received = day === view.received.slice(0, 10) ? view.received : (momentOf(day) ?? new Date().toISOString())
  return (
    <Dialog
      open
      title={`${view.number} disputes a record`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Leave it
          </Button>
          <Button
            kind="primary"
            busy={save.isPending}
            unavailable={missing}
            onClick={() =>
              save.mutate({
                disputes: disputes.trim(),
                by: by.trim(),
                received,
                ...(claim.trim() !== '' && { claim: claim.trim() }),
              })
            }
          >
            It is a dispute
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <TextField
          label="Record"
          value={disputes}
          onChange={(text) => {
            setDisputes(text)
            setFault(undefined)
          }}
          mono
          maxLength={64}
          insist
          error={fault}
          help="Its CVE ID, or the identifier of the vulnerability. The record is published."
        />
        <TextField label="Disputed by" value={by} onChange={setBy} maxLength={200} />
        <TextArea
          label="Claim"
          optional
          help="What is wrong, in their words. The report where nothing is written here."
          value={claim}
          maxLength={200_000}
          onChange={setClaim}
        />
        <DayField label="Received on" value={day} onChange={setDay} help="Its clocks start there." />
      </div>
    </Dialog>
  )
}
