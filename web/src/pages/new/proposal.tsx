import { type ReactNode, useState } from 'react'
import type { FixView, LinkProposal } from '#desk/advisories'
import { StatusShape } from '../../icons/status-shape.tsx'
import { Button } from '../../pieces/button.tsx'
import { Tag } from '../../pieces/labels.tsx'
import { Loading, SkeletonLines } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { count, countInWords } from '../../words/numbers.ts'
import { textsOf } from '../vulnerability/editing/values.ts'
import { ReleaseMatrix } from '../vulnerability/matrix/release-matrix.tsx'
import type { NewDraft } from './new-draft.ts'
import type { ProposalState } from './use-proposal.ts'

interface ProposalProps {
  readonly draft: NewDraft
  readonly change: (part: Partial<NewDraft>) => void
  readonly proposal: ProposalState
}

/** What the desk worked out from the link. */
export function Proposal({ draft, change, proposal }: ProposalProps): ReactNode {
  const { found, problem, isWorking } = proposal
  return (
    <section className="card" aria-labelledby="worked-out" aria-live="polite" aria-busy={isWorking}>
      <header>
        <h2 id="worked-out">What Steward worked out</h2>
        {found !== undefined && !isWorking && (
          <span className="push tiny muted">{(found.took / 1000).toFixed(1)} s, from the local clone</span>
        )}
      </header>
      <div className="pad stack-5">
        {found !== undefined ? (
          <Found found={found} draft={draft} change={change} />
        ) : isWorking ? (
          <Loading words="Reading the clone" slow="Walking the history takes a while in a large repository.">
            <SkeletonLines lines={6} />
          </Loading>
        ) : problem !== undefined ? (
          <Note tone="warn">
            {problem.sentence} {problem.hint} You can still create the draft and add the fix later.
          </Note>
        ) : (
          <Waiting />
        )}
      </div>
    </section>
  )
}

function Waiting(): ReactNode {
  return (
    <div className="soft small waiting">
      <p>With a link to the fix, this is where you will see</p>
      <ul>
        <li>the same fix on other branches, with how it was found,</li>
        <li>every release that is affected, and why,</li>
        <li>references, the component and people to thank.</li>
      </ul>
    </div>
  )
}

function Found({
  found,
  draft,
  change,
}: { readonly found: LinkProposal } & Omit<ProposalProps, 'proposal'>): ReactNode {
  const { assessment, proposals, references, credits, modules } = found
  const stated = assessment.fixes.filter(({ state, kind }) => state === 'stated' && kind === 'fix')
  const fixes = [...stated, ...proposals.filter(({ kind }) => kind === 'fix')]
  const open = fixes.filter((fix) => isOpen(fix, draft))
  return (
    <>
      <div>
        <h3>
          {countInWords(fixes.length, 'fix', 'fixes')}
          {open.length > 0 && `, ${open.length === 1 ? 'one' : open.length} to look at`}
        </h3>
        <ul className="found">
          {fixes.map((fix, i) => (
            <FixLine
              key={fix.commits.map(({ hash }) => hash).join(' ')}
              fix={fix}
              isFirst={i === 0}
              isConfirmed={!isOpen(fix, draft)}
              onConfirm={() => change({ accepted: [...draft.accepted, ...fix.commits.map(({ hash }) => hash)] })}
            />
          ))}
        </ul>
      </div>
      <div>
        <h3>Affected releases</h3>
        {assessment.branches.length === 0 ? (
          <p className="small muted">No release is known in the clone yet.</p>
        ) : (
          <div className="inset">
            <ReleaseMatrix
              branches={assessment.branches}
              folded
              hint={
                <>
                  Point at a release to see why. <IntroducedWords found={found} />
                </>
              }
            />
          </div>
        )}
      </div>
      <div>
        <h3>Also filled in</h3>
        <dl className="kv gap-top">
          <dt>References</dt>
          <dd>
            <References references={references} />
          </dd>
          <dt>Component</dt>
          <dd>
            {modules.length === 0 ? (
              <span className="muted">nothing to tell it by</span>
            ) : (
              modules.map(({ name, from }) => (
                <span key={name}>
                  <code>{name}</code> <span className="muted">{from}</span>{' '}
                </span>
              ))
            )}
          </dd>
          <dt>Credits</dt>
          <dd>
            {credits.length === 0 ? (
              <span className="muted">nobody yet</span>
            ) : (
              credits.map(({ name, type }) => (
                <span key={`${name} ${type}`} className="thanked">
                  {name}, {type} <span className="muted">to be asked</span>
                </span>
              ))
            )}
          </dd>
          <dt>Discovery</dt>
          <dd className="muted">
            {draft.reporter.trim() === '' ? 'decided by the reporter field' : 'by somebody outside the project'}
          </dd>
          <dt>Weakness</dt>
          <dd className="muted">
            {draft.weakness !== null
              ? `${draft.weakness.id} ${draft.weakness.name}`
              : textsOf(found.facts.weaknesses).join(', ') || 'for you to say'}
          </dd>
        </dl>
      </div>
    </>
  )
}

