import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CaseView, DisputeView } from '#desk/cases'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Card, Note } from '../../pieces/surfaces.tsx'
import { date } from '../../words/time.ts'
import { outcomeWords } from './dispute-words.ts'

interface CaseDisputeProps {
  readonly view: CaseView
  readonly dispute: DisputeView
}

/** Which record is disputed and by whom, how far the answer is, and what a decision asks for. */
export function CaseDispute({ view, dispute }: CaseDisputeProps): ReactNode {
  const { vulnerability, cve, by, received, acknowledged, extended, decided } = dispute
  return (
    <Card title="Dispute">
      <div className="stack-4">
        <dl className="kv">
          <dt>Record</dt>
          <dd>
            <Link className="id" to="/vulnerabilities/$id" params={{ id: vulnerability }}>
              {cve}
            </Link>
          </dd>
          <dt>Disputed by</dt>
          <dd>{by}</dd>
          <dt>Received</dt>
          <dd>{date(received)}</dd>
          <dt>Acknowledged</dt>
          <dd>{acknowledged === undefined ? <span className="muted">not yet</span> : date(acknowledged)}</dd>
          {extended !== undefined && (
            <>
              <dt>More time</dt>
              <dd>
                {date(extended.at)}
                <span className="muted block-line as-written">{extended.reason}</span>
              </dd>
            </>
          )}
          <dt>Decided</dt>
          <dd>
            {decided === undefined ? (
              <span className="muted">not yet</span>
            ) : (
              <>
                {outcomeWords(decided.outcome)}, {date(decided.at)}
                <span className="muted block-line as-written">{decided.reason}</span>
              </>
            )}
          </dd>
        </dl>
        {decided !== undefined && <AfterDecision view={view} dispute={dispute} />}
      </div>
    </Card>
  )
}

/** A decision changes no record by itself: what it asks for is done where records are worked on. */
function AfterDecision({ view, dispute: { vulnerability, cve, outcome, tagged } }: CaseDisputeProps): ReactNode {
  const toFacts = (words: string): ReactNode => (
    <ButtonLink to="/vulnerabilities/$id" params={{ id: vulnerability }}>
      {words}
    </ButtonLink>
  )
  switch (outcome) {
    case 'modified':
      return toFacts('Change the record')
    case 'rejected':
      return (
        <ButtonLink to="/ids" search={{ project: view.project, q: cve }}>
          Reject the ID
        </ButtonLink>
      )
    case 'disputed':
      return tagged === true ? (
        <>
          <Note tone="good">
            The facts have the tag. Say in the description who disputes the record and why, and refer to where that can
            be read.
          </Note>
          {toFacts('Open the facts')}
        </>
      ) : (
        tagged === false && view.may.edit && <PutTag view={view} />
      )
    default:
      return null
  }
}

function PutTag({ view }: { readonly view: CaseView }): ReactNode {
  const tag = useChange(() => send<CaseView>('POST', `/cases/${view.id}/dispute/tag`), {
    touches: ['/cases', '/vulnerabilities'],
    said: { title: 'The facts have the tag', detail: 'It is undone, reviewed and published there.' },
  })
  return (
    <>
      <Note>The facts do not have the tag yet. With it, the next edition of the record is disputed.</Note>
      <Button busy={tag.isPending} onClick={() => tag.mutate(undefined)}>
        Put the tag into the facts
      </Button>
    </>
  )
}
