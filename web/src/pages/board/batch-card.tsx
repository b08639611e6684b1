import { type ReactNode, useState } from 'react'
import type { BatchView } from '#desk/publishing'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Progress } from '../../pieces/progress.tsx'
import { sentence } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { count } from '../../words/numbers.ts'
import '../review/review.css'
import './board.css'
import { Answers, StateBadge } from '../review/publications.tsx'

/** A batch on its way. It goes on when the page is closed, and stops at the first refusal. */
export function BatchCard({ batch }: { readonly batch: BatchView }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const { id, state, counts, problem, publications } = batch
  const steer = useChange((way: 'pause' | 'resume') => send('POST', `/batches/${id}/${way}`), {
    touches: ['/board', `/batches/${id}`],
  })
  const answered = publications.filter(({ answers }) => answers.length > 0)
  return (
    <section className="card batch" aria-label="Batch">
      <div className="pad row wide">
        <div className="batch-words">
          <h2>{titleOf(batch)}</h2>
          <p className="tiny muted" role="status">
            {[
              `${counts.done} done`,
              ...(counts.sending > 0 ? [`${counts.sending} on its way`] : []),
              ...(counts.waiting > 0 ? [`${counts.waiting} waiting`] : []),
              ...(counts.refused > 0 ? [`${counts.refused} refused`] : []),
            ].join(', ')}
          </p>
        </div>
        <div className="grow batch-bar">
          <Progress
            words={`${counts.done} of ${counts.all} published`}
            of={counts.all}
            shares={[
              { tone: 'good', part: counts.done },
              { tone: 'accent', part: counts.sending },
              { tone: 'bad', part: counts.refused },
            ]}
          />
          <p className="tiny muted">Every record is read back and compared. Stops at the first refusal.</p>
        </div>
        <div className="row tight">
          {state === 'running' && (
            <Button size="sm" busy={steer.isPending} onClick={() => steer.mutate('pause')}>
              Pause
            </Button>
          )}
          {(state === 'paused' || state === 'stopped') && (
            <Button size="sm" busy={steer.isPending} onClick={() => steer.mutate('resume')}>
              Go on
            </Button>
          )}
          {answered.length > 0 && (
            <Button size="sm" kind="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? 'Hide answers' : 'Show answers'}
            </Button>
          )}
        </div>
      </div>
      {problem !== undefined && (
        <div className="pad">
          <Note tone="bad">
            {sentence(problem.message)} {problem.hint !== undefined && sentence(problem.hint)}{' '}
            <span className="rule">{problem.code}</span>
          </Note>
        </div>
      )}
      {isOpen && (
        <ul className="pad sent">
          {answered.map((publication) => (
            <li key={publication.id}>
              <div className="row">
                <span className="id">{publication.cve}</span>
                <StateBadge publication={publication} />
              </div>
              <Answers answers={publication.answers} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function titleOf({ state, counts }: BatchView): string {
  const records = count(counts.all, 'approved record')
  switch (state) {
    case 'running':
      return `Publishing ${records}`
    case 'paused':
      return `Paused: ${records}`
    case 'stopped':
      return `Stopped: ${records}`
    case 'done':
      return `Published ${count(counts.done, 'record')}`
  }
}
