import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { BoardItem, BoardPage } from '#desk/board'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { useTarget } from '../../frame/target.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Field } from '../../pieces/field.tsx'
import { TARGETS } from '../../pieces/target.tsx'
import { count } from '../../words/numbers.ts'
import { PUBLISH_MEANS } from '../review/publishing.ts'

interface PublishBatchProps {
  readonly page: BoardPage
  readonly approved: readonly BoardItem[]
  readonly onClose: () => void
}

/** Sends everything that is approved, one after the other. Production wants to hear how many there are, or the ID of the only one. */
export function PublishBatch({ page, approved, onClose }: PublishBatchProps): ReactNode {
  const target = useTarget()
  const [typed, setTyped] = useState('')
  const form = useId()
  const word = approved.length === 1 ? (approved[0]?.cve ?? '1') : String(approved.length)
  const publish = useChange(
    () =>
      send('POST', '/board/batches', {
        project: page.project,
        target,
        vulnerabilities: approved.map(({ vulnerability }) => vulnerability),
        ...(target === 'production' && { confirm: typed.trim() }),
      }),
    {
      touches: ['/board', '/home'],
      said: {
        title: `${count(approved.length, 'record')} on their way`,
        detail: 'It goes on when this page is closed.',
      },
      done: onClose,
    },
  )
  const lacks = target === 'production' && typed.trim() !== word ? `Type ${word} first.` : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (lacks === undefined && !publish.isPending) publish.mutate(undefined)
  }
  return (
    <Dialog
      open
      title={`Publish ${count(approved.length, 'record')} to ${TARGETS[target].words.toLowerCase()}`}
      target={target}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus={target !== 'production'} onClick={onClose}>
            Not yet
          </Button>
          <Button
            kind={target === 'production' ? 'danger' : 'primary'}
            type="submit"
            form={form}
            unavailable={lacks}
            busy={publish.isPending}
          >
            Publish
          </Button>
        </>
      }
    >
      <form id={form} className="stack-4" onSubmit={submit}>
        <p>{PUBLISH_MEANS[target]} Each record is read back and compared; the first refusal stops the batch.</p>
        {target === 'production' && (
          <Field
            label={
              <span>
                Type <span className="mono">{word}</span> to confirm
              </span>
            }
          >
            {(ties) => (
              <input
                {...ties}
                className="input mono"
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  )
}
