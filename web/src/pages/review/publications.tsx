import { type ReactNode, useState } from 'react'
import type { PublicationsView, PublicationView, ServerAnswer } from '#desk/publishing'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { sentence } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { TargetBadge } from '../../pieces/target.tsx'
import { Ago } from '../../pieces/time.tsx'
import { dateTime } from '../../words/time.ts'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { WaiveDialog } from '../vulnerability/waivers/waive-dialog.tsx'
import { STATE_WORDS } from './publishing.ts'

interface PublicationsProps {
  readonly view: PublicationsView | undefined
  /** How many of the newest. */
  readonly most?: number
}

/** Everything that was sent, the newest first, with the servers' own answers. */
export function Publications({ view, most = 10 }: PublicationsProps): ReactNode {
  if (view === undefined || view.publications.length === 0) return null
  return (
    <ul className="sent" aria-label="Publications" aria-live="polite">
      {view.publications.slice(0, most).map((publication) => (
        <Publication key={publication.id} publication={publication} />
      ))}
    </ul>
  )
}

function Publication({ publication }: { readonly publication: PublicationView }): ReactNode {
  const { id, state, target, requestedBy, requestedAt, at, finishedAt, answers, problem, version } = publication
  const { id: name } = useEditor()
  const path = `/vulnerabilities/${encodeURIComponent(name)}`
  const cancel = useChange(() => send('DELETE', `/publications/${id}`), {
    touches: [path, '/home'],
    said: { title: 'Taken back', detail: 'Nothing will be sent.' },
  })
  return (
    <li>
      <div className="row">
        <StateBadge publication={publication} />
        <TargetBadge target={target} />
        <span className="small soft">
          edition {version}, {requestedBy.name} <Ago at={finishedAt ?? requestedAt} />
        </span>
        {state === 'scheduled' && (
          <span className="push row tight">
            {at !== undefined && <span className="small">{dateTime(at)}</span>}
            <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
              Take back
            </Button>
          </span>
        )}
      </div>
      {problem !== undefined &&
        (problem.code === 'CNA_FINDINGS' ? (
          <Findings problem={problem} />
        ) : (
          <Note tone="bad">
            {sentence(problem.message)} {problem.hint !== undefined && sentence(problem.hint)}{' '}
            <span className="rule">{problem.code}</span>
          </Note>
        ))}
      <Answers answers={answers} />
    </li>
  )
}

type Problem = NonNullable<PublicationView['problem']>

/** Rules that hold it back at the server's door. Each is mended, or let pass with a reason; both are edits that are reviewed again. */
function Findings({ problem }: { readonly problem: Problem }): ReactNode {
  const { mayEdit } = useEditor()
  const [waiving, setWaiving] = useState<string>()
  const rules = [...new Set(problem.hint?.match(/STW\d{3}/g))]
  return (
    <Note tone="bad">
      {sentence(problem.message)} Mend what the rules found
      {mayEdit ? ', or let it pass with a reason; it is then reviewed again.' : '.'}
      <span className="row gap-top">
        {rules.map((rule) =>
          mayEdit ? (
            <Button key={rule} size="sm" onClick={() => setWaiving(rule)}>
              Let {rule} pass
            </Button>
          ) : (
            <span key={rule} className="rule">
              {rule}
            </span>
          ),
        )}
      </span>
      {waiving !== undefined && (
        <WaiveDialog rule={waiving} finding={sentence(problem.message)} onClose={() => setWaiving(undefined)} />
      )}
    </Note>
  )
}

export function StateBadge({ publication }: { readonly publication: Pick<PublicationView, 'state'> }): ReactNode {
  const { state } = publication
  const words = STATE_WORDS[state]
  switch (state) {
    case 'published':
    case 'unchanged':
      return (
        <Badge tone="good" shape="fixed">
          {words}
        </Badge>
      )
    case 'refused':
    case 'differs':
      return (
        <Badge tone="bad" icon="error">
          {words}
        </Badge>
      )
    case 'sending':
      return (
        <Badge tone="accent" icon="arrow">
          {words}
        </Badge>
      )
    case 'scheduled':
      return (
        <Badge tone="warn" icon="clock">
          {words}
        </Badge>
      )
    default:
      return <Badge>{words}</Badge>
  }
}

/** What was asked of the server and what it said. */
export function Answers({ answers }: { readonly answers: readonly ServerAnswer[] }): ReactNode {
  if (answers.length === 0) return null
  const last = answers.at(-1)!
  return (
    <details className="fold">
      <summary className="small soft">
        The server answered {last.status ?? 'nothing'} in {(last.milliseconds / 1000).toFixed(1)} s
      </summary>
      <ol className="answers">
        {answers.map((answer) => (
          <li key={`${answer.at} ${answer.method} ${answer.path}`}>
            <p className="mono tiny">
              {answer.method} {answer.path} <b>{answer.status ?? 'no answer'}</b>{' '}
              <span className="muted">{Math.round(answer.milliseconds)} ms</span>
            </p>
            {answer.problem !== undefined && <p className="small">{sentence(answer.problem.message)}</p>}
            {answer.body !== undefined && (
              <pre className="mono tiny said-body">{JSON.stringify(answer.body, undefined, 2)}</pre>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
