import { type ReactNode, useState } from 'react'
import type { CaseMove, CaseView } from '#desk/cases'
import type { NewCaseMove } from '../../../../src/http/shapes/cases.ts'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Field, TextField } from '../../pieces/field.tsx'
import { Menu } from '../../pieces/menu.tsx'
import { CASE_WORDS } from './case-state.tsx'

/** Where the case may go from here: the usual way as the button, the ends behind it. */
export function CaseMoves({ view }: { readonly view: CaseView }): ReactNode {
  const [asking, setAsking] = useState<CaseMove>()
  const move = useChange((wish: NewCaseMove) => send<CaseView>('POST', `/cases/${view.id}/moves`, wish), {
    touches: ['/cases', '/home'],
    said: ({ state }) => ({ title: `${view.number} is now: ${CASE_WORDS[state].toLowerCase()}` }),
    done: () => setAsking(undefined),
  })
  if (!view.may.edit || view.next.length === 0) return null
  const take = (way: CaseMove): void => {
    if (way.needs === undefined) move.mutate({ to: way.to, version: view.version })
    else setAsking(way)
  }
  const [first, ...rest] = view.next
  return (
    <>
      {rest.length > 0 && (
        <Menu
          className="btn"
          label="More ways to go on"
          items={rest.map((way) => ({
            words: way.needs === undefined ? way.verb : `${way.verb}…`,
            run: () => take(way),
          }))}
        >
          More ways
        </Menu>
      )}
      {first !== undefined && (
        <Button kind="primary" busy={move.isPending} onClick={() => take(first)}>
          {first.verb}
        </Button>
      )}
      {asking !== undefined && (
        <MoveDialog
          view={view}
          way={asking}
          busy={move.isPending}
          onClose={() => setAsking(undefined)}
          onMove={(said) => move.mutate({ to: asking.to, version: view.version, ...said })}
        />
      )}
    </>
  )
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
        <Field label="Reason" help="Kept with the case. It is what a reporter may be told.">
          {(ties) => (
            <textarea
              {...ties}
              className="area"
              value={text}
              maxLength={4000}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      )}
    </Dialog>
  )
}
