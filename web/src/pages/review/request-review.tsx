import { type ReactNode, useState } from 'react'
import type { ReviewView } from '#desk/review'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextArea } from '../../pieces/field.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { AddKnower } from '../vulnerability/head/add-knower.tsx'

/** Asks for a second pair of eyes. The button says why while it cannot. */
export function RequestReview({ review }: { readonly review: ReviewView | undefined }): ReactNode {
  const { id, detail, editing } = useEditor()
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const path = `/vulnerabilities/${encodeURIComponent(id)}`
  const ask = useChange(
    async () => {
      await editing.flush()
      const { version } = editing.view()
      const said = note.trim()
      return send('POST', `${path}/review/requests`, { version, ...(said !== '' && { note: said }) })
    },
    {
      touches: [path, '/home'],
      said: { title: 'Review requested', detail: 'Everybody who may approve sees it on their home page.' },
      done: () => {
        setOpen(false)
        setNote('')
      },
    },
  )
  if (review === undefined) {
    return (
      <Button kind="primary" unavailable="The desk is still looking at what is missing.">
        Request review
      </Button>
    )
  }
  if (review.state === 'requested' || review.state === 'approved') return null
  const { request } = review.may
  const isAlone = detail.embargoed && detail.access.length < 2 && detail.may.includes('vulnerability.access')
  return (
    <>
      <Button kind="primary" unavailable={request.allowed ? undefined : request.why} onClick={() => setOpen(true)}>
        {review.state === 'none' ? 'Request review' : 'Request review again'}
      </Button>
      <Dialog
        open={isOpen}
        title="Request review"
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button kind="primary" busy={ask.isPending} onClick={() => ask.mutate(undefined)}>
              Request review
            </Button>
          </>
        }
      >
        <TextArea
          label="Note"
          optional
          help="What the reviewer should look at first. It goes into the audit trail."
          autoFocus
          value={note}
          maxLength={4000}
          onChange={setNote}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask.mutate(undefined)
          }}
        />
        {isAlone && (
          <div className="gap-top stack">
            <Note tone="warn">
              It is embargoed and nobody else may know of it, so nobody could approve it. Add whoever is to look.
            </Note>
            <AddKnower label="Reviewer" />
          </div>
        )}
      </Dialog>
    </>
  )
}
