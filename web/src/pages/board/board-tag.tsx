import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { BoardItem, BoardPage } from '#desk/board'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useTitle } from '../../frame/title.ts'
import { useKeys } from '../../keys/shortcuts.ts'
import { Button } from '../../pieces/button.tsx'
import { Tag } from '../../pieces/labels.tsx'
import { SkeletonTable, sentence } from '../../pieces/states.tsx'
import { Crumbs, Note, PageHead, Section } from '../../pieces/surfaces.tsx'
import { TargetBadge } from '../../pieces/target.tsx'
import { countInWords } from '../../words/numbers.ts'
import { dateTime } from '../../words/time.ts'
import '../../style/difference.css'
import '../review/review.css'
import { Icon } from '../../icons/icon.tsx'
import { BatchCard } from './batch-card.tsx'
import './board.css'
import { Changes } from './changes.tsx'
import { Conflict } from './conflict.tsx'
import { DriftSection } from './drift.tsx'
import { PublishBatch } from './publish-batch.tsx'

/** Asked again this often while a batch runs, in milliseconds; events come sooner. */
const LOOK_AGAIN = 2_000

/** One tag and what it changes: conflicts first, decided one by one, then the plain changes. */
export function BoardTag(): ReactNode {
  const { project, tag } = useParams({ from: '/desk/board/$project/$tag' })
  const path = `/board/${encodeURIComponent(project)}/${encodeURIComponent(tag)}`
  const first = useRead<BoardPage>(path)
  const page = useRead<BoardPage>(path, first.data?.batch?.state === 'running' ? { every: LOOK_AGAIN } : {})
  return (
    <Reading of={page} whole what="what the tag changes" shape={<SkeletonTable rows={8} />}>
      {(board) => <Round page={board} />}
    </Reading>
  )
}

function Round({ page }: { readonly page: BoardPage }): ReactNode {
  const { title, version, tag, commit, seen, target, conflicts, changes, unchanged, problem, batch, project } = page
  useTitle(`${title} ${version}`)
  const open = changes.filter(({ state, may }) => state === 'open' && may.approve.allowed)
  const approved = [...changes, ...conflicts].filter(({ state }) => state === 'approved')
  const [isPublishing, setPublishing] = useState(false)
  const decide = useChange(
    (items: readonly BoardItem[]) =>
      send('POST', '/board/decisions', {
        project,
        decisions: items.map(({ vulnerability, plan }) => ({ vulnerability, plan, decision: 'approve' })),
      }),
    { touches: ['/board', '/home'] },
  )
  const look = useChange(() => send('POST', `/board/${encodeURIComponent(project)}/refresh`), {
    touches: ['/board'],
    said: { title: 'Looking', detail: 'The clone is read again; this page follows.' },
  })
  useKeys(
    open.length === 0 ? [] : [{ keys: 'A', does: 'Approve every change that is left', run: () => decide.mutate(open) }],
  )
  const wrong = conflicts.length + changes.length
  return (
    <>
      <Crumbs>
        <Link to="/projects/$slug" params={{ slug: project }}>
          {title}
        </Link>
        <Link to="/board">Release board</Link>
        <span className="ver">{version}</span>
      </Crumbs>
      <PageHead
        title={`${title} ${version} was tagged`}
        lede={ledeOf(wrong, unchanged)}
        meta={
          <>
            <Tag>
              <Icon name="project" />
              <span className="mono">{tag}</span>
            </Tag>
            <span className="mono small muted">{commit.slice(0, 8)}</span>
            <span className="small muted">seen {dateTime(seen)}</span>
            <TargetBadge target={target} />
          </>
        }
        actions={
          <>
            <Button busy={look.isPending} onClick={() => look.mutate(undefined)}>
              Look again
            </Button>
            {approved.length > 0 && batch?.state !== 'running' && (
              <Button
                {...(open.length === 0 && {
                  kind: target === 'production' ? ('danger' as const) : ('primary' as const),
                })}
                onClick={() => setPublishing(true)}
              >
                Publish {approved.length} approved
              </Button>
            )}
            {open.length > 0 && (
              <Button kind="primary" keys="Shift A" busy={decide.isPending} onClick={() => decide.mutate(open)}>
                {open.length === 1 ? 'Approve the one left' : `Approve all ${open.length} left`}
              </Button>
            )}
          </>
        }
      />
      {problem !== undefined && (
        <div className="gap-top">
          <Note tone="bad">
            {sentence(problem.message)} {problem.hint !== undefined && sentence(problem.hint)}{' '}
            <span className="rule">{problem.code}</span>
          </Note>
        </div>
      )}
      {batch !== undefined && <BatchCard batch={batch} />}
      {conflicts.length > 0 && (
        <Section
          title={countInWords(conflicts.length, 'conflict')}
          about="A person said something git does not agree with. Decide before these can be published."
        >
          <div className="stack-4">
            {conflicts.map((item) => (
              <Conflict key={item.vulnerability} item={item} page={page} />
            ))}
          </div>
        </Section>
      )}
      {changes.length > 0 && (
        <Changes page={page} isBusy={decide.isPending} onApprove={(items) => decide.mutate(items)} />
      )}
      <DriftSection page={page} />
      {isPublishing && <PublishBatch page={page} approved={approved} onClose={() => setPublishing(false)} />}
    </>
  )
}

function ledeOf(wrong: number, unchanged: number): string {
  if (wrong === 0) return 'Every public record keeps its meaning, so nothing has to change.'
  const all = wrong + unchanged
  const first = `${wrong} of ${all} published records ${wrong === 1 ? 'is' : 'are'} no longer exactly true.`
  return unchanged === 0 ? first : `${first} The other ${unchanged} keep their meaning, so they are left alone.`
}
