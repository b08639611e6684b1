import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ReviewComment } from '#desk/review'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { MODIFIER } from '../../keys/modifier.ts'
import { Button } from '../../pieces/button.tsx'
import { Avatar } from '../../pieces/labels.tsx'
import { Ago } from '../../pieces/time.tsx'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { Formatted } from '../vulnerability/text/formatted.tsx'

interface ThreadProps {
  readonly field: string
  readonly comments: readonly ReviewComment[]
  readonly mayComment: boolean
  /** A comment is being written. */
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** What was said beside one field. */
export function Thread({ field, comments, mayComment, isOpen, onClose }: ThreadProps): ReactNode {
  const { id: name } = useEditor()
  const path = `/vulnerabilities/${encodeURIComponent(name)}`
  const [answering, setAnswering] = useState<string>()
  const add = useChange(
    (comment: { readonly text: string; readonly answers?: string }) =>
      send('POST', `${path}/review/comments`, { field, ...comment }),
    {
      touches: [`${path}/review`],
      done: () => {
        setAnswering(undefined)
        onClose()
      },
    },
  )
  const resolve = useChange(
    ({ id, resolved }: { readonly id: string; readonly resolved: boolean }) =>
      send('PATCH', `${path}/review/comments/${id}`, { resolved }),
    { touches: [`${path}/review`] },
  )
  if (comments.length === 0 && !isOpen) return null
  const first = comments.filter(({ answers }) => answers === undefined)
  return (
    <div className="thread">
      {first.map((comment) => {
        const answers = comments.filter((each) => each.answers === comment.id)
        return (
          <Talk key={comment.id} comment={comment}>
            {[comment, ...answers].map((each) => (
              <Comment key={each.id} comment={each} />
            ))}
            {mayComment && (
              <div className="row talk-end">
                <Button
                  size="sm"
                  icon={comment.resolved === undefined ? 'check' : 'undo'}
                  onClick={() => resolve.mutate({ id: comment.id, resolved: comment.resolved === undefined })}
                >
                  {comment.resolved === undefined ? 'Resolve' : 'Open again'}
                </Button>
                <Button kind="ghost" size="sm" onClick={() => setAnswering(comment.id)}>
                  Reply
                </Button>
              </div>
            )}
            {answering === comment.id && (
              <Writing
                words="Reply"
                isBusy={add.isPending}
                onSay={(text) => add.mutate({ text, answers: comment.id })}
                onCancel={() => setAnswering(undefined)}
              />
            )}
          </Talk>
        )
      })}
      {isOpen && (
        <Writing words="Comment" isBusy={add.isPending} onSay={(text) => add.mutate({ text })} onCancel={onClose} />
      )}
    </div>
  )
}

/** A thread; a resolved one is folded. */
function Talk({ comment, children }: { readonly comment: ReviewComment; readonly children: ReactNode }): ReactNode {
  const { by, resolved } = comment
  if (resolved === undefined) return <div className="talk">{children}</div>
  return (
    <details className="talk fold">
      <summary className="small muted">
        {by.name}: resolved by {resolved.by.name} <Ago at={resolved.at} />
      </summary>
      {children}
    </details>
  )
}

function Comment({ comment }: { readonly comment: ReviewComment }): ReactNode {
  return (
    <div className="comment">
      <Avatar name={comment.by.name} />
      <div>
        <p>
          <span className="who">{comment.by.name}</span>{' '}
          <span className="when">
            <Ago at={comment.at} />
          </span>
        </p>
        <Formatted markdown={comment.text} level={4} />
      </div>
    </div>
  )
}

interface WritingProps {
  readonly words: string
  readonly isBusy: boolean
  readonly onSay: (text: string) => void
  readonly onCancel: () => void
}

function Writing({ words, isBusy, onSay, onCancel }: WritingProps): ReactNode {
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  const say = (): void => {
    if (text.trim() !== '') onSay(text.trim())
  }
  return (
    <div className="writing">
      <textarea
        ref={area}
        className="area"
        aria-label={words}
        value={text}
        maxLength={16_000}
        placeholder="Markdown. What is unclear, or what it should say instead"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) say()
          if (event.key === 'Escape') onCancel()
        }}
      />
      <div className="row">
        <Button size="sm" kind="primary" busy={isBusy} keys={`${MODIFIER} Enter`} onClick={say}>
          {words}
        </Button>
        <Button size="sm" kind="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
