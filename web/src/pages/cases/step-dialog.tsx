import { type ReactNode, useState } from 'react'
import type { CaseView, DisputeOutcome, DisputeView, NextStep } from '#desk/cases'
import type { NewDisputeStep } from '../../../../src/http/shapes/cases.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, TextArea } from '../../pieces/field.tsx'
import { DayField, momentOf, today } from './day-field.tsx'
import { OUTCOMES } from './dispute-words.ts'

interface StepDialogProps {
  readonly view: CaseView
  readonly dispute: DisputeView
  readonly step: NextStep
  readonly busy: boolean
  readonly onClose: () => void
  readonly onStep: (wish: Omit<NewDisputeStep, 'version'>) => void
}

/** What goes into an answer to a dispute: the day, the reason, and of a decision what becomes of the record. */
export function StepDialog({
  view,
  dispute,
  step: { step, verb, needs },
  busy,
  onClose,
  onStep,
}: StepDialogProps): ReactNode {
  const [day, setDay] = useState(today())
  const [reason, setReason] = useState('')
  const [outcome, setOutcome] = useState<DisputeOutcome>()
  const missing =
    needs === 'outcome' && outcome === undefined
      ? 'Choose what becomes of the record first.'
      : needs !== undefined && reason.trim() === ''
        ? 'Write the reason first.'
        : undefined
  const at = momentOf(day)
  return (
    <Dialog
      open
      title={`${verb}: ${view.number}`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Leave it
          </Button>
          <Button
            kind="primary"
            busy={busy}
            unavailable={missing}
            onClick={() =>
              onStep({
                step,
                ...(at !== undefined && { at }),
                ...(needs !== undefined && { reason: reason.trim() }),
                ...(outcome !== undefined && { outcome }),
              })
            }
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="stack-4">
        {needs === 'outcome' && (
          <fieldset className="outcomes">
            <legend>What becomes of {dispute.cve}</legend>
            {OUTCOMES.map(([each, words, help]) => (
              <Check
                key={each}
                type="radio"
                name="outcome"
                checked={outcome === each}
                onChange={() => setOutcome(each)}
                help={help}
              >
                {words}
              </Check>
            ))}
          </fieldset>
        )}
        {needs !== undefined && (
          <TextArea
            label="Reason"
            help="Kept with the case. It is what they are told."
            value={reason}
            maxLength={4000}
            onChange={setReason}
          />
        )}
        <DayField
          label="Told them on"
          from={dispute.received.slice(0, 10)}
          value={day}
          onChange={setDay}
          help="The letter itself is sent outside the desk."
        />
      </div>
    </Dialog>
  )
}