/** A proposal without a strong sign waits for a person. */
function isOpen(fix: FixView, { accepted }: NewDraft): boolean {
  return fix.state === 'proposed' && !fix.strong && !fix.commits.every(({ hash }) => accepted.includes(hash))
}

interface FixLineProps {
  readonly fix: FixView
  readonly isFirst: boolean
  readonly isConfirmed: boolean
  readonly onConfirm: () => void
}

function FixLine({ fix, isFirst, isConfirmed, onConfirm }: FixLineProps): ReactNode {
  const [isLooking, setLooking] = useState(false)
  const short = fix.commits.map(({ hash }) => hash.slice(0, 7)).join(', ')
  return (
    <li>
      <StatusShape shape={isConfirmed ? 'fixed' : 'unknown'} />
      <span className="mono">{fix.branch ?? 'main line'}</span>
      <span className={isLooking ? 'looked-at' : 'clip'}>
        <span className="mono">{short}</span> {fix.found ?? (isFirst ? 'the fix itself' : '')}
        {isLooking && <span className="soft subject">{fix.commits.map(({ subject }) => subject).join('; ')}</span>}
      </span>
      {isConfirmed ? (
        <span className="ver muted">
          {fix.firstRelease?.version ?? 'no release yet'}
          {fix.firstRelease?.planned === true && ' planned'}
        </span>
      ) : isLooking ? (
        <Button size="sm" kind="primary" aria-label={`Confirm ${short}`} onClick={onConfirm}>
          Confirm
        </Button>
      ) : (
        <Button size="sm" aria-label={`Look at ${short}`} onClick={() => setLooking(true)}>
          Look
        </Button>
      )}
    </li>
  )
}

function IntroducedWords({ found }: { readonly found: LinkProposal }): ReactNode {
  const { introduced } = found.assessment
  if (introduced === '0') return 'It counts as having always been there until you say what brought it in.'
  return (
    <>
      Introduced by{' '}
      {introduced.map(({ hash }, i) => (
        <span key={hash}>
          {i > 0 && ', '}
          <span className="mono">{hash.slice(0, 7)}</span>
        </span>
      ))}
      .
    </>
  )
}

function References({ references }: { readonly references: LinkProposal['references'] }): ReactNode {
  const tags = [...new Set(references.flatMap((each) => each.tags))]
  const without = references.filter((each) => each.tags.length === 0).length
  if (references.length === 0) return <span className="muted">none</span>
  return (
    <span className="row tight">
      {count(references.length, 'link')}:
      {tags.map((tag) => (
        <span key={tag} className="row tight nowrap">
          {references.filter((each) => each.tags.includes(tag)).length}
          <Tag derived>{tag}</Tag>
        </span>
      ))}
      {without > 0 && <span className="muted">{without} without a tag</span>}
    </span>
  )
}
