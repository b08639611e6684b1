import { type ReactNode, useState } from 'react'
import type { CaseMove, CaseView, NextStep } from '#desk/cases'
import type { NewCaseMove, NewDisputeStep } from '../../../../src/http/shapes/cases.ts'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextArea, TextField } from '../../pieces/field.tsx'
import { Menu } from '../../pieces/menu.tsx'
import { CASE_WORDS } from './case-state.tsx'
import { DisputeDialog } from './dispute-dialog.tsx'
import { StepDialog } from './step-dialog.tsx'

/** What can be done now: the usual way as the button, the others behind it. */
export function CaseMoves({ view }: { readonly view: CaseView }): ReactNode {
  const { id, number, version, dispute } = view
  const [asking, setAsking] = useState<Asking>()
  const close = (): void => setAsking(undefined)
  const touches = ['/cases', '/home']
  const move = useChange((wish: NewCaseMove) => send<CaseView>('POST', `/cases/${id}/moves`, wish), {
    touches,
    said: ({ state }) => ({ title: `${number} is now: ${CASE_WORDS[state].toLowerCase()}` }),
    done: close,
  })
  const answer = useChange((wish: NewDisputeStep) => send<CaseView>('POST', `/cases/${id}/dispute/steps`, wish), {
    touches,
    said: (_, { step }) => ({ title: `${number}: ${STEP_WORDS[step]}` }),
    done: close,
  })
  const retract = useChange(() => send<CaseView>('DELETE', `/cases/${id}/dispute`, undefined, version), {
    touches,
    said: { title: `${number} is no dispute, and what it was before` },
  })
  if (!view.may.edit) return null
  const ways: readonly Way[] = [
    ...(dispute?.next ?? []).map((step) => ({ words: `${step.verb}…`, run: () => setAsking({ step }) })),
    ...view.next.map((way) => ({
      words: way.needs === undefined ? way.verb : `${way.verb}…`,
      run: () => (way.needs === undefined ? move.mutate({ to: way.to, version }) : setAsking({ way })),
    })),
    ...(dispute === undefined ? [{ words: 'Disputes a published record…', run: () => setAsking('dispute') }] : []),
    ...(dispute?.retractable === true ? [{ words: 'No dispute', run: () => retract.mutate(undefined) }] : []),
  ]
  const [first, ...rest] = ways
  return (
    <>
      {rest.length > 0 && (
        <Menu className="btn" label="More ways to go on" items={rest}>
          More ways
        </Menu>
      )}
      {first !== undefined && (
        <Button kind="primary" busy={move.isPending || answer.isPending} onClick={first.run}>
          {first.words}
        </Button>
      )}
      {asking === 'dispute' && <DisputeDialog view={view} onClose={close} />}
      {typeof asking === 'object' && 'way' in asking && (
        <MoveDialog
          view={view}
          way={asking.way}
          busy={move.isPending}
          onClose={close}
          onMove={(said) => move.mutate({ to: asking.way.to, version, ...said })}
        />
      )}
      {typeof asking === 'object' && 'step' in asking && dispute !== undefined && (
        <StepDialog
          view={view}
          dispute={dispute}
          step={asking.step}
          busy={answer.isPending}
          onClose={close}
          onStep={(wish) => answer.mutate({ ...wish, version })}
        />
      )}
    </>
  )
}

/** What a dialog asks about. */
type Asking = 'dispute' | { readonly way: CaseMove } | { readonly step: NextStep }

interface Way {
  readonly words: string
  readonly run: () => void
}

const STEP_WORDS: Readonly<Record<NewDisputeStep['step'], string>> = {
  acknowledge: 'the dispute is acknowledged',
  extend: 'more time is taken',
  decide: 'the dispute is decided',
}

interface MoveDialogProps {
  readonly view: CaseView
  readonly way: CaseMove
  readonly busy: boolean
  readonly onClose: () => void
  readonly onMove: (said: { readonly reason?: string; readonly duplicateOf?: string }) => void
}

function MoveDialog({ view, way, busy, onClose, onMove }: MoveDialogProps): ReactNode {
  const [text, setText] = useState('')
  const asksForCase = way.needs === 'duplicate-of'
  const missing =
    text.trim() === '' ? (asksForCase ? 'Name the other case first.' : 'Write the reason first.') : undefined
  return (
    <Dialog
      open
      title={`${way.verb}: ${view.number}`}
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
            onClick={() => onMove(asksForCase ? { duplicateOf: text.trim() } : { reason: text.trim() })}
          >
            {way.verb}
          </Button>
        </>
      }
    >
      {asksForCase ? (
        <TextField
          label="Which one does it repeat"
          value={text}
          onChange={setText}
          mono
          maxLength={64}
          help="Number of the case, CVE ID, or the identifier of the vulnerability."
        />
      ) : (
        <TextArea
          label="Reason"
          help="Kept with the case. It is what a reporter may be told."
          value={text}
          maxLength={4000}
          onChange={setText}
        />
      )}
    </Dialog>
  )
}
