import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { BoardItem, BoardPage } from '#desk/board'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Icon } from '../../icons/icon.tsx'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { Ago } from '../../pieces/time.tsx'
import { capital } from '../../words/sentences.ts'
import { date } from '../../words/time.ts'
import { RangeLines } from '../review/ranges.tsx'

interface ConflictProps {
  readonly item: BoardItem
  readonly page: BoardPage
}

/** Two truths about one record. A person decides between them, so no choice is primary. */
export function Conflict({ item, page }: ConflictProps): ReactNode {
  const { vulnerability, cve, title, plan, block, conflicts, statement, decision, may, why } = item
  const [reason, setReason] = useState<string>()
  const decide = useChange(
    (wish: { readonly decision: 'believe-git' | 'keep-statement' | 'take-back'; readonly reason?: string }) =>
      send('POST', '/board/decisions', { project: page.project, decisions: [{ vulnerability, plan, ...wish }] }),
    { touches: ['/board', '/home'], done: () => setReason(undefined) },
  )
  const keep = (event: FormEvent): void => {
    event.preventDefault()
    const said = reason?.trim() ?? ''
    if (said !== '') decide.mutate({ decision: 'keep-statement', reason: said })
  }
  const [first] = conflicts
  return (
    <article className="conf">
      <header>
        <Icon name="error" />
        <Link to="/vulnerabilities/$id" params={{ id: vulnerability }} className="id plain">
          {cve ?? vulnerability}
        </Link>
        <strong>{title}</strong>
        {first !== undefined && <span className="small soft push">{capital(first.message)}</span>}
      </header>
      {block.before.length + block.after.length > 0 && (
        <div className="sides">
          <div>
            <h3>
              Published
              {statement !== undefined && `, stated by ${statement.author} on ${date(statement.date)}`}
            </h3>
            <RangeLines ranges={block.before} others={block.after} kind="old" />
            {statement !== undefined && <p className="small soft said-why">“{statement.reason}”</p>}
          </div>
          <div>
            <h3>Git, at {page.tag}</h3>
            <RangeLines ranges={block.after} others={block.before} kind="new" />
            <p className="small soft said-why">{capital(why)}</p>
            {conflicts.slice(1).map((conflict) => (
              <p className="small soft" key={conflict.code}>
                {conflict.message}
              </p>
            ))}
          </div>
        </div>
      )}
      <footer>
        {decision !== undefined ? (
          <>
            <Badge tone="good" icon="check">
              {decision.kind === 'believe-git' ? 'Git is believed' : 'The statement is kept'}
            </Badge>
            <span className="small soft">
              {decision.by.name}, <Ago at={decision.at} />
              {decision.reason !== undefined && `: “${decision.reason}”`}
            </span>
            {may.decide.allowed && (
              <Button kind="ghost" size="sm" onClick={() => decide.mutate({ decision: 'take-back' })}>
                Take back
              </Button>
            )}
          </>
        ) : !may.decide.allowed ? (
          <>
            <ButtonLink to="/vulnerabilities/$id" params={{ id: vulnerability }}>
              Open the vulnerability
            </ButtonLink>
            <span className="small soft">{may.decide.why}</span>
          </>
        ) : reason === undefined ? (
          <>
            <Button busy={decide.isPending} onClick={() => decide.mutate({ decision: 'believe-git' })}>
              Believe git
            </Button>
            <Button onClick={() => setReason('')}>Keep the statement, give a reason</Button>
          </>
        ) : (
          <form className="row grow" onSubmit={keep}>
            <input
              className="input grow"
              aria-label="Why the statement holds"
              ref={(element) => element?.focus()}
              value={reason}
              maxLength={2000}
              placeholder="Why the statement holds"
              onChange={(event) => setReason(event.target.value)}
            />
            <Button
              type="submit"
              unavailable={reason.trim() === '' ? 'A statement is kept with its reason.' : undefined}
            >
              Keep the statement
            </Button>
            <Button kind="ghost" onClick={() => setReason(undefined)}>
              Back
            </Button>
          </form>
        )}
      </footer>
    </article>
  )
}
