import { type ReactNode, useRef, useState } from 'react'
import type { ReadinessView } from '#desk/advisories'
import type { ReviewField, ReviewView } from '#desk/review'
import { useChange } from '../../data/changes.ts'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useSession } from '../../data/session.ts'
import { Icon } from '../../icons/icon.tsx'
import { StatusShape } from '../../icons/status-shape.tsx'
import { useKeys } from '../../keys/shortcuts.ts'
import { Button } from '../../pieces/button.tsx'
import { TextArea } from '../../pieces/field.tsx'
import { Avatar } from '../../pieces/labels.tsx'
import { Ago } from '../../pieces/time.tsx'
import { count } from '../../words/numbers.ts'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { goTo } from '../vulnerability/rail/go.ts'
import { RuleCode } from '../vulnerability/rail/rule-code.tsx'
import { WaivedList } from '../vulnerability/waivers/waived-list.tsx'
import type { Seen } from './seen.ts'

interface DecisionProps {
  readonly review: ReviewView
  readonly seen: Seen
  readonly onComment: (field: ReviewField) => void
}

/** What was looked at, and the decision. An author sees no Approve at all. */
export function Decision({ review, seen, onComment }: DecisionProps): ReactNode {
  const me = useSession()
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { id } = useEditor()
  const path = `/vulnerabilities/${encodeURIComponent(id)}`
  const readiness = useRead<ReadinessView>(`${path}/readiness`)
  const decide = useChange(
    (decision: 'approve' | 'ask-changes') =>
      send('POST', `${path}/review/decisions`, {
        decision,
        version: review.version,
        ...(note.trim() !== '' && { note: note.trim() }),
      }),
    {
      touches: [path, '/home'],
      said: (_, decision) => ({ title: decision === 'approve' ? 'Approved' : 'Changes asked for' }),
      done: () => setNote(''),
    },
  )
  const { approve, askChanges } = review.may
  const ask = (): void => {
    // Whoever asks for changes says which: the note is what the author gets to read.
    if (note.trim() === '') field.current?.focus()
    else decide.mutate('ask-changes')
  }
  useKeys([
    ...(approve.allowed ? [{ keys: 'a', does: 'Approve', run: () => decide.mutate('approve') }] : []),
    ...(askChanges.allowed ? [{ keys: 'c', does: 'Ask for changes', run: ask }] : []),
    ...(review.may.comment.allowed
      ? [{ keys: 'm', does: 'Comment beside the field in sight', run: () => onComment(fieldInSight(review)) }]
      : []),
  ])
  return (
    <aside className={isOpen ? 'rail card open' : 'rail card'} aria-label="Decision">
      <button className="rail-toggle" type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="more">Decide</span>
        <span className="less">Hide</span>
        <Icon name="fewer" />
      </button>
      <div className="sum">
        <Avatar name={me.name} />
        <div>
          <h2>{titleOf(review)}</h2>
          <Since review={review} />
        </div>
      </div>
      {review.changes.length > 0 && <LookedAt review={review} seen={seen} />}
      {readiness.data !== undefined && <WaivedList open waived={readiness.data.waived} />}
      {(approve.allowed || askChanges.allowed) && (
        <div className="end">
          <TextArea
            label={
              <>
                Note<span className="opt">goes into the audit trail</span>
              </>
            }
            ref={field}
            className="note-area"
            value={note}
            maxLength={4000}
            placeholder="What you checked, or what should change"
            onChange={setNote}
          />
          {approve.allowed && (
            <Button
              kind="primary"
              size="lg"
              icon="check"
              keys="A"
              busy={decide.isPending}
              onClick={() => decide.mutate('approve')}
            >
              Approve
            </Button>
          )}
          {askChanges.allowed && (
            <Button size="lg" keys="C" busy={decide.isPending} onClick={ask}>
              Ask for changes
            </Button>
          )}
          <p className="tiny muted">{approve.why}</p>
        </div>
      )}
      {!approve.allowed && !askChanges.allowed && (
        <div className="end">
          <p className="tiny muted">{approve.why}</p>
        </div>
      )}
      {review.missing.length > 0 && (
        <details className="fold">
          <summary>{count(review.missing.length, 'thing')} missing</summary>
          <ul className="done">
            {review.missing.map(({ code, message }) => (
              <li key={`${code} ${message}`}>
                <span>
                  {message} <RuleCode code={code} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {review.decisions.length > 0 && <Decisions review={review} />}
    </aside>
  )
}

function titleOf({ state, may }: ReviewView): string {
  switch (state) {
    case 'approved':
      return 'Approved'
    case 'changes-asked':
      return 'Changes were asked for'
    case 'taken-back':
      return 'The approval was taken back'
    case 'none':
      return 'Nobody was asked yet'
    case 'requested':
      return may.approve.allowed ? 'Your review' : 'In review'
  }
}

function Since({ review }: { readonly review: ReviewView }): ReactNode {
  const { request, approval, state } = review
  if (state === 'approved' && approval !== undefined) {
    return (
      <p>
        by {approval.by.name}, <Ago at={approval.at} />
      </p>
    )
  }
  if (request === undefined) return <p>Review can be requested from the head of the page.</p>
  return (
    <>
      <p>
        asked by {request.by.name}, <Ago at={request.at} />
      </p>
      {request.note !== undefined && <p className="said">“{request.note}”</p>}
    </>
  )
}

function LookedAt({ review, seen }: { readonly review: ReviewView; readonly seen: Seen }): ReactNode {
  return (
    <>
      <h3>
        Looked at
        <span className="n num">
          {seen.fields.size} of {review.changes.length}
        </span>
      </h3>
      <ul className="done looked">
        {review.changes.map(({ field, title }) => {
          const open = review.comments.filter(
            (each) => each.field === field && each.resolved === undefined && each.answers === undefined,
          )
          const isSeen = seen.fields.has(field)
          return (
            <li key={field}>
              <label className="tick">
                <input
                  className="sr"
                  type="checkbox"
                  checked={isSeen}
                  aria-label={`Looked at ${title}`}
                  onChange={() => seen.mark(field, !isSeen)}
                />
                <StatusShape shape={isSeen ? (open.length > 0 ? 'planned' : 'fixed') : 'unaffected'} />
              </label>
              <button className="as-plain" type="button" onClick={() => goTo(field)}>
                {title}
                {open.length > 0 && `, ${count(open.length, 'open comment')}`}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Decisions({ review }: { readonly review: ReviewView }): ReactNode {
  return (
    <details className="fold">
      <summary>{count(review.decisions.length, 'decision')} so far</summary>
      <ul className="done">
        {review.decisions.map(({ id, decision, by, at, note }) => (
          <li key={id}>
            <span>
              {by.name} {decision === 'approve' ? 'approved' : 'asked for changes'} <Ago at={at} />
              {note !== undefined && <span className="muted">: “{note}”</span>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The changed field whose section is nearest to the middle of the window. */
function fieldInSight({ changes }: ReviewView): ReviewField {
  const middle = innerHeight / 2
  const places = changes.flatMap(({ field }) => {
    const box = document.querySelector(`[data-field="${field}"]`)?.getBoundingClientRect()
    return box === undefined ? [] : [{ field, away: Math.abs((box.top + box.bottom) / 2 - middle) }]
  })
  return places.sort((a, b) => a.away - b.away)[0]?.field ?? 'other'
}
