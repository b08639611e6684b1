import { type FormEvent, type ReactNode, useState } from 'react'
import type { Target } from '#desk/cna'
import type { PublicationTarget, PublicationView } from '#desk/publishing'
import type { ReviewView } from '#desk/review'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Field } from '../../pieces/field.tsx'
import { sentence } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { ConfirmField } from '../../pieces/target-dialog.tsx'
import { dateTime } from '../../words/time.ts'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { textOf } from '../vulnerability/editing/values.ts'
import { PUBLISH_MEANS, usePublications } from './publishing.ts'

interface PublishProps {
  readonly id: string
  readonly target: Target
  readonly onSent?: () => void
}

/** Sends this edition to one target, now or later. Production wants the ID typed; the sandbox one click. */
export function Publish({ id, target, onSent }: PublishProps): ReactNode {
  const publications = usePublications(id)
  return (
    <Reading of={publications} what="where it can be sent">
      {({ targets, version }) => {
        const place = targets.find((each) => each.target === target)
        return place === undefined ? (
          <p className="soft">
            The project has no credentials for this target yet. An administrator adds them on the page of the project.
          </p>
        ) : (
          <PublishForm
            key={`${target} ${version}`}
            id={id}
            version={version}
            place={place}
            {...(onSent && { onSent })}
          />
        )
      }}
    </Reading>
  )
}

interface PublishFormProps {
  readonly id: string
  readonly version: number
  readonly place: PublicationTarget
  readonly onSent?: () => void
}

function PublishForm({ id, version, place, onSent }: PublishFormProps): ReactNode {
  const { editing } = useEditor()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState<string>()
  const path = `/vulnerabilities/${encodeURIComponent(id)}`
  const review = useRead<ReviewView>(`${path}/review`)
  const { target, confirmation, refused, needsApproval, rehearsed } = place
  const isApproved = review.data?.state === 'approved'
  const publish = useChange(
    async (later: string | undefined) => {
      await editing.flush()
      return send<PublicationView>('POST', `${path}/publications`, {
        target,
        version,
        ...(confirmation !== undefined && { confirm: typed.trim() }),
        ...(later !== undefined && { at: later }),
      })
    },
    {
      touches: [path, '/vulnerabilities', '/home'],
      said: (_, later) => ({
        title: later === undefined ? 'On its way' : `Scheduled for ${dateTime(later)}`,
        detail: 'It goes on when this page is closed.',
      }),
      done: () => {
        setTyped('')
        setAt(undefined)
        onSent?.()
      },
    },
  )
  // An embargo forbids this moment, not a later one: the desk looks again when it is sent.
  const mayLater = refused?.code === 'PUBLICATION_EMBARGO' && at !== undefined
  const why =
    refused !== undefined && !mayLater
      ? sentence(refused.message)
      : needsApproval && !isApproved
        ? 'Opens after approval.'
        : confirmation !== undefined && typed.trim() !== confirmation
          ? `Type ${confirmation} first.`
          : undefined
  const verb = target === 'sandbox' ? 'Rehearse' : 'Publish'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (why === undefined && !publish.isPending) publish.mutate(at === undefined ? undefined : `${at}:00Z`)
  }
  return (
    <form className="stack-4" onSubmit={submit}>
      <p className="soft means">{PUBLISH_MEANS[target]}</p>
      {refused !== undefined && (
        <Note tone="warn">
          {sentence(refused.message)} {refused.hint !== undefined && sentence(refused.hint)}{' '}
          <span className="rule">{refused.code}</span>
        </Note>
      )}
      <div className="two ends">
        {confirmation !== undefined && <ConfirmField word={confirmation} value={typed} onChange={setTyped} />}
        {at !== undefined && (
          <Field label="Day and time, UTC">
            {(ties) => (
              <input
                {...ties}
                className="input"
                type="datetime-local"
                value={at}
                required
                onChange={(event) => setAt(event.target.value)}
              />
            )}
          </Field>
        )}
        <div className="row">
          <Button
            type="submit"
            size="lg"
            kind={target === 'production' ? 'danger' : 'primary'}
            unavailable={why}
            busy={publish.isPending}
          >
            {at === undefined ? verb : `${verb} then`}
          </Button>
          <Button
            size="lg"
            onClick={() => setAt(at === undefined ? nextMoment(textOf(editing.value('embargo'))) : undefined)}
          >
            {at === undefined ? 'Schedule' : 'Now instead'}
          </Button>
        </div>
      </div>
      <p className="help">
        {why ?? `Sends edition ${version} to ${place.url}.`}
        {target !== 'sandbox' && (
          <>
            {' '}
            {rehearsed === undefined
              ? 'It was not rehearsed yet.'
              : `Rehearsed on ${dateTime(rehearsed)}: accepted, read back, equal.`}
          </>
        )}
      </p>
    </form>
  )
}

/** The end of the embargo where it is still to come; else the next full hour that is at least an hour away. As the field writes it. */
function nextMoment(embargo: string): string {
  const hour = 3_600_000
  const moment = Date.parse(embargo) > Date.now() ? Date.parse(embargo) : Math.ceil((Date.now() + hour) / hour) * hour
  return new Date(moment).toISOString().slice(0, 16)
}
