import { type ReactNode, useState } from 'react'
import type { VulnerabilitySummary } from '#desk/advisories'
import type { BatchView } from '#desk/publishing'
import { useChange } from '../../data/changes.ts'
import { type Page, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { useTarget } from '../../frame/target.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check } from '../../pieces/field.tsx'
import { BatchCard } from '../board/batch-card.tsx'
import { PublishMany } from '../review/publish-many.tsx'

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
      {isOpen && <PublishChosen rows={rows} onClose={() => setOpen(false)} />}
    </>
  )
}

interface PublishChosenProps {
  readonly rows: readonly VulnerabilitySummary[]
  readonly onClose: () => void
}

function PublishChosen({ rows, onClose }: PublishChosenProps): ReactNode {
  const target = useTarget()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [batch, setBatch] = useState<BatchView>()
  const chosen = rows.filter(({ id }) => !left.has(id))
  const publish = useChange(
    (confirm: string | undefined) =>
      send<BatchView>('POST', '/publications', {
        target,
        publications: chosen.map(({ id, version }) => ({ vulnerability: id, version })),
        ...(confirm !== undefined && { confirm }),
      }),
    { touches: ['/vulnerabilities', '/home'], done: setBatch },
  )
  if (batch !== undefined) return <Sent batch={batch} onClose={onClose} />
  return (
    <PublishMany
      cves={chosen.map(({ cve }) => cve)}
      busy={publish.isPending}
      onClose={onClose}
      onPublish={publish.mutate}
    >
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
    </PublishMany>
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
