import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { VulnerabilitySummary } from '#desk/advisories'
import type { BatchView } from '#desk/publishing'
import { useChange } from '../../data/changes.ts'
import { type Page, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { useTarget } from '../../frame/target.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, Field } from '../../pieces/field.tsx'
import { TARGETS } from '../../pieces/target.tsx'
import { count } from '../../words/numbers.ts'
import { BatchCard } from '../board/batch-card.tsx'
import { PUBLISH_MEANS } from '../review/publishing.ts'

/** Publications of one batch; the desk takes no more at once. */
const MOST = 200

/** Sends everything that is approved and waits, many at once: a batch that goes on when the page is closed. */
export function PublishApproved(): ReactNode {
  const may = useMay()
  const approved = useRead<Page<VulnerabilitySummary>>(`/vulnerabilities?stage=approved&limit=${MOST}`)
  const [isOpen, setOpen] = useState(false)
  const rows = (approved.data?.items ?? []).filter(({ project }) => may('publication.start', project))
  if (rows.length === 0 && !isOpen) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>Publish {rows.length} approved</Button>
      {isOpen && <PublishMany rows={rows} onClose={() => setOpen(false)} />}
    </>
  )
}

interface PublishManyProps {
  readonly rows: readonly VulnerabilitySummary[]
  readonly onClose: () => void
}

function PublishMany({ rows, onClose }: PublishManyProps): ReactNode {
  const target = useTarget()
  const form = useId()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [typed, setTyped] = useState('')
  const [batch, setBatch] = useState<BatchView>()
  const chosen = rows.filter(({ id }) => !left.has(id))
  const word = chosen.length === 1 ? (chosen[0]?.cve ?? '1') : String(chosen.length)
  const publish = useChange(
    () =>
      send<BatchView>('POST', '/publications', {
        target,
        publications: chosen.map(({ id, version }) => ({ vulnerability: id, version })),
        ...(target === 'production' && { confirm: typed.trim() }),
      }),
    { touches: ['/vulnerabilities', '/home'], done: setBatch },
  )
  const lacks =
    chosen.length === 0
      ? 'Choose at least one.'
      : target === 'production' && typed.trim() !== word
        ? `Type ${word} first.`
        : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (lacks === undefined && !publish.isPending) publish.mutate(undefined)
  }
  if (batch !== undefined) return <Sent batch={batch} onClose={onClose} />
  return (
    <Dialog
      open
      wide
      title={`Publish ${count(chosen.length, 'record')} to ${TARGETS[target].words.toLowerCase()}`}
      target={target}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
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
        <div className="stack">
          {rows.map(({ id, cve, title }) => (
            <Check
              key={id}
              checked={!left.has(id)}
              onChange={(wanted) => setLeft(new Set(wanted ? [...left].filter((each) => each !== id) : [...left, id]))}
            >
              <span className="id">{cve ?? id}</span> {title}
            </Check>
          ))}
        </div>
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

/** Asked again this often while it runs, in milliseconds. */
const LOOK_AGAIN = 1_500

function Sent({ batch, onClose }: { readonly batch: BatchView; readonly onClose: () => void }): ReactNode {
  const first = useRead<BatchView>(`/batches/${batch.id}`)
  const now = useRead<BatchView>(`/batches/${batch.id}`, first.data?.state === 'done' ? {} : { every: LOOK_AGAIN })
  return (
    <Dialog
      open
      wide
      title="On their way"
      target={batch.target}
      onClose={onClose}
      footer={
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <BatchCard batch={now.data ?? batch} />
    </Dialog>
  )
}
