import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { BoardRound } from '#desk/board'
import type { ProjectSummary } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Badge, Tag } from '../../pieces/labels.tsx'
import { Menu } from '../../pieces/menu.tsx'
import { Progress } from '../../pieces/progress.tsx'
import { EmptyState, SkeletonTable } from '../../pieces/states.tsx'
import { PageHead } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'
import { count, countInWords } from '../../words/numbers.ts'
import './board.css'

interface Rounds {
  readonly rounds: readonly BoardRound[]
}

interface Projects {
  readonly items: readonly ProjectSummary[]
}

/** Every tag that made public records untrue, the newest first. */
export function Board(): ReactNode {
  useTitle('Release board')
  const board = useRead<Rounds>('/board')
  const open = board.data?.rounds.filter(isOpen) ?? []
  return (
    <>
      <PageHead
        title={board.data === undefined ? 'Release board' : titleOf(open.length)}
        lede="When a release is tagged, the desk works out which public records are no longer exactly true. Approve the changes here, and publish them together."
        actions={<LookAgain />}
      />
      <div className="gap-top">
        <Reading of={board} what="the board" shape={<SkeletonTable />}>
          {({ rounds }) =>
            rounds.length === 0 ? (
              <EmptyState
                title="No tag changed a record yet"
                about="The desk looks whenever a project is fetched or its hook calls. You can also look now."
              />
            ) : (
              <Rounds rounds={rounds} />
            )
          }
        </Reading>
      </div>
    </>
  )
}

function titleOf(open: number): string {
  return open === 0
    ? 'Every public record is true'
    : `${countInWords(open, 'release')} ${open === 1 ? 'waits' : 'wait'}`
}

function isOpen({ counts }: BoardRound): boolean {
  return counts.conflicts + counts.open + counts.approved + counts.refused > 0
}

function LookAgain(): ReactNode {
  const may = useMay()
  const projects = useRead<Projects>('/projects')
  const look = useChange((slug: string) => send('POST', `/board/${slug}/refresh`), {
    touches: ['/board', '/home'],
    said: { title: 'Looking', detail: 'The board fills as the clone is read.' },
  })
  const own = (projects.data?.items ?? []).filter(({ slug }) => may('board.refresh', slug))
  if (own.length === 0) return null
  return (
    <Menu
      label="Look again for the tags of a project"
      className="btn"
      items={own.map(({ slug, title }) => ({ words: title, run: () => look.mutate(slug) }))}
    >
      Look again
    </Menu>
  )
}

function Rounds({ rounds }: { readonly rounds: readonly BoardRound[] }): ReactNode {
  return (
    <Table label="Releases" columns={['Release', 'Seen', 'Records', 'How far', 'Not true for', ['State']]}>
      {rounds.map((round) => (
        <tr className="mid" key={`${round.project} ${round.tag}`}>
          <th scope="row">
            <Link to="/board/$project/$tag" params={{ project: round.project, tag: round.tag }}>
              {round.title} {round.version}
            </Link>{' '}
            <Tag>
              <span className="mono">{round.tag}</span>
            </Tag>
          </th>
          <td className="nowrap muted">
            <Ago at={round.seen} />
          </td>
          <td className="num">{count(round.counts.all, 'record')}</td>
          <td className="how-far">
            <RoundProgress round={round} />
          </td>
          <td className="muted nowrap">{round.drift.recordDays.toFixed(1)} record-days</td>
          <td className="right nowrap">
            <RoundBadge round={round} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function RoundProgress({ round: { counts } }: { readonly round: BoardRound }): ReactNode {
  return (
    <Progress
      words={`${counts.published} of ${counts.all} published, ${counts.approved} approved`}
      of={counts.all}
      shares={[
        { tone: 'good', part: counts.published },
        { tone: 'accent', part: counts.approved },
        { tone: 'bad', part: counts.conflicts + counts.refused },
      ]}
    />
  )
}

function RoundBadge({ round: { counts } }: { readonly round: BoardRound }): ReactNode {
  if (counts.conflicts > 0) {
    return (
      <Badge tone="bad" icon="error">
        {count(counts.conflicts, 'conflict')}
      </Badge>
    )
  }
  if (counts.refused > 0) {
    return (
      <Badge tone="bad" icon="error">
        {counts.refused} refused
      </Badge>
    )
  }
  if (counts.open > 0) return <Badge tone="warn">{counts.open} to approve</Badge>
  if (counts.approved > 0) return <Badge tone="accent">{counts.approved} to publish</Badge>
  return (
    <Badge tone="good" shape="fixed">
      Done
    </Badge>
  )
}
